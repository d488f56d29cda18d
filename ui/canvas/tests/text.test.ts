import { describe, expect, it } from "vitest";
import { fitMap } from "../src/canvas/mapFrame";
import { shortPath } from "../src/canvas/Title";
import { formatValue, parseShape, parseValue } from "../src/inspector/values";
import { find, type Entry } from "../src/palette/search";
import { tokenize } from "../src/pane/tokens";
import type { Argument } from "../src/protocol";

const int: Argument = { name: "out_features", type: "int", minimum: 1, maximum: 100 };
const ints: Argument = { name: "kernel_size", type: "ints", minimum: 1, lengths: [2], scalar: true };

describe("parseValue", () => {
  it.each([
    ["64", 64],
    ["1_0", 10],
  ])("reads %j as a whole number", (text, value) => {
    expect(parseValue(int, text)).toEqual({ ok: true, value });
  });
  it.each([
    ["0", /at least 1/],
    ["101", /at most 100/],
    ["1.5", /whole number/],
    ["x", /whole number/],
  ])("refuses %j in one sentence", (text, problem) => {
    expect(parseValue(int, text)).toMatchObject({ ok: false, problem: expect.stringMatching(problem) as string });
  });
  it.each([
    ["3", 3],
    ["3, 5", [3, 5]],
    ["(3, 5)", [3, 5]],
    ["3 5", [3, 5]],
  ])("reads %j as one or several numbers", (text, value) => {
    expect(parseValue(ints, text)).toEqual({ ok: true, value });
  });
  it("refuses a list of the wrong length", () => {
    expect(parseValue(ints, "1, 2, 3")).toMatchObject({
      ok: false,
      problem: expect.stringMatching(/takes 2 numbers/) as string,
    });
  });
  it("reads None where it is allowed, also inside a list with holes", () => {
    expect(parseValue({ ...ints, holes: true }, "None, 7")).toEqual({ ok: true, value: [null, 7] });
    expect(parseValue({ ...int, optional: true }, "None")).toEqual({ ok: true, value: null });
  });
  it("reads a word that is one of the choices", () => {
    expect(parseValue({ ...ints, choices: ["same"] }, "same")).toEqual({ ok: true, value: "same" });
  });
  it("reads auto where the shape can decide", () => {
    expect(parseValue({ ...int, auto: true }, "auto")).toEqual({ ok: true, value: "auto" });
  });
  it.each([
    [null, "None"],
    [true, "True"],
    [[1, null], "1, None"],
    [1e-5, "0.00001"],
  ])("writes %j as %s", (value, text) => {
    expect(formatValue(value)).toBe(text);
  });
});

describe("parseShape", () => {
  it.each([
    ["N, 20", ["N", 20]],
    ["[N, 3, 32, 32]", ["N", 3, 32, 32]],
    ["n 5", ["N", 5]],
  ])("reads %j", (text, shape) => {
    expect(parseShape(text)).toEqual({ ok: true, shape });
  });
  it.each(["N, -1", "N, a", "0"])("refuses %j", (text) => {
    expect(parseShape(text).ok).toBe(false);
  });
});

describe("search", () => {
  const all: Entry[] = ["Conv1d", "Conv2d", "Linear", "Bilinear", "BatchNorm2d", "ReLU"].map((name) => ({
    name,
    category: "x",
    note: "",
    summary: "",
  }));
  it.each([
    ["linear", "Linear"],
    ["conv2", "Conv2d"],
    ["bn2", "BatchNorm2d"],
    ["relu", "ReLU"],
  ])("finds %j first as %s", (words, name) => {
    expect(find(all, words)[0]?.name).toBe(name);
  });
  it("offers what usually follows first", () => {
    expect(
      find(all, "", ["ReLU", "BatchNorm2d"])
        .slice(0, 2)
        .map((entry) => entry.name),
    ).toEqual(["ReLU", "BatchNorm2d"]);
  });
});

describe("tokenize", () => {
  const source = 'class A(nn.Module):\n    """Doc\n    string."""\n    x = f"a{1}"  # why\n    return 3.5';
  it("keeps every character", () => {
    expect(
      tokenize(source)
        .map((row) => row.map((token) => token.text).join(""))
        .join("\n"),
    ).toBe(source);
  });
  it("follows a string over several lines", () => {
    expect(tokenize(source)[2]?.[0]?.kind).toBe("string");
  });
  it("tells keywords, comments, numbers and strings apart", () => {
    const kinds = new Set(
      tokenize(source)
        .flat()
        .map((token) => token.kind),
    );
    expect([...kinds].sort()).toEqual(["", "comment", "keyword", "name", "number", "string"]);
  });
});

describe("shortPath", () => {
  it.each([
    ["0.1", 10, "0.1"],
    ["0.2.block 0.body.1", 12, "…body.1"],
    ["0.2.block 0.body.1", 4, "…1"],
  ])("shortens %j to fit %i as %s", (path, room, text) => {
    expect(shortPath(path, room)).toBe(text);
  });
});

describe("fitMap", () => {
  it("shows a small network whole", () => {
    const frame = fitMap({ x: -150, y: 0, width: 300, height: 400 }, { x: 0, y: 0, width: 100, height: 100 }, 132, 96);
    expect([frame.top >= 0, frame.top + 400 * frame.scale <= 96]).toEqual([true, true]);
  });
  it.each([0, 30_000, 69_000])("keeps the view at %i of a tall network on the map", (y) => {
    const frame = fitMap(
      { x: -150, y: 0, width: 300, height: 70_000 },
      { x: -300, y, width: 600, height: 700 },
      132,
      96,
    );
    const top = frame.top + y * frame.scale;
    expect([top >= 0, top + 700 * frame.scale <= 96.5]).toEqual([true, true]);
  });
});
