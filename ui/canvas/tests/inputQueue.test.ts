import { afterEach, beforeEach, describe, expect, it, test, vi } from "vitest";
import { ahead } from "../src/model/apply/apply";
import type { BuildProps, Command, Edit, Refusal, TreeNode } from "../src/protocol";
import { InputQueue, MOST_HELD } from "../src/session/inputQueue/queue";
import { shownKey } from "../src/session/inputQueue/replay";
import { anchored } from "../src/session/places";
import { BuildSession } from "../src/session/session";
import { box, leaf } from "./trees";

/** An edit of which only the server can tell what it makes: it draws the copy's id. */
const DUPLICATE: Edit = { edit: "duplicate", ids: ["a"] };
const BEFORE = box("root", [leaf("a"), leaf("b")]);
const AFTER = box("root", [leaf("a"), leaf("copy"), leaf("b")]);

let document = 0;
let answers: ((answer: Response) => void)[];
let sent: Command[];

function props(tree: TreeNode, more: Partial<BuildProps> = {}): BuildProps {
  const name = `d${document}`;
  const own = { document: name, stamp: 1, token: null, ack: {}, inputs: [], problems: [], definitions: [] };
  return { ...own, tree, catalogue: { kinds: [] }, ...more } as unknown as BuildProps;
}

/** Answer the request that waits, or comes: all edits are made, or refused. */
async function answer(tree: TreeNode, isRefused = false): Promise<void> {
  await vi.waitFor(() => expect(answers.length).toBe(1));
  const [last] = sent.slice(-1);
  const { client } = asked;
  const refused: Refusal[] = isRefused && last ? [{ client, number: last.number, problem: "No.", hint: "" }] : [];
  const build = props(tree, { stamp: ++stamp, ack: { [client]: last?.number ?? 0 }, refused });
  answers.shift()?.(Response.json({ build, head: {}, waits: false }));
}
let stamp = 1;
let asked = { client: "" };

beforeEach(() => {
  document += 1;
  answers = [];
  sent = [];
  vi.stubGlobal("window", { innerWidth: 1600, addEventListener: () => undefined });
  vi.stubGlobal("document", { baseURI: "http://here/", visibilityState: "visible" });
  vi.stubGlobal("requestAnimationFrame", (run: () => void) => setTimeout(run));
  vi.stubGlobal("fetch", (_: URL, init: { body: string }) => {
    const question = JSON.parse(init.body) as { client: string; commands: Command[] };
    asked = question;
    sent = question.commands;
    return new Promise((resolve) => answers.push(resolve));
  });
});
afterEach(() => vi.unstubAllGlobals());

const opened = (): BuildSession => new BuildSession(props(BEFORE), () => undefined);
const ids = (session: BuildSession): string[] => (session.store.get().tree.children ?? []).map(({ id }) => id);
const toasts = (session: BuildSession): string[] => session.store.get().toasts.map(({ problem }) => problem);

describe("on a slow server", () => {
  it("what hangs on the tree is done once the answer has come, in order", async () => {
    const session = opened();
    const done: string[] = [];
    session.edit(DUPLICATE);
    for (const key of ["x", "y", "z"]) session.held.after(key, () => done.push(key + ids(session).length));
    expect(done).toEqual([]);
    await answer(AFTER);
    await vi.waitFor(() => expect(done).toEqual(["x3", "y3", "z3"]));
  });
  it("an edit that is shown at once lets all else go on", () => {
    const session = opened();
    const done: string[] = [];
    session.edit({ edit: "remove", ids: ["a"] });
    session.held.after("x", () => done.push("x"));
    expect(done).toEqual(["x"]);
  });
  it("what is done in its turn may make the rest wait again", async () => {
    const session = opened();
    const done: string[] = [];
    session.edit(DUPLICATE);
    session.held.after("d", () => session.edit(DUPLICATE));
    session.held.after("x", () => done.push("x"));
    await answer(AFTER);
    await vi.waitFor(() => expect(session.store.get().held).toBe(1));
    expect(done).toEqual([]);
    await answer(box("root", [...(AFTER.children ?? []), leaf("more")]));
    await vi.waitFor(() => expect(done).toEqual(["x"]));
  });
  it("what follows a refused edit is not done, and named", async () => {
    const session = opened();
    const done: string[] = [];
    session.edit(DUPLICATE);
    for (const key of ["/", "r"]) session.held.after(key, () => done.push(key));
    await answer(BEFORE, true);
    const told = "Your last edit was refused, so what you did next was discarded: /r";
    await vi.waitFor(() => expect(toasts(session)).toContain(told));
    expect(done).toEqual([]);
  });
  it("what waited when the page was left is said on coming back", () => {
    const session = opened();
    session.edit(DUPLICATE);
    session.held.after("/", () => undefined);
    session.disconnect();
    expect(toasts(opened())).toEqual(["You left the page before the server answered. Not done: /"]);
  });
  it("what follows an edit that the server cannot read is not done, and named", async () => {
    const session = opened();
    session.edit(DUPLICATE);
    session.held.after("/", () => undefined);
    await vi.waitFor(() => expect(answers.length).toBe(1));
    answers.shift()?.(new Response("No edit.", { status: 400, headers: { "content-type": "text/plain" } }));
    await vi.waitFor(() => expect(toasts(session).at(-1)).toContain("discarded: /"));
  });
  it("a block dropped between two others comes between them", async () => {
    const session = opened();
    const place = anchored(session, { parent: "root", index: 1 });
    session.edit(DUPLICATE);
    await answer(AFTER);
    await vi.waitFor(() => expect(place()).toMatchObject({ parent: "root", index: 2 }));
  });
  it("a place inside what is gone is none", async () => {
    const session = opened();
    const place = anchored(session, { parent: "root", index: 1, around: "b" });
    session.edit(DUPLICATE);
    await answer(box("root", [leaf("a")]));
    await vi.waitFor(() => expect(place()).toBeNull());
  });
});

function queue(told: string[], isStale: () => boolean = () => true): InputQueue {
  const turn = () => Promise.resolve();
  return new InputQueue({ isStale, tell: (problem) => told.push(problem), count: () => undefined, turn, drawn: turn });
}

test("no more is kept than there is room for, and that is said once", () => {
  const told: string[] = [];
  const held = queue(told);
  for (let i = 0; i < MOST_HELD + 3; i += 1) held.hold({ shown: "x", run: () => undefined });
  expect(told.length).toBe(1);
});

test("what an input leaves to be done comes before what waits behind it", async () => {
  let isStale = true;
  const done: string[] = [];
  const held = queue([], () => isStale);
  held.hold({
    shown: "menu",
    run: () => {
      held.after("entry", () => done.push("entry"));
      isStale = true;
      held.after("next", () => done.push("next"));
    },
  });
  held.hold({ shown: "x", run: () => done.push("x") });
  isStale = false;
  await held.settle();
  expect(done).toEqual(["entry"]);
  isStale = false;
  await held.settle();
  expect(done).toEqual(["entry", "next", "x"]);
});

test.each([
  [{ key: "r" }, "r"],
  [{ key: "d", ctrlKey: true }, "[Ctrl+d]"],
  [{ key: "Enter" }, "[Enter]"],
])("a key that comes to nothing is written as it is known: %j", (init, text) => {
  const none = { code: "", ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
  expect(shownKey({ ...none, ...init })).toBe(text);
});

test("a copy whose id only the server knows makes the tree stale", () => {
  expect(ahead(BEFORE, [DUPLICATE])).toEqual({ tree: BEFORE, isStale: true });
});
