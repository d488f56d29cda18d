import { describe, expect, it } from "vitest";
import { duplicateSelected } from "../src/session/copies";
import { moveInto } from "../src/session/actions";
import { accepts } from "../src/session/tools/drag";
import { layout } from "../src/layout/layout";
import { insertionPlace } from "../src/session/places";
import type { BuildSession } from "../src/session/session";
import { indexTree } from "../src/model/tree";
import type { Edit, TreeNode } from "../src/protocol";
import { box, leaf } from "./trees";

/** What places and actions ask of a session, with this block selected; `made` takes the edits, `shown` what is shown. */
type Shown = (string | undefined)[];
function session(tree: TreeNode, selected: string | string[], made: Edit[] = [], shown: Shown = []): BuildSession {
  const chosen = [selected].flat();
  const state = { index: indexTree(tree), selected: chosen, tree, wire: null };
  const edit = (edits: Edit | Edit[]): void => void made.push(...[edits].flat());
  const showOnceDrawn = (id: string | undefined): void => void shown.push(id);
  const parts = { selection: { chosen: () => chosen, showOnceDrawn }, notices: { toast: () => undefined } };
  return { store: { get: () => state }, edit, ...parts } as unknown as BuildSession;
}

/** The container that the first edit makes. */
const wrapper = ([first]: Edit[]): string | undefined => (first?.edit === "wrap" ? first.id : undefined);
const skip = leaf("skip", { kind: "Identity" });
const residual = box("root", [box("p", [leaf("f"), skip], { block: "parallel", merge: "add" })]);
const repeat = (child: TreeNode): TreeNode => box("root", [box("r", [child], { block: "repeat", count: 2 })]);

describe("after the selected block", () => {
  it("is inside a repeat, where that is its only layer", () => {
    expect(insertionPlace(session(repeat(leaf("f")), "f"))).toEqual({ parent: "r", index: 1, around: "f" });
  });
  it("is the end of a repeat's sequence", () => {
    expect(insertionPlace(session(repeat(box("s", [leaf("f")])), "s"))).toEqual({ parent: "s", index: 1 });
  });
  it("is after a repeat that is selected itself", () => {
    expect(insertionPlace(session(repeat(leaf("f")), "r"))).toEqual({ parent: "root", index: 1 });
  });
});

describe("a copy beside the selected block", () => {
  it.each([
    ["the body of a residual block", residual],
    ["the layer of a repeat", repeat(leaf("f"))],
  ])("comes after %s, in a Sequential of both", (_, tree) => {
    const made: Edit[] = [];
    duplicateSelected(session(tree, "f", made));
    expect(made).toMatchObject([
      { edit: "wrap", ids: ["f"], into: "sequential" },
      { edit: "insert", parent: wrapper(made), index: 1 },
    ]);
  });
  it("is brought into sight once it is drawn", () => {
    const made: Edit[] = [];
    const shown: Shown = [];
    duplicateSelected(session(box("root", [leaf("f"), leaf("g")]), "f", made, shown));
    expect(made).toMatchObject([{ edit: "insert", index: 1, block: { id: shown[0] } }]);
  });
  it("comes behind each of several bodies, and not beside the skip", () => {
    const made: Edit[] = [];
    const tree = box("root", [box("p", [leaf("f"), leaf("g"), skip], { block: "parallel", merge: "add" })]);
    duplicateSelected(session(tree, ["f", "g", "skip"], made));
    expect(made.map((edit) => [edit.edit, "ids" in edit ? edit.ids : undefined])).toEqual([
      ["wrap", ["f"]],
      ["insert", undefined],
      ["wrap", ["g"]],
      ["insert", undefined],
    ]);
  });
  it("is one more branch of a parallel without a skip", () => {
    const made: Edit[] = [];
    const tree = box("root", [box("p", [leaf("f"), leaf("g")], { block: "parallel", merge: "cat" })]);
    duplicateSelected(session(tree, ["f", "g"], made));
    expect(made).toEqual([{ edit: "duplicate", ids: ["f", "g"] }]);
  });
  it("is none of a skip alone", () => {
    const made: Edit[] = [];
    duplicateSelected(session(residual, "skip", made));
    expect(made).toEqual([]);
  });
});

describe("what is let go on a lane", () => {
  const { places } = layout({ tree: residual, inputs: [], problems: [], isFolded: () => false });
  const lane = places.filter((place) => place.around === "f");
  it("goes before or behind its single block", () => {
    expect(lane.map(({ parent, isBefore }) => [parent, isBefore])).toEqual([
      ["p", true],
      ["p", false],
    ]);
  });
  it("goes nowhere on a skip", () => {
    expect(places.filter((place) => place.around === "skip")).toEqual([]);
  });
  it("is not the block that stands there", () => {
    const [place] = lane;
    const what = { from: "canvas", ids: ["f"] } as const;
    expect(place !== undefined && accepts(place, what, false, indexTree(residual))).toBe(false);
  });
  it("moves into a Sequential with the block", () => {
    const made: Edit[] = [];
    moveInto(session(residual, "f", made), ["x"], { parent: "p", index: 0, around: "f", isBefore: true });
    expect(made).toMatchObject([
      { edit: "wrap", ids: ["f"] },
      { edit: "move", ids: ["x"], parent: wrapper(made), index: 0 },
    ]);
  });
});
