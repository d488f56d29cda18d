import { describe, expect, it } from "vitest";
import { fromClipboard, lifted, neededBy, toClipboard } from "../src/model/clipboard";
import type { Content, TreeNode } from "../src/protocol";
import { box, leaf } from "./trees";

function content(name: string, ...inner: string[]): Content {
  const children = inner.map((definition, i) => ({ block: "instance", id: `i${i}`, definition, args: {} }));
  return { class_name: name, root: { block: "sequential", id: "r", children } };
}
const contents = [content("Inner"), content("Outer", "Inner"), content("Unused")];
function instance(id: string, definition: string): TreeNode {
  return box(id, [], { instance_of: definition, definition_args: {} });
}
const again = leaf("again", { block: "shared", of: "f" });
const tree = box("root", [leaf("f", { args: { out_features: 7 } }), box("s", [again, { ...again, id: "third" }])]);
const names = (all: readonly Content[] | undefined): string[] => (all ?? []).map((one) => one.class_name);

describe("what a copied block of one's own needs", () => {
  const text = toClipboard([box("s", [instance("o", "Outer")])], {}, undefined, contents);
  it("travels along, with what that needs in turn", () => {
    expect(names(fromClipboard(text)?.blocks[0]?.definitions)).toEqual(["Outer", "Inner"]);
  });
  it("is a field of the edit, not of the block", () => {
    const edit = lifted({ edit: "insert", block: { id: "n", block: "instance", definitions: [] } });
    expect(edit).toEqual({ edit: "insert", block: { id: "n", block: "instance" }, definitions: [] });
  });
  it("is nothing for a plain layer", () => {
    expect(fromClipboard(toClipboard([leaf("f")], {}, tree, contents))?.blocks[0]).not.toHaveProperty("definitions");
  });
  it("has an end when definitions hold one another", () => {
    const circle = [content("A", "B"), content("B", "A")];
    expect(names(neededBy([{ block: "instance", id: "x", definition: "A" }], circle))).toEqual(["A", "B"]);
  });
});

describe("a place that shares a module", () => {
  const text = toClipboard([tree.children?.[1] ?? tree], {}, tree);
  it("goes on sharing it where it is", () => {
    expect(fromClipboard(text, () => true)?.blocks[0]?.children?.map((one) => one.of)).toEqual(["f", "f"]);
  });
  it("gets a copy elsewhere, which the next place shares", () => {
    const [first, second] = fromClipboard(text, () => false)?.blocks[0]?.children ?? [];
    expect(first).toMatchObject({ block: "layer", kind: "Linear", args: { out_features: 7 } });
    expect(second?.of).toBe(first?.id);
  });
});

describe("a block copied out of a definition", () => {
  const inner = leaf("a/f", { args: { in_features: "=n", bias: false }, resolved: { in_features: 7 } });
  const text = toClipboard([inner], {}, undefined, [], "Own");
  it("keeps its expressions where their names are known", () => {
    expect(fromClipboard(text, () => true, "Own")?.blocks[0]?.args).toEqual({ in_features: "=n", bias: false });
  });
  it("brings what they come to anywhere else", () => {
    expect(fromClipboard(text, () => true, null)?.blocks[0]?.args).toEqual({ in_features: 7, bias: false });
  });
  it("brings the worked-out count of a repeat", () => {
    const repeat = box("a/r", [inner], { block: "repeat", count: 3, expressed: { count: "=n" } });
    const [pasted] = fromClipboard(toClipboard([repeat], {}, undefined, [], "Own"))?.blocks ?? [];
    expect([pasted?.count, pasted?.child?.args?.in_features]).toEqual([3, 7]);
  });
});
