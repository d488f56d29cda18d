import { describe, expect, it } from "vitest";
import { argumentOfWord, editableArguments, firstArgument } from "../src/model/arguments";
import { argumentsText, classNameFault, parseArguments, proposedName } from "../src/model/definitions";
import { findBlocks } from "../src/model/blockSearch";
import { equalTensors } from "../src/model/ties";
import type { Argument, Kind } from "../src/protocol";
import { inReadingOrder } from "../src/session/selection/walk";
import { box, leaf, nested } from "./trees";

function argument(name: string, more: Partial<Argument> = {}): Argument {
  return { name, type: "int", required: true, ...more };
}
const linear: Kind = {
  name: "Linear",
  category: "linear",
  summary: "",
  arguments: [
    argument("in_features", { auto: true }),
    argument("out_features"),
    argument("bias", { type: "bool", required: false, default: true }),
  ],
};
const kinds = { kinds: new Map([["Linear", linear]]), functions: new Map() };
const node = leaf("a", { args: { in_features: "auto", out_features: 256 }, resolved: { in_features: 20 } });

describe("arguments on the block", () => {
  it("begins with what must be given", () => {
    expect(firstArgument(node, kinds)).toBe("out_features");
  });
  it("goes on to what the shape decides, and then to the rest", () => {
    expect(editableArguments(node, kinds).map((one) => one.name)).toEqual(["out_features", "in_features", "bias"]);
  });
  it.each([
    ["256", "out_features"],
    ["20", "in_features"],
    ["bias", "bias"],
    ["→", "out_features"],
  ])("takes a double click on %s for %s", (word, name) => {
    expect(argumentOfWord(node, word, kinds)).toBe(name);
  });
  it("edits the count of a repeat", () => {
    expect(firstArgument(box("r", [], { block: "repeat" }), kinds)).toBe("count");
  });
  it("finds nothing to edit on a sequence", () => {
    expect(firstArgument(box("s", []), kinds)).toBeNull();
  });
});

describe("own blocks", () => {
  it("reads arguments with their defaults", () => {
    expect(parseArguments("channels=64, scale = 0.5, deep=True")).toEqual({
      ok: true,
      args: { channels: 64, scale: 0.5, deep: true },
    });
  });
  it("writes them as they are read", () => {
    expect(argumentsText({ channels: 64, deep: true })).toBe("channels=64, deep=True");
  });
  it.each(["channels", "2x=3", "channels=many"])("refuses %s", (text) => {
    expect(parseArguments(text).ok).toBe(false);
  });
  it("refuses a name that is taken or none", () => {
    expect([classNameFault("Cell", ["Cell"]), classNameFault("a b", [])].every((fault) => fault !== null)).toBe(true);
  });
  it("proposes a free name", () => {
    expect([proposedName("Residual", []), proposedName("Sequential", ["Block"])]).toEqual(["Residual", "Block2"]);
  });
});

describe("finding blocks", () => {
  it("looks at titles and paths", () => {
    expect(findBlocks(nested(), "linear")).toContain("b");
  });
  it("needs every word", () => {
    expect(findBlocks(nested(), "linear nothing")).toEqual([]);
  });
  it("finds nothing for no words", () => {
    expect(findBlocks(nested(), "  ")).toEqual([]);
  });
});

describe("ties", () => {
  it("offers tensors of the same shape elsewhere", () => {
    const one = leaf("a", { tensors: { weight: [4, 4], bias: [4] } });
    const tree = box("root", [
      one,
      leaf("b", { tensors: { weight: [4, 4] } }),
      leaf("c", { tensors: { weight: [4, 5] } }),
    ]);
    expect(equalTensors(tree, one, "weight").map((place) => place.path)).toEqual(["b.weight"]);
  });
});

describe("walking", () => {
  it("reads the nodes of a graph from the top, left to right", () => {
    const graph = box("g", [leaf("a"), leaf("b"), leaf("c")], { block: "graph" });
    const order = inReadingOrder(graph, () => ({ a: [50, 100], b: [-50, 104], c: [0, 0] }));
    expect(order.map((one) => one.name)).toEqual(["c", "b", "a"]);
  });
});
