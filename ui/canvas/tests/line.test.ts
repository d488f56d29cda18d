import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { BuildProps, Command } from "../src/protocol";
import { Line, type Figures } from "../src/session/transport/line";

interface Question {
  client: string;
  commands: { number: number }[];
  canvas: boolean;
  base: string | null;
}

let asked: Question[];
let answers: ((answer: Response) => void)[];
const edit = (number: number): Command => ({ number, edit: { edit: "undo" } });
const news = () => Response.json({ build: { document: "d" }, head: { document: "d" }, waits: false });
const canvas = (heard: BuildProps[]) => ({
  known: () => ({ base: "token", stamp: 7 }),
  receive: (build: BuildProps) => void heard.push(build),
});

/** Answer the oldest request. */
async function answer(reply: Response): Promise<void> {
  answers.shift()?.(reply);
  await new Promise((resolve) => setTimeout(resolve, 5));
}

beforeEach(() => {
  asked = [];
  answers = [];
  vi.stubGlobal("document", { baseURI: "http://here/", visibilityState: "visible" });
  vi.stubGlobal("fetch", (_: URL, init: { body: string }) => {
    asked.push(JSON.parse(init.body) as Question);
    return new Promise((resolve) => answers.push(resolve));
  });
});
afterEach(() => vi.unstubAllGlobals());

test("one request goes at a time, and what comes up meanwhile goes with the next", async () => {
  const line = new Line("d");
  line.send("me", [edit(1)]);
  line.send("me", [edit(1), edit(2)]);
  line.send("me", [edit(1), edit(2), edit(3)]);
  expect(asked.map(({ commands }) => commands.length)).toEqual([1]);
  await answer(news());
  expect(asked.map(({ commands }) => commands.length)).toEqual([1, 3]);
});

test("canvas and header hear the same answer", async () => {
  const line = new Line("d");
  const builds: BuildProps[] = [];
  const heads: Figures[] = [];
  let drawn = 0;
  line.canvas = canvas(builds);
  line.header = { stamp: () => 0, receive: (head) => void heads.push(head), redraw: () => void drawn++ };
  line.send("me", [edit(1)]);
  await answer(news());
  expect([builds.length, heads.length, drawn]).toEqual([1, 1, 0]);
  expect(asked[0]).toMatchObject({ canvas: true, base: "token", stamp: 7 });
});

test("a page without a canvas is drawn again upon news", async () => {
  const line = new Line("d");
  let drawn = 0;
  line.header = { stamp: () => 0, receive: () => undefined, redraw: () => void drawn++ };
  line.send("me", [edit(1)]);
  await answer(news());
  expect([asked[0]?.canvas, drawn]).toEqual([false, 1]);
});

test("all is asked for until it comes", async () => {
  const line = new Line("d");
  line.canvas = canvas([]);
  line.askForAll();
  await answer(new Response("", { status: 500 }));
  line.send("me", [edit(1)]);
  await answer(news());
  line.send("me", [edit(2)]);
  expect(asked.map(({ base }) => base)).toEqual([null, null, "token"]);
});

test("after a failure nothing is sent until the outbox does", async () => {
  const line = new Line("d");
  line.send("me", [edit(1)]);
  line.send("me", [edit(1), edit(2)]);
  await answer(new Response("", { status: 500 }));
  expect(asked.length).toBe(1);
  line.send("me", [edit(1), edit(2)]);
  expect(asked.length).toBe(2);
});

test("whoever sent what is not answered hears why", async () => {
  const line = new Line("d");
  const heard: unknown[] = [];
  line.send("me", [edit(1)], (failure) => void heard.push(failure));
  await answer(new Response("The disk is full.", { status: 503, headers: { "content-type": "text/plain" } }));
  expect(heard).toEqual([{ status: 503, sentence: "The disk is full." }]);
});

test("the page is drawn again once its document is deleted, for it to say so", async () => {
  const line = new Line("d");
  let drawn = 0;
  line.canvas = canvas([]);
  line.header = { stamp: () => 0, receive: () => undefined, redraw: () => void drawn++ };
  line.send("me", [edit(1)]);
  await answer(new Response("There is no document at this address.", { status: 404 }));
  expect(drawn).toBe(1);
});
