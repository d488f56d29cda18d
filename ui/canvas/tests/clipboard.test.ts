import { describe, expect, it } from "vitest";
import { type Block, type Copy, partsOf } from "../src/model/blocks";
import { fromClipboard, lifted, neededBy, tiedBy, toClipboard } from "../src/model/clipboard";
import type { Content, TreeNode } from "../src/protocol";
import { box, leaf } from "./trees";

const INTO = { edit: "insert", parent: "root", index: 0 } as const;
function content(name: string, ...inner: string[]): Content {
  const children = inner.map((definition, i): Block => ({ block: "instance", id: `i${i}`, definition, args: {} }));
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
    const block: Block = { id: "n", block: "instance", definition: "Outer" };
    const copy: Copy = { ...block, definitions: [] };
    expect(lifted({ ...INTO, block: copy })).toEqual([{ ...INTO, block, definitions: [] }]);
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
    expect(fromClipboard(text, () => true)?.blocks).toMatchObject([{ children: [{ of: "f" }, { of: "f" }] }]);
  });
  it("gets a copy elsewhere, which the next place shares", () => {
    const [first, second] = (fromClipboard(text, () => false)?.blocks ?? []).flatMap(partsOf);
    expect(first).toMatchObject({ block: "layer", kind: "Linear", args: { out_features: 7 } });
    expect(second).toMatchObject({ of: first?.id });
  });
});

describe("a block copied out of a definition", () => {
  const inner = leaf("a/f", { args: { in_features: "=n", bias: false }, resolved: { in_features: 7 } });
  const text = toClipboard([inner], {}, undefined, [], "Own");
  it("keeps its expressions where their names are known", () => {
    const args = { in_features: "=n", bias: false };
    expect(fromClipboard(text, () => true, "Own")?.blocks).toMatchObject([{ args }]);
  });
  it("brings what they come to anywhere else", () => {
    const args = { in_features: 7, bias: false };
    expect(fromClipboard(text, () => true, null)?.blocks).toMatchObject([{ args }]);
  });
  it("brings the worked-out count of a repeat", () => {
    const repeat = box("a/r", [inner], { block: "repeat", count: 3, expressed: { count: "=n" } });
    const [pasted] = fromClipboard(toClipboard([repeat], {}, undefined, [], "Own"))?.blocks ?? [];
    expect(pasted).toMatchObject({ count: 3, child: { args: { in_features: 7 } } });
  });
  it("brings what an instance's arguments come to", () => {
    const own = { instance_of: "Inner", definition_args: { n: "=n" }, definition_resolved: { n: 7 } };
    const pasted = fromClipboard(toClipboard([box("a/i", [], own)], {}, undefined, [], "Own"));
    expect(pasted?.blocks).toMatchObject([{ args: { n: 7 } }]);
  });
});

describe("tied tensors", () => {
  const to = (block: string): Partial<TreeNode> => ({
    tied: [{ tensor: "weight", with: "…", to: { block, tensor: "weight" } }],
  });
  const [owner, user, second] = [leaf("e"), leaf("h", to("e")), leaf("k", to("e"))];
  const root = box("root", [owner, user, second, box("i", [leaf("i/a"), leaf("i/b", to("i/a"))])]);
  const pasted = (nodes: TreeNode[], isThere = true): { ids: string[]; ties: [string, string][] } => {
    const copied = fromClipboard(toClipboard(nodes, {}, root), undefined, null, () => isThere);
    const ties = (copied?.ties ?? []).map(({ tensor, of }): [string, string] => [tensor.block, of.block]);
    return { ids: (copied?.blocks ?? []).map((block) => block.id), ties };
  };
  it("are one among copies, apart from the originals", () => {
    const { ids, ties } = pasted([owner, user]);
    expect(ties).toEqual([[ids[1], ids[0]]]);
  });
  it("stay tied to what is not copied", () => {
    const { ids, ties } = pasted([user]);
    expect(ties).toEqual([[ids[0], "e"]]);
  });
  it("are one among copies where their owner is not", () => {
    const { ids, ties } = pasted([user, second], false);
    expect(ties).toEqual([[ids[1], ids[0]]]);
  });
  it("are values of its own for a copied owner", () => {
    expect(pasted([owner]).ties).toEqual([]);
  });
  it("are so inside a copied instance", () => {
    const own = root.children?.[3] ?? root;
    const text = toClipboard([{ ...own, instance_of: "Own", definition_args: {} }], {}, root);
    const { blocks = [], ties } = fromClipboard(text) ?? {};
    expect(ties?.map(({ tensor, of }) => [tensor.block, of.block])).toEqual([
      [`${blocks[0]?.id}/b`, `${blocks[0]?.id}/a`],
    ]);
  });
  it("are edits of their own behind the last copy", () => {
    const tie = { tensor: { block: "y", tensor: "weight" }, of: { block: "x", tensor: "weight" } };
    const copies = ["x", "y"].map((id): Block => ({ block: "layer", id, kind: "Linear" }));
    const edits = tiedBy(copies, [tie]).flatMap((block) => lifted({ ...INTO, block }));
    expect(edits.map(({ edit }) => edit)).toEqual(["insert", "insert", "tie"]);
  });
});
