import { describe, expect, it } from "vitest";
import { arrange, portOffset, type Arranged, type GraphShape } from "../src/layout/graph";
import { layered, layersOf, spread } from "../src/layout/layers";
import { layout } from "../src/layout/layout";
import { leavesOf, nodeName, portsOf, whyNot, type Kinds } from "../src/model/graphs";
import type { Block } from "../src/model/edits";
import type { FunctionKind, TreeNode } from "../src/protocol";
import { box, leaf, shown } from "./trees";

const SEEDS = Array.from({ length: 40 }, (_, i) => i);

function call(name: string, inputs: string[], least: number, most: number | null): FunctionKind {
  return { name, category: "function", summary: "", arguments: [], inputs, min_inputs: least, max_inputs: most };
}
const kinds: Kinds = {
  kinds: new Map(),
  functions: new Map([
    ["torch.add", { ...call("torch.add", ["input", "other"], 0, 2), constants: ["input", "other"] }],
    ["torch.cat", call("torch.cat", ["tensors"], 1, null)],
    ["F.relu", call("F.relu", ["input"], 1, 1)],
  ]),
};

/** A residual graph: conv, norm, and an add that also reads the input. */
function residual(more: Partial<TreeNode> = {}): TreeNode {
  const add = leaf("add", { block: "function", kind: "torch.add", title: "add", named: true });
  return box("g", [leaf("conv", { named: true }), leaf("norm", { named: true }), add], {
    block: "graph",
    title: "Graph",
    inputs: ["x"],
    wires: { conv: ["x"], norm: ["conv"], add: ["norm", "x"] },
    outputs: ["add"],
    positions: {},
    ...more,
  });
}

function shapeOf(seed: number): GraphShape {
  let state = seed * 2654435761 + 1;
  const draw = (below: number): number => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return Math.floor((state / 4294967296) * below);
  };
  const names = Array.from({ length: 2 + draw(14) }, (_, i) => `n${i}`);
  const wires = Object.fromEntries(
    names.map((name, i) => [
      name,
      Array.from({ length: draw(3) + (i === 0 ? 1 : 0) }, () => (draw(i + 1) === 0 ? "x" : `n${draw(Math.max(1, i))}`)),
    ]),
  );
  for (const [name, sources] of Object.entries(wires)) wires[name] = sources.filter((source) => source !== name);
  return {
    inputs: ["x"],
    names,
    sizes: names.map(() => ({ width: 60 + draw(200), height: 30 + draw(120) })),
    ports: names.map((name) => Math.max(1, wires[name]?.length ?? 0)),
    leaves: names.map(() => []),
    wires,
    outputs: [names[names.length - 1] ?? "x"],
    positions: {},
  };
}

function overlapping({ nodes }: Arranged): number {
  let count = 0;
  nodes.forEach((a, i) =>
    nodes.slice(i + 1).forEach((b) => {
      const across = Math.abs(a.x - b.x) < (a.width + b.width) / 2 - 0.5;
      if (across && a.y < b.y + b.height - 0.5 && b.y < a.y + a.height - 0.5) count += 1;
    }),
  );
  return count;
}

describe("layers", () => {
  const vertex = (sources: number[], rank?: "first" | "last") => ({
    width: 100,
    height: 40,
    sources,
    ...(rank ? { rank } : {}),
  });
  it("takes the longest way down", () => {
    expect(layersOf([vertex([], "first"), vertex([0]), vertex([0, 1]), vertex([2], "last")])).toEqual([0, 1, 2, 3]);
  });
  it("does not hang on a cycle", () => {
    expect(layersOf([vertex([1]), vertex([0])])).toHaveLength(2);
  });
  it("puts what only feeds right above its reader", () => {
    expect(layersOf([vertex([], "first"), vertex([0]), vertex([1]), vertex([]), vertex([2, 3])])[3]).toBe(2);
  });
  it("keeps order and distance while it spreads", () => {
    expect(spread([0, 0], [1, 1], [100, 100])).toEqual([-64, 64]);
  });
  it("lets a chain hang straight", () => {
    const { x } = layered([vertex([], "first"), vertex([0]), vertex([1]), vertex([2, 0]), vertex([3], "last")]);
    expect(new Set(x.slice(0, 3).map(Math.round)).size).toBe(1);
  });
});

describe("arranging a graph", () => {
  it.each(SEEDS)("keeps nodes apart (graph %i)", (seed) => {
    expect(overlapping(arrange(shapeOf(seed)))).toBe(0);
  });
  it.each(SEEDS)("puts each node below what it reads (graph %i)", (seed) => {
    const shape = shapeOf(seed);
    const { nodes } = arrange(shape);
    shape.names.forEach((name, i) => {
      for (const source of shape.wires[name] ?? []) {
        const from = shape.names.indexOf(source);
        if (from >= 0) expect(nodes[i]?.y).toBeGreaterThan((nodes[from]?.y ?? 0) + (nodes[from]?.height ?? 0));
      }
    });
  });
  it.each(SEEDS)("draws every wire between its ports (graph %i)", (seed) => {
    const shape = shapeOf(seed);
    const { links } = arrange(shape);
    const wired = Object.values(shape.wires).flat().length + shape.outputs.length;
    expect([links.length, links.every((link) => link.points.length > 1)]).toEqual([wired, true]);
  });
  it.each(SEEDS)("keeps nodes apart when one is put by hand (graph %i)", (seed) => {
    const shape = shapeOf(seed);
    const { nodes } = arrange(shape);
    const positions = Object.fromEntries(
      shape.names.map((name, i): [string, [number, number]] => [name, [nodes[i]?.x ?? 0, nodes[i]?.y ?? 0]]),
    );
    positions[shape.names[0] ?? ""] = [nodes[1]?.x ?? 0, nodes[1]?.y ?? 0];
    expect(overlapping(arrange({ ...shape, positions }))).toBe(0);
  });
  it("leaves nodes put by hand where they are when one comes in between, but for those below it", () => {
    const base: GraphShape = {
      inputs: ["x"],
      names: ["a", "b"],
      sizes: [
        { width: 100, height: 40 },
        { width: 100, height: 40 },
      ],
      ports: [1, 1],
      leaves: [[], []],
      wires: { a: ["x"], b: ["a"] },
      outputs: ["b"],
      positions: { a: [0, 80], b: [0, 170] },
    };
    const after = arrange({
      ...base,
      names: ["a", "b", "c"],
      sizes: [...base.sizes, { width: 100, height: 40 }],
      ports: [1, 1, 1],
      leaves: [[], [], []],
      wires: { a: ["x"], c: ["a"], b: ["c"] },
    });
    const [a, b, c] = after.nodes;
    expect([a?.y, c?.y, (b?.y ?? 0) > (c?.y ?? 0) + 40]).toEqual([80, 160, true]);
  });
  it("spreads ports about the middle", () => {
    expect([portOffset(200, 2, 0), portOffset(200, 2, 1)]).toEqual([-32, 32]);
  });
});

describe("a graph on the canvas", () => {
  const drawn = (tree: TreeNode) =>
    layout({ tree, inputs: [{ name: "X", shape: ["N", 4] }], problems: [], isFolded: () => false, kinds });
  it("has ports for what is wired and what must be", () => {
    const ports = drawn(residual({ wires: { conv: ["x"] } })).ports.filter(
      (port) => port.node === "add" && port.side === "in",
    );
    expect(ports.map((port) => port.wired)).toEqual([false, false]);
  });
  it("draws a root graph without a second row of inputs", () => {
    expect(drawn(residual()).pills.map((pill) => pill.text)).toEqual(["x", "out"]);
  });
  it("takes blocks anywhere and on each wire", () => {
    const forms = drawn(residual()).places.map((place) => place.form);
    expect([forms.filter((form) => form === "graph").length, forms.filter((form) => form === "wire").length]).toEqual([
      1, 5,
    ]);
  });
  it("gives each part of a tuple a port", () => {
    const graph = residual({ wire_shapes: { "conv:0": "[N]", "conv:1:0": "[1]", "conv:1:1": "[1]" } });
    expect(leavesOf(graph, graph.children?.[0] as TreeNode)).toEqual(["conv:0", "conv:1:0", "conv:1:1"]);
  });
});

describe("wiring", () => {
  it("refuses a cycle and says which", () => {
    expect(whyNot(residual(), "add", { node: "conv", index: 0 }, kinds)).toBe(
      "This wire would create a cycle: conv → norm → add → conv.",
    );
  });
  it("refuses one input too many", () => {
    expect(whyNot(residual(), "x", { node: "add", index: 2 }, kinds)).toMatch(
      "add has 2 inputs, and all are connected.",
    );
  });
  it("lets a free port be wired", () => {
    expect(
      whyNot(
        residual({ wires: { conv: ["x"], norm: ["conv"], add: ["norm"] } }),
        "x",
        { node: "add", index: 1 },
        kinds,
      ),
    ).toBeNull();
  });
  it("needs one input less for each constant", () => {
    const add = leaf("add", { block: "function", kind: "torch.add", args: { other: 2 } });
    expect(portsOf(add, kinds).most).toBe(1);
  });
  it("takes any number of tensors into cat", () => {
    expect(portsOf(leaf("c", { block: "function", kind: "torch.cat" }), kinds).most).toBe(Infinity);
  });
  it.each([
    ["Conv2d", "conv_2"],
    ["torch.cat", "cat"],
    ["BatchNorm2d", "batch_norm"],
    ["ReLU", "relu"],
    ["Tensor.__getitem__", "getitem"],
    ["Tensor.float", "float_node"],
  ])("names a node after %s", (kind, name) => {
    expect(nodeName(residual(), kind)).toBe(name);
  });
});

describe("edits of a graph, shown ahead", () => {
  const wires = (tree: TreeNode) => tree.wires;
  it("puts a block on a wire", () => {
    const block: Block = { block: "layer", id: "n", name: "act", kind: "ReLU", args: {} };
    const next = shown(residual(), [{ edit: "insert_on_wire", graph: "g", node: "add", index: 1, block }]);
    expect(wires(next)).toEqual({ conv: ["x"], norm: ["conv"], add: ["norm", "act"], act: ["x"] });
  });
  it("bridges a chain when a node goes", () => {
    expect(wires(shown(residual(), [{ edit: "remove", ids: ["norm"] }]))).toEqual({
      conv: ["x"],
      add: ["conv", "x"],
    });
  });
  it("lets wires follow a new name", () => {
    const next = shown(residual(), [{ edit: "rename", id: "conv", name: "first" }]);
    expect(wires(next)).toEqual({ first: ["x"], norm: ["first"], add: ["norm", "x"] });
  });
  it("knows nodes by their id too", () => {
    const next = shown(residual(), [{ edit: "set_wires", graph: "g", node: "norm", sources: ["x"] }]);
    expect(wires(next)?.norm).toEqual(["x"]);
  });
  it("gives all nodes back to the automatic layout", () => {
    const placed = residual({ positions: { conv: [1, 2] } });
    expect(shown(placed, [{ edit: "set_positions", graph: "g", positions: null }]).positions).toEqual({});
  });
  it("leaves a graph as it was when an edit names no node of it", () => {
    const tree = residual();
    expect(shown(tree, [{ edit: "connect", graph: "elsewhere", node: "add", source: "x", index: 0 }])).toBe(tree);
  });
});
