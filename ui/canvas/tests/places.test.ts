import { describe, expect, it } from "vitest";
import { duplicateSelected } from "../src/session/actions";
import { insertionPlace } from "../src/session/places";
import type { BuildSession } from "../src/session/session";
import { indexTree } from "../src/model/tree";
import type { Edit, TreeNode } from "../src/protocol";
import { box, leaf } from "./trees";

/** What places and actions ask of a session, with this block selected; `made` takes the edits. */
function session(tree: TreeNode, selected: string, made: Edit[] = []): BuildSession {
  const state = { index: indexTree(tree), selected: [selected], tree, wire: null };
  const edit = (edits: Edit | Edit[]): void => void made.push(...[edits].flat());
  return { store: { get: () => state }, chosen: () => [selected], edit } as unknown as BuildSession;
}

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
      { edit: "insert", parent: made[0]?.id, index: 1 },
    ]);
  });
});
