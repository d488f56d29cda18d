import { describe, expect, it } from "vitest";
import type { BlockItem, Layout, Rect } from "../src/layout/items";
import { layout } from "../src/layout/layout";
import { lineCount, measure } from "../src/layout/measure";
import { callTitle } from "../src/model/callText";
import { indexTree } from "../src/model/tree";
import type { TreeNode } from "../src/protocol";
import { box, leaf, nested, randomTree, trouble, shown } from "./trees";

const SEEDS = Array.from({ length: 60 }, (_, i) => i);

function drawn(tree: TreeNode, folded: string[] = []): Layout {
  return layout({
    tree,
    inputs: [{ name: "X", shape: ["N", 4] }],
    problems: [trouble],
    isFolded: (id) => folded.includes(id),
  });
}
function block(drawing: Layout, id: string): BlockItem {
  const found = drawing.blocks.find((item) => item.id === id);
  if (found === undefined) throw new Error(id);
  return found;
}
function overlap(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
function holds(outer: Rect, inner: Rect): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

describe("layout", () => {
  it.each(SEEDS)("keeps siblings apart (tree %i)", (seed) => {
    const tree = randomTree(seed);
    const drawing = drawn(tree);
    for (const { node } of indexTree(tree).values()) {
      const items = (node.children ?? []).map((child) => block(drawing, child.id));
      items.forEach((a, i) => items.slice(i + 1).forEach((b) => expect(overlap(a, b)).toBe(false)));
    }
  });

  it.each(SEEDS)("draws children inside their container (tree %i)", (seed) => {
    const tree = randomTree(seed);
    const drawing = drawn(tree);
    for (const { node, parent } of indexTree(tree).values()) {
      if (parent !== null && parent.id !== "root")
        expect(holds(block(drawing, parent.id), block(drawing, node.id))).toBe(true);
    }
  });

  it.each(SEEDS)("leaves what is above an edit where it was (tree %i)", (seed) => {
    const tree = randomTree(seed);
    const before = drawn(tree);
    const after = drawn(
      shown(tree, [{ edit: "insert", parent: "root", index: 1, block: { block: "layer", id: "new", kind: "ReLU" } }]),
    );
    const first = tree.children?.[0]?.id ?? "";
    expect([block(after, first).x, block(after, first).y]).toEqual([block(before, first).x, block(before, first).y]);
  });

  it("runs the network's wire down x = 0", () => {
    const drawing = drawn(nested());
    for (const id of ["a", "p", "r", "empty"]) expect(block(drawing, id).x + block(drawing, id).width / 2).toBe(0);
  });

  it("offers a place before, between and after the blocks of a sequence", () => {
    const indices = drawn(nested())
      .places.filter((place) => place.parent === "root")
      .map((place) => place.index);
    expect(indices).toEqual([0, 1, 2, 3, 4]);
  });

  it("offers a new column on both sides of every branch", () => {
    const columns = drawn(nested()).places.filter((place) => place.parent === "p");
    expect(columns.map((place) => [place.form, place.index])).toEqual([
      ["column", 0],
      ["column", 1],
      ["column", 2],
    ]);
  });

  it("offers no place in a repeat, which holds one block", () => {
    expect(drawn(nested()).places.some((place) => place.parent === "r")).toBe(false);
  });

  it("offers an empty network one place", () => {
    expect(drawn(box("root", [])).places.map((place) => place.key)).toEqual(["root-0-empty"]);
  });

  it("draws a folded container as one card that takes a block at its end", () => {
    const drawing = drawn(nested(), ["p", "empty", "inner"]);
    expect(drawing.blocks.map((item) => item.id)).toEqual(["a", "p", "r", "inner", "empty"]);
    expect(drawing.places.find((place) => place.parent === "inner")).toMatchObject({ form: "into", index: 1 });
  });

  it("writes the input's shape on the first wire and each output's on the next", () => {
    const labels = drawn(box("root", [leaf("a"), leaf("b", { out: ["[N, 9]"] })])).wires.map((wire) => wire.label);
    expect(labels).toEqual(["[N, 4]", "[N, 4]", "[N, 9]"]);
  });

  it("gives a problem the room its sentence takes", () => {
    const plain = block(drawn(box("root", [leaf("a")])), "a").height;
    expect(block(drawn(box("root", [leaf("a", { problems: [0] })])), "a").height).toBeGreaterThan(plain + 40);
  });

  it("draws several inputs side by side", () => {
    const drawing = layout({
      tree: nested(),
      inputs: [
        { name: "X", shape: ["N", 4] },
        { name: "Y", shape: ["N"] },
      ],
      problems: [],
      isFolded: () => false,
    });
    const [first, second] = drawing.pills.filter((pill) => pill.pill === "input");
    expect(first && second && overlap(first, second)).toBe(false);
  });

  it("draws a network whose root is a layer", () => {
    expect(drawn(leaf("only")).blocks.map((item) => item.id)).toEqual(["only"]);
  });

  it("gives every wire, pill and place a name of its own", () => {
    const drawing = drawn(randomTree(7, 5));
    const names = [
      ...drawing.wires.map((wire) => wire.key),
      ...drawing.pills.map((pill) => pill.id),
      ...drawing.places.map((place) => place.key),
    ];
    expect(new Set(names).size).toBe(names.length);
  });
});

describe("lineCount", () => {
  it.each([
    ["one", 10, 1],
    ["one two three", 7, 2],
    ["a b c d e f", 3, 3],
    ["averyveryverylongword", 5, 1],
  ])("counts the lines of %j at %i", (text, width, lines) => {
    expect(lineCount(text, width)).toBe(lines);
  });
});

describe("a function", () => {
  const width = (title: string): number =>
    measure(leaf("f", { block: "function", title, detail: "" }), {
      problems: [],
      isFolded: () => false,
      kinds: { kinds: new Map(), functions: new Map() },
    }).width;
  it.each(["matmul", "getitem"])("has room for what it shows, which is more than its name (%s)", (title) => {
    const shown = callTitle(leaf("f", { block: "function", title }));
    expect(shown).not.toBe(title);
    expect(width(title)).toBe(width(shown));
  });
});
