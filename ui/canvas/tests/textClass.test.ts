import { describe, expect, it } from "vitest";
import type { Kind } from "../src/protocol";
import { indented, newIndent, stepBack } from "../src/textClass/indent";
import { manyText, readMany, readValue, valueText } from "../src/textClass/literals";
import { allFindings, className, marksOf } from "../src/textClass/texts";
import { classAround } from "../src/textClass/inside";
import { indexTree } from "../src/model/tree";
import { layout } from "../src/layout/layout";
import type { Edit, TreeNode } from "../src/protocol";

const LINEAR = {
  name: "Linear",
  category: "linear",
  summary: "",
  arguments: [
    { name: "in_features", type: "int", required: true },
    { name: "out_features", type: "int", required: true },
    { name: "bias", type: "bool" },
  ],
} as Kind;
const KINDS = new Map([
  ["Linear", LINEAR],
  ["ReLU", { name: "ReLU", category: "activation", summary: "", arguments: [] } as Kind],
]);

describe("keys in a text of Python", () => {
  it.each([
    ["def f():", "    "],
    ["    return x", ""],
    ["        x = g(", "            "],
    ["    x = 1", "    "],
    ["    return g(", "        "],
  ])("Enter after %j begins with %j", (before, indent) => {
    expect(newIndent(before)).toBe(indent);
  });
  it("Tab fills up to the next step", () => {
    expect(indented("  x", 2, 2, false)).toMatchObject({ text: "  ", select: [4, 4] });
  });
  it("Tab moves all selected lines, blank ones excepted", () => {
    expect(indented("a\n\nb", 0, 4, false).text).toBe("    a\n\n    b");
  });
  it("Shift+Tab takes a step out, or what there is", () => {
    expect(indented("    a\n  b", 0, 9, true).text).toBe("a\nb");
  });
  it("Backspace takes a whole step of indent and else one letter", () => {
    expect(stepBack("        x", 8)).toMatchObject({ start: 4, end: 8 });
    expect(stepBack("    x", 5)).toBeNull();
  });
});

describe("values of a constructor", () => {
  it.each([
    ["64", 64],
    ["-1.5e-3", -0.0015],
    ["None", null],
    ["True", true],
    ['"relu"', "relu"],
    ["relu", "relu"],
    ["[1, 2]", [1, 2]],
    ["(2, 3)", { tuple: [2, 3] }],
    ["2, 3", { tuple: [2, 3] }],
    ["(2)", 2],
    ["nn.Linear(20, 64, bias=False)", { kind: "Linear", args: { in_features: 20, out_features: 64, bias: false } }],
    ["nn.ReLU", { name: "nn.ReLU" }],
    ["ReLU()", { kind: "ReLU", args: {} }],
    ["{'a': 1}", { a: 1 }],
    ["=channels * 2", "=channels * 2"],
  ])("%s is read", (text, value) => {
    expect(readValue(text, KINDS)).toEqual({ ok: true, value });
  });
  it.each(["nn.Liner(2)", "(1, 2", "1 2", "nn.Linear(1, 2, 3, 4)", "a=1", "§"])("%s is refused", (text) => {
    expect(readValue(text, KINDS).ok).toBe(false);
  });
  it.each(["64", "None", '"relu"', "[1, 2]", "(2,)", "nn.Linear(20, 64)", "nn.Linear(20, 64, bias=False)"])(
    "%s is written as it is read",
    (text) => {
      const found = readValue(text, KINDS);
      expect(found.ok && valueText(found.value, KINDS)).toBe(text);
    },
  );
  it("any number of modules is a list", () => {
    const found = readMany("nn.Linear(20, 20), nn.ReLU()", KINDS, "list");
    expect(found.ok && manyText(found.value, KINDS)).toBe("nn.Linear(20, 20), nn.ReLU()");
  });
});

describe("what is said of a text", () => {
  it("names the class that stands last", () => {
    expect(className("class A(nn.Module):\n  pass\nclass B(A):\n  pass")).toBe("B");
  });
  it("marks a line once, by the worst", () => {
    const finding = { line: 2, column: 1, problem: "p" };
    const found = [
      { ...finding, severity: "warning" as const },
      { ...finding, severity: "error" as const, problem: "q" },
    ];
    expect(marksOf(found, "a\nb")).toEqual([{ severity: "error", line: 2, column: 1, sentence: "q" }]);
  });
  it("tells a refusal once where the check has said it already", () => {
    const finding = { severity: "error" as const, line: 1, column: 2, problem: "p" };
    const checked = { class_name: null, arguments: [], findings: [finding] };
    expect(allFindings(checked, { line: 1, column: 2, problem: "p" })).toEqual([finding]);
  });
});

function node(id: string, more: Partial<TreeNode> = {}): TreeNode {
  return { id, block: "layer", name: id, named: true, path: id, access: "", title: id, kind: "ReLU", ...more };
}
const INSIDE = node("w/seq", {
  block: "sequential",
  written_in: "Own",
  children: [node("w/a", { written_in: "Own" })],
});
const TREE = node("root", {
  block: "sequential",
  children: [node("w", { block: "written", instance_of: "Own", children: [INSIDE] }), node("r")],
});

describe("inside a written class", () => {
  it.each<[Edit, string | null]>([
    [{ edit: "remove", ids: ["w/a"] }, "Own"],
    [{ edit: "insert", parent: "w", index: 0, block: { block: "layer", id: "n", kind: "ReLU" } }, "Own"],
    [{ edit: "move", ids: ["r"], parent: "w/seq", index: 0 }, "Own"],
    [{ edit: "remove", ids: ["w"] }, null],
    [{ edit: "freeze", select: { block: "w/a" } }, null],
  ])("%j belongs to the text of %s", (edit, name) => {
    expect(classAround(indexTree(TREE), edit)).toBe(name);
  });
  it("what is still to be found stands where the shape will", () => {
    const finding = { ...TREE, children: [{ ...(TREE.children?.[0] ?? TREE), finding: true }] };
    const drawing = layout({ tree: finding, inputs: [], problems: [], isFolded: () => false });
    expect(drawing.wires.map((wire) => wire.label)).toContain("computing shape…");
  });
  it("nothing can be dropped, and no wire runs between what is there", () => {
    const drawing = layout({ tree: TREE, inputs: [], problems: [], isFolded: () => false });
    expect(drawing.places.filter((place) => place.parent.startsWith("w"))).toEqual([]);
    expect(drawing.wires.filter((wire) => wire.key.startsWith("w-"))).toEqual([]);
  });
});
