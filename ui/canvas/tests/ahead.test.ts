import { describe, expect, it } from "vitest";
import { applyToNetwork } from "../src/model/apply/apply";
import { whyNoBlocks } from "../src/model/blocks";
import { fromClipboard } from "../src/model/clipboard";
import { indexTree } from "../src/model/tree";
import type { BuildProps, Edit, InputSpec } from "../src/protocol";
import { box, leaf, shown } from "./trees";

const own = box("root", [
  box("own", [leaf("own/a"), box("own/inner", [])], { instance_of: "Wide" }),
  box("g", [leaf("lstm", { kind: "LSTM", named: true })], { block: "graph", inputs: ["x"], wires: { lstm: ["x"] } }),
]);

describe("shown ahead of Python", () => {
  it.each(["own", "own/inner"])("calls a block put into %s as its instance will", (parent) => {
    const edit: Edit = { edit: "insert", parent, index: 0, block: { block: "layer", id: "new", kind: "ReLU" } };
    expect(indexTree(shown(own, [edit])).has("own/new")).toBe(true);
  });
  it("finds a node of an instance by the id it was made with", () => {
    const graph = box("root", [box("own", [leaf("own/a")], { block: "graph", instance_of: "Wide", inputs: ["x"] })]);
    const wired = shown(graph, [{ edit: "set_wires", graph: "own", node: "a", sources: ["x"] }]);
    expect(indexTree(wired).get("own")?.node.wires).toEqual({ "own/a": ["x"] });
  });
  it("wraps one node in a repeat that takes over its name and wires", () => {
    const wrapped = shown(own, [{ edit: "wrap", ids: ["lstm"], into: "repeat", id: "new" }]);
    const graph = indexTree(wrapped).get("g")?.node;
    expect(graph?.children?.[0]).toMatchObject({ id: "new", block: "repeat", name: "lstm", count: 2 });
    expect(graph?.wires).toEqual({ lstm: ["x"] });
  });
  it("starts a second edit of the inputs from the first", () => {
    const sent = { inputs: [{ name: "X", shape: ["N", 20] }], batch: 2 } as unknown as BuildProps;
    const inputs: InputSpec[] = [{ name: "X", shape: ["N", 64] }];
    expect(applyToNetwork(sent, { edit: "set_inputs", inputs, batch: 4 })).toMatchObject({ inputs, batch: 4 });
  });
});

describe("whyNoBlocks", () => {
  it.each([
    ["", "The clipboard contains no text."],
    ["nn.Linear(2, 3)", "The clipboard contains code, not blocks."],
    ["a shopping list", "The clipboard contains “a shopping list” instead of blocks."],
    ['{"nnblocks": 1, "blo', "The JSON in the clipboard is incomplete or damaged."],
    ['{"format": 1, "root": {}}', "The clipboard contains a whole network."],
    ["[1, 2]", "The JSON in the clipboard contains no blocks."],
  ])("says of %j what it is", (text, problem) => {
    expect(fromClipboard(text)).toBeNull();
    expect(whyNoBlocks(text)[0]).toBe(problem);
  });
});
