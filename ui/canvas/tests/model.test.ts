import { describe, expect, it } from "vitest";
import { parsePhrase } from "../src/palette/phrase";
import { type Block, blockOf, partsOf, withNewIds } from "../src/model/blocks";
import { firstArgs, madeBlock, newBlock } from "../src/model/newBlocks";
import { fromClipboard, toClipboard } from "../src/model/clipboard";
import { bytes, costText, short } from "../src/model/format";
import { indexTree, isInside, outermost, reuse } from "../src/model/tree";
import type { Edit, Kind, TreeNode } from "../src/protocol";
import { box, leaf, nested, shown } from "./trees";

const linear: Kind = {
  name: "Linear",
  category: "linear",
  summary: "",
  start: { in_features: "auto", out_features: 32 },
  arguments: [
    { name: "in_features", type: "int", required: true, auto: true },
    { name: "out_features", type: "int", required: true },
    { name: "bias", type: "bool", default: true, required: false },
  ],
};
const kinds = new Map([["Linear", linear]]);

function ids(tree: TreeNode, parent = "root"): string[] {
  return (indexTree(tree).get(parent)?.node.children ?? []).map((child) => child.id);
}
function after(edit: Edit): TreeNode {
  return shown(nested(), [edit]);
}

describe("applyEdit", () => {
  it("inserts a block at its index", () => {
    expect(
      ids(after({ edit: "insert", parent: "root", index: 1, block: { block: "layer", id: "new", kind: "ReLU" } })),
    ).toEqual(["a", "new", "p", "r", "empty"]);
  });
  it("inserts one block once, however often it is told to", () => {
    const edit: Edit = { edit: "insert", parent: "root", index: 0, block: { block: "layer", id: "new", kind: "ReLU" } };
    expect(ids(shown(after(edit), [edit]))).toEqual(["new", "a", "p", "r", "empty"]);
  });
  it("counts a move's index without what is moved", () => {
    expect(ids(after({ edit: "move", ids: ["a"], parent: "root", index: 1 }))).toEqual(["p", "a", "r", "empty"]);
  });
  it("moves between containers", () => {
    expect(ids(after({ edit: "move", ids: ["a", "d"], parent: "empty", index: 0 }), "empty")).toEqual(["a", "d"]);
  });
  it("leaves a move into itself to be refused by Python", () => {
    const tree = nested();
    expect(shown(tree, [{ edit: "move", ids: ["p"], parent: "body", index: 0 }])).toBe(tree);
  });
  it("removes blocks with all below them", () => {
    expect(indexTree(after({ edit: "remove", ids: ["p"] })).has("b")).toBe(false);
  });
  it("wraps and unwraps back to the same order", () => {
    const wrapped = after({ edit: "wrap", ids: ["p", "r"], into: "sequential", id: "w" });
    expect(ids(wrapped)).toEqual(["a", "w", "empty"]);
    expect(ids(shown(wrapped, [{ edit: "unwrap", id: "w" }]))).toEqual(["a", "p", "r", "empty"]);
  });
  it("numbers unnamed blocks by position and keeps given names in paths", () => {
    const tree = shown(after({ edit: "rename", id: "b", name: "first" }), [{ edit: "remove", ids: ["a"] }]);
    expect(indexTree(tree).get("b")?.node.path).toBe("0.branch_0.first");
  });
  it("names a repeat's child as its first copy", () => {
    expect(indexTree(after({ edit: "remove", ids: ["a"] })).get("d")?.node.path).toBe("1.block 0.0");
  });
  it("leaves the tree it was given as it was", () => {
    const tree = nested();
    const copy = structuredClone(tree);
    shown(tree, [{ edit: "remove", ids: ["b"] }]);
    expect(tree).toEqual(copy);
  });
  it("returns the same tree for an edit it does not know", () => {
    const tree = nested();
    expect(shown(tree, [{ edit: "undo" }])).toBe(tree);
  });
});

describe("tree", () => {
  it("keeps the objects of what did not change", () => {
    const old = nested();
    const next = reuse(old, {
      ...structuredClone(old),
      children: [...(structuredClone(old).children ?? []).slice(0, 3), leaf("z")],
    });
    expect(next.children?.[1]).toBe(old.children?.[1]);
  });
  it("returns the very tree when nothing changed", () => {
    const old = nested();
    expect(reuse(old, structuredClone(old))).toBe(old);
  });
  it("drops what lies inside another chosen block", () => {
    expect(outermost(indexTree(nested()), ["c", "p", "a"])).toEqual(["a", "p"]);
  });
  it("knows what is inside what", () => {
    const index = indexTree(nested());
    expect([isInside(index, "b", "p"), isInside(index, "p", "p"), isInside(index, "p", "b")]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

const stock = { kinds, functions: new Map(), definitions: [] };
describe("blocks", () => {
  it("lets the incoming shape decide what it can", () => {
    expect(firstArgs(linear)).toEqual({ in_features: "auto", out_features: 32 });
  });
  it.each([
    ["linear 64", { in_features: "auto", out_features: 64 }],
    ["linear 4 8", { in_features: 4, out_features: 8 }],
    ["linear out=8", { in_features: "auto", out_features: 8 }],
    ["linear =width*2", { in_features: "auto", out_features: "=width*2" }],
    ["linear out=width//2", { in_features: "auto", out_features: "=width//2" }],
  ])("fills the arguments of %j", (text, args) => {
    expect(madeBlock("Linear", stock, parsePhrase(text)).block).toMatchObject({ args });
  });
  it.each([
    ["linear 1.5", "out_features must be a whole number."],
    ["linear depth=3", "Linear has no argument “depth”."],
  ])("says what is wrong with %j", (text, problem) => {
    expect(madeBlock("Linear", stock, parsePhrase(text)).problem).toBe(problem);
  });
  it.each([
    ["Repeat", "repeat 4 names=block{i}", { count: 4, names: "block{i}" }],
    ["Parallel", "parallel merge=add", { merge: "add" }],
    ["Tensor", "tensor 768 64 role=buffer", { shape: [768, 64], role: "buffer" }],
    ["Sequential", "sequential class=Stem", { class_name: "Stem" }],
    ["my Wide", "wide 32 s=2", { args: { channels: 32, stride: 2 } }],
  ])("tells %s by %j", (name, text, told) => {
    const own = { class_name: "Wide", args: { channels: 64, stride: 1 }, uses: 0 };
    expect(madeBlock(name, { ...stock, definitions: [own] }, parsePhrase(text)).block).toMatchObject(told);
  });
  it("makes a residual of a body and an Identity", () => {
    expect(newBlock("Residual", stock)).toMatchObject({
      block: "parallel",
      merge: "add",
      children: [{ block: "sequential" }, { kind: "Identity" }],
    });
  });
  it("puts a sequence into a new repeat, so that there is a place to drop", () => {
    expect(newBlock("Repeat", stock)).toMatchObject({ block: "repeat", count: 2, child: { block: "sequential" } });
  });
  it("writes only names that were given", () => {
    expect(blockOf(box("x", [leaf("y", { named: true, name: "head", args: { bias: false } })]))).toEqual({
      block: "sequential",
      id: "x",
      children: [{ block: "layer", id: "y", name: "head", kind: "Linear", args: { bias: false } }],
    });
  });
  it("points a copied shared block to the copy of its target", () => {
    const [copy] = withNewIds([
      {
        block: "sequential",
        id: "s",
        children: [
          { block: "layer", id: "l", kind: "Linear" },
          { block: "shared", id: "h", of: "l" },
        ],
      },
    ]);
    const [first, second] = copy === undefined ? [] : partsOf(copy);
    expect(first?.id).not.toBe("l");
    expect(second).toMatchObject({ of: first?.id });
  });
  it("keeps the target of a shared block that is copied alone", () => {
    expect(withNewIds([{ block: "shared", id: "h", of: "l" }])).toMatchObject([{ of: "l" }]);
  });
  it("reads back what it wrote to the clipboard", () => {
    const [block] = fromClipboard(toClipboard([nested()]))?.blocks ?? [];
    const shape = (one: Block): unknown => [one.block, partsOf(one).map(shape)];
    expect(shape(block as Block)).toEqual(shape(blockOf(nested())));
  });
  it.each(["", "hello", "{}", '{"nnblocks":1,"blocks":[3]}', "[1"])("takes %j for no blocks", (text) => {
    expect(fromClipboard(text)).toBeNull();
  });
});

describe("format", () => {
  it.each([
    [999, "999"],
    [4700, "4.7 k"],
    [15_200, "15 k"],
    [123_456_789, "123 M"],
  ])("shortens %i to %s", (value, text) => {
    expect(short(value)).toBe(text);
  });
  it.each([
    [10, 20, 2, "10 multiply-adds for one sample, 20 for the batch of 2"],
    [10, 10, 1, "10 multiply-adds for one sample"],
    [10, 10, null, "10 multiply-adds for these inputs"],
  ])("says for what %i of %i with N = %s are", (single, whole, batch, text) => {
    expect(costText(single, whole, batch)).toBe(text);
  });
  it.each([
    [12, "12 B"],
    [15_872, "15.5 KiB"],
    [2 ** 30, "1.0 GiB"],
  ])("writes %i bytes as %s", (value, text) => {
    expect(bytes(value)).toBe(text);
  });
});
