/** Questions about a graph: its names, its ports, what may be wired to what. */
import type { FunctionKind, Kind, TreeNode } from "../protocol";
import { isNumber } from "./numbers";
import { byParts, isPartOf, keywordOf, plainSource, sourceName } from "./sources";
import type { Block } from "./blocks";
import { say } from "../sentences/say";

export interface Kinds {
  kinds: ReadonlyMap<string, Kind>;
  functions: ReadonlyMap<string, FunctionKind>;
}

export interface PortsOf {
  /** Names of what it takes, in order; the last `optional` may be missing. */
  names: readonly string[];
  least: number;
  /** Infinity: any number, all called alike. */
  most: number;
}

export function isLeafOfGraph(block: string): boolean {
  return block === "function" || block === "tensor";
}

/** What flows into a node, in order. */
export function sourcesOf(graph: TreeNode, node: TreeNode): readonly string[] {
  return graph.wires?.[node.name] ?? [];
}

/** What a block takes when it stands in a graph. */
export function portsOf(node: TreeNode, { kinds, functions }: Kinds): PortsOf {
  if (node.block === "tensor") return { names: [], least: 0, most: 0 };
  if (node.block === "graph" || (node.block === "written" && node.inputs !== undefined)) {
    const names = node.inputs ?? ["x"];
    return { names, least: names.length, most: names.length };
  }
  if (node.block === "function") {
    const kind = functions.get(node.kind ?? "");
    const given = (kind?.constants ?? []).filter((name) => node.args?.[name] !== undefined && node.args[name] !== null);
    const names = (kind?.inputs ?? ["input"]).filter((name) => !given.includes(name));
    const most = kind?.max_inputs === null ? Infinity : Math.max(0, names.length);
    return {
      names,
      least: Math.min(
        most,
        Math.max(kind?.min_inputs ?? 1, most === Infinity ? 2 : names.length - optionalCount(kind)),
      ),
      most,
    };
  }
  const kind = node.block === "layer" || node.block === "shared" ? kinds.get(node.kind ?? "") : undefined;
  const names = kind?.inputs !== undefined && kind.inputs.length > 0 ? kind.inputs : ["input"];
  const least = Math.max(1, names.length - (kind?.optional ?? 0));
  const most = node.block === "parallel" ? Infinity : Math.max(1, names.length - (kind?.named ?? 0));
  return { names, least, most };
}

/** What the port of each wire of a node is called, in order. */
export function portNames(graph: TreeNode, node: TreeNode, known: readonly string[]): readonly string[] {
  const sources = sourcesOf(graph, node);
  let position = 0;
  const names = sources.map((source) => keywordOf(source) ?? known[position++] ?? "");
  return [...names, ...known.slice(position).filter((name) => !names.includes(name))];
}

/** How many inputs a block cannot do without. */
export function leastOf(block: Block, kinds: Kinds): number {
  const blank = { name: "", named: false, path: "", access: "", title: "" };
  const kind = "kind" in block ? { kind: block.kind } : {};
  const args = "args" in block ? { args: block.args } : {};
  const inputs = "inputs" in block ? { inputs: block.inputs } : {};
  return portsOf({ ...blank, id: block.id, block: block.block, ...kind, ...args, ...inputs }, kinds).least;
}

function optionalCount(kind: FunctionKind | undefined): number {
  if (kind === undefined || kind.max_inputs === null) return 0;
  return Math.max(0, (kind.inputs?.length ?? 1) - kind.min_inputs - (kind.constants?.length ?? 0));
}

/** Ports on top of a node: what is wired, and what must still be. */
export function portCount(graph: TreeNode, node: TreeNode, kinds: Kinds): number {
  const { least, most } = portsOf(node, kinds);
  return Math.max(sourcesOf(graph, node).length, Math.min(least, most));
}

const partsOfGraphs = new WeakMap<TreeNode, ReadonlyMap<string, readonly string[]>>();

/** Every source with parts, by the name of its node: looked for once in a graph, which may have a thousand nodes. */
function partsIn(graph: TreeNode): ReadonlyMap<string, readonly string[]> {
  const known = partsOfGraphs.get(graph);
  if (known !== undefined) return known;
  const all = new Set(Object.keys(graph.wire_shapes ?? {}));
  for (const sources of Object.values(graph.wires ?? {})) for (const source of sources) all.add(plainSource(source));
  for (const source of graph.outputs ?? []) all.add(source);
  const found = new Map<string, string[]>();
  for (const source of all) {
    const name = sourceName(source);
    if (name !== source) found.set(name, [...(found.get(name) ?? []), source]);
  }
  partsOfGraphs.set(graph, found);
  return found;
}

/** The parts of what a node returns, each with a port of its own; empty for one tensor. */
export function leavesOf(graph: TreeNode, node: TreeNode): string[] {
  const all = partsIn(graph).get(node.name) ?? [];
  return all.filter((source) => !all.some((other) => isPartOf(other, source))).sort(byParts);
}

/** The nodes on the way from `from` down to `to`, when `to` depends on `from`. */
export function wayDown(graph: TreeNode, from: string, to: string): string[] | null {
  const wires = graph.wires ?? {};
  const seen = new Set<string>();
  const visit = (name: string): string[] | null => {
    if (name === from) return [name];
    if (seen.has(name)) return null;
    seen.add(name);
    for (const source of wires[name] ?? []) {
      const way = visit(sourceName(source));
      if (way !== null) return [...way, name];
    }
    return null;
  };
  return visit(to);
}

export interface WireTarget {
  /** The node's name; null for what the graph returns. */
  node: string | null;
  index: number;
}

/** Why a source cannot flow into a node; null when it can. */
export function whyNot(graph: TreeNode, source: string, target: WireTarget, kinds: Kinds): string | null {
  if (target.node === null) return null;
  const node = graph.children?.find((child) => child.name === target.node);
  if (node === undefined) return say("canvas.graph.no-node");
  if (node.block === "tensor") return say("canvas.graph.tensor-input");
  const name = sourceName(source);
  const way = wayDown(graph, target.node, name);
  if (way !== null)
    return name === target.node
      ? say("canvas.graph.self")
      : say("canvas.graph.cycle", { way: [...way, target.node].join(" → ") });
  const { most } = portsOf(node, kinds);
  // What is given by name has a place of its own, whatever its number is.
  const brought = graph.children?.find((child) => child.name === name);
  if (node.block === "function" && brought !== undefined && isNumber(brought)) return null;
  const isNamed = keywordOf(source) !== null || keywordOf(graph.wires?.[target.node]?.[target.index] ?? "") !== null;
  if (target.index >= most && !isNamed) return say("canvas.graph.full", { node: node.title, count: most });
  return null;
}

/** Where a wire dropped on a node's body goes: its first free port, or a new one. */
export function freePort(graph: TreeNode, node: TreeNode, kinds: Kinds): number {
  const wired = sourcesOf(graph, node).length;
  const { most } = portsOf(node, kinds);
  return wired === 1 && most === 1 ? 0 : wired;
}

/** A free name for a node, after its kind as Python does it: `conv`, `conv_2`, `batch_norm`. */
export function nodeName(graph: TreeNode, kind: string, taken: ReadonlySet<string> = new Set()): string {
  const last = (kind.split(".").pop() ?? kind).replace(/^_+|_+$/g, "");
  const whole = /LU6?$/.test(last) ? last : last.replace(/(\d)d$/, "").replace(/([a-z0-9])([A-Z])/g, "$1_$2");
  const word = whole.toLowerCase().replace(/[^a-z0-9_]/g, "_");
  const base = /^[a-z]/.test(word) && !RESERVED.has(word) ? word : `${word}_node`;
  const used = new Set([...(graph.inputs ?? []), ...(graph.children ?? []).map((child) => child.name), ...taken]);
  if (!used.has(base)) return base;
  let number = 2;
  while (used.has(`${base}_${number}`)) number += 1;
  return `${base}_${number}`;
}

/** Python's own words, and members of nn.Module that such a name would hide. */
const RESERVED = new Set([
  "and",
  "or",
  "not",
  "is",
  "in",
  "if",
  "for",
  "while",
  "with",
  "pass",
  "lambda",
  "del",
  "def",
  "class",
  "return",
  "float",
  "double",
  "half",
  "bfloat16",
  "type",
  "to",
  "train",
  "eval",
  "apply",
  "parameters",
  "modules",
  "children",
  "type_as",
  "forward",
  "cpu",
  "cuda",
  "compile",
]);
