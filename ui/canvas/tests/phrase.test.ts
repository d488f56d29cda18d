import { describe, expect, it } from "vitest";
import { parseChain, parsePhrase } from "../src/palette/phrase";

const NOTHING = { words: "", values: [], named: [], reads: [] };

describe("parsePhrase", () => {
  it.each([
    ["", {}],
    ["max pool", { words: "max pool" }],
    ["linear 4 8", { words: "linear", values: ["4", "8"] }],
    ["conv2d 16, 3", { words: "conv2d", values: ["16", "3"] }],
    ["conv1: conv 64", { name: "conv1", words: "conv", values: ["64"] }],
    [
      "conv 64 7 stride=2 bias=off",
      {
        words: "conv",
        values: ["64", "7"],
        named: [
          ["stride", "2"],
          ["bias", "off"],
        ],
      },
    ],
    ["view N -1 (12, 64)", { words: "view", values: ["N", "-1", "(12, 64)"] }],
    ['index ":, 0"', { words: "index", values: [":, 0"] }],
    ["linear =width*2", { words: "linear", values: ["=width*2"] }],
    ["pad=1 conv", { words: "pad=1 conv" }],
    ["cat < skip _", { words: "cat", reads: ["skip", "_"] }],
    ["add 2<x", { words: "add", values: ["2"], reads: ["x"] }],
  ])("reads %j", (text, phrase) => {
    expect(parsePhrase(text)).toEqual({ ...NOTHING, ...phrase });
  });
});

describe("parseChain", () => {
  it("splits where one leads to the next", () => {
    expect(parseChain("conv 3 > bn>relu").map(({ words }) => words)).toEqual(["conv", "bn", "relu"]);
  });
  it("offers what follows once the next is begun", () => {
    expect(parseChain("conv 3 >")[1]).toEqual(NOTHING);
  });
  it("splits at nothing in quotes", () => {
    expect(parseChain('einsum "ij,jk->ik"')).toHaveLength(1);
  });
});
