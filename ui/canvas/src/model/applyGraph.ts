/** What edits of a graph's wiring do to the tree on the screen, ahead of Python's answer. */
import type { TreeNode } from "../protocol";
import { inPlaceOf, keywordOf, plainSource, renamedSource, sourceName } from "./sources";

/** A source or a node as the graph calls it, where an edit may name the node by its id. */
export function nameIn(graph: TreeNode, text: string): string {
  const start = sourceName(text);
  // Inside an instance a node's id is written after the instance's.
  const node = graph.children?.find((child) => child.id === start || child.id.endsWith(`/${start}`));
  return node === undefined ? text : renamedSource(text, node.name);
}

type Wires = { [node: string]: string[] };

function renamed(source: string, from: string, to: string): string {
  return sourceName(source) === from ? renamedSource(source, to) : source;
}

/** Everything that speaks of a node says its new name. */
export function renameInGraph(graph: TreeNode, from: string, to: string): TreeNode {
  if (from === to) return graph;
  const key = (name: string): string => (name === from ? to : name);
  return {
    ...graph,
    wires: Object.fromEntries(
      Object.entries(graph.wires ?? {}).map(([node, sources]) => [
        key(node),
        sources.map((one) => renamed(one, from, to)),
      ]),
    ),
    outputs: (graph.outputs ?? []).map((one) => renamed(one, from, to)),
    positions: Object.fromEntries(Object.entries(graph.positions ?? {}).map(([node, at]) => [key(node), at])),
    wire_shapes: Object.fromEntries(
      Object.entries(graph.wire_shapes ?? {}).map(([source, shape]) => [renamed(source, from, to), shape]),
    ),
  };
}

/** The wiring once nodes are gone: what read one of them reads what it read, where that is one thing. */
export function bridged(graph: TreeNode, names: readonly string[]): TreeNode {
  let { wires = {}, outputs = [] } = graph;
  for (const name of names) {
    const [only, ...more] = wires[name] ?? [];
    const through = (source: string): string[] =>
      sourceName(source) !== name
        ? [source]
        : only !== undefined && more.length === 0 && plainSource(source) === name
          ? [inPlaceOf(source, plainSource(only))]
          : [];
    const { [name]: _, ...rest } = wires;
    wires = Object.fromEntries(Object.entries(rest).map(([node, sources]) => [node, sources.flatMap(through)]));
    outputs = outputs.flatMap(through);
  }
  const positions = Object.fromEntries(Object.entries(graph.positions ?? {}).filter(([name]) => !names.includes(name)));
  return { ...graph, wires, outputs, positions };
}

export function setSources(graph: TreeNode, node: string, sources: readonly string[]): TreeNode {
  const wires: Wires = { ...graph.wires };
  if (sources.length === 0) delete wires[node];
  else wires[node] = [...sources];
  return { ...graph, wires };
}

export function connect(graph: TreeNode, source: string, node: string, index?: number): TreeNode {
  const sources = [...(graph.wires?.[node] ?? [])];
  const keyword = keywordOf(source);
  const same = keyword === null ? -1 : sources.findIndex((one) => keywordOf(one) === keyword);
  const at = same >= 0 ? same : (index ?? sources.length);
  sources[Math.min(at, sources.length)] = inPlaceOf(sources[at], source);
  return setSources(graph, node, sources);
}

export function disconnect(graph: TreeNode, node: string, index: number): TreeNode {
  return setSources(
    graph,
    node,
    (graph.wires?.[node] ?? []).filter((_, i) => i !== index),
  );
}

export function insertOnWire(graph: TreeNode, node: string, index: number, name: string): TreeNode {
  const source = graph.wires?.[node]?.[index];
  if (source === undefined) return graph;
  return setSources(connect(graph, name, node, index), name, [plainSource(source)]);
}
