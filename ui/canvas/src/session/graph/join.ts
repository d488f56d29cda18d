/** How new nodes join a graph: what flows into the first of them, and what reads the last. */
import type { WireTarget } from "../../model/graphs";
import { inPlaceOf, plainSource, sourceName } from "../../model/sources";
import type { Edit, TreeNode } from "../../protocol";
import { wiresEdit } from "./wires";

/** How a block comes into a graph. */
export interface Joining {
  /** Behind these nodes or inputs, by name. */
  after?: readonly string[];
  /** On this wire. */
  wire?: WireTarget;
  /** Anywhere: its middle and top in the graph. */
  at?: { x: number; y: number };
  /** A new branch off this source: what else reads it goes on doing so. */
  branch?: string;
  /** What it is to flow into. */
  into?: WireTarget;
}

/** What flows into a new node, and what reads it, or what follows it, from now on. */
export interface Joined {
  sources: readonly string[];
  then: (last: string) => Edit[];
}

export const ALONE: Joined = { sources: [], then: () => [] };

export function joined(graph: TreeNode, joining: Joining): Joined {
  const { wire, after = [], branch, into } = joining;
  if (branch !== undefined) return { sources: [branch], then: () => [] };
  if (into !== undefined) return { sources: [], then: (last) => [entering(graph, into, last)] };
  if (wire !== undefined) {
    const source = wire.node === null ? graph.outputs?.[wire.index] : graph.wires?.[wire.node]?.[wire.index];
    return source === undefined
      ? ALONE
      : { sources: [plainSource(source)], then: (last) => [redirect(graph, wire, last)] };
  }
  const isFirst = (graph.children ?? []).length === 0;
  const from = after.length > 0 ? after : isFirst ? (graph.inputs ?? []).slice(0, 1) : [];
  const [only, ...more] = from;
  if (only === undefined) return ALONE;
  const readers = more.length === 0 ? readersOf(graph, only) : [];
  const [reader] = readers;
  if (readers.length === 1 && reader !== undefined) {
    const source = plainSource(reader.source);
    return {
      sources: [source === only ? firstPart(graph, only) : source],
      then: (last) => [redirect(graph, reader, last)],
    };
  }
  const outputs = graph.outputs ?? [];
  const isEnd = outputs.length === 0 || (outputs.length === 1 && from.includes(sourceName(outputs[0] ?? "")));
  return {
    sources: from.map((one) => firstPart(graph, one)),
    then: (last) =>
      isEnd && joining.at === undefined ? [{ edit: "set_outputs", graph: graph.id, outputs: [last] }] : [],
  };
}

interface Reader extends WireTarget {
  source: string;
}

/** Everything that reads a node's output, what the graph returns included. */
function readersOf(graph: TreeNode, name: string): Reader[] {
  const nodes = Object.entries(graph.wires ?? {}).flatMap(([node, sources]) =>
    sources.flatMap((source, index) => (sourceName(source) === name ? { node, index, source } : [])),
  );
  const results = (graph.outputs ?? []).flatMap((source, index) =>
    sourceName(source) === name ? { node: null, index, source } : [],
  );
  return [...nodes, ...results];
}

function redirect(graph: TreeNode, { node, index }: WireTarget, name: string): Edit {
  const swap = (list: readonly string[] = []): string[] =>
    list.map((source, i) => (i === index ? inPlaceOf(source, name) : source));
  if (node === null) return { edit: "set_outputs", graph: graph.id, outputs: swap(graph.outputs) };
  return wiresEdit(graph, node, swap(graph.wires?.[node]));
}

/** Let a new node flow into a port that has nothing yet. */
function entering(graph: TreeNode, { node, index }: WireTarget, name: string): Edit {
  const put = (list: readonly string[] = []): string[] => [...list.slice(0, index), name, ...list.slice(index + 1)];
  if (node === null) return { edit: "set_outputs", graph: graph.id, outputs: put(graph.outputs) };
  return wiresEdit(graph, node, put(graph.wires?.[node]));
}

/** Of a tuple the first tensor flows on. */
function firstPart(graph: TreeNode, name: string): string {
  const kind = graph.children?.find((child) => child.name === name)?.kind ?? "";
  return graph.wire_shapes?.[`${name}:0`] === undefined && !TUPLES.test(kind) ? name : `${name}:0`;
}

/** What returns a tuple, of which the first part flows on. */
export const TUPLES = /^(RNN|LSTM|GRU|MultiheadAttention|(torch|Tensor)\.(split|chunk|unbind|tensor_split))$/;
