/** What edits of a graph's wiring do to the tree on the screen, ahead of Python's answer. */
import type { TreeNode } from "../../protocol";
import type * as edits from "../edits";
import { isNumber } from "../numbers";
import { inPlaceOf, keywordOf, renamedSource, sourceName } from "../sources";
import { changed } from "./tree";

/** A source or a node as the graph calls it, where an edit may name the node by its id. */
export function nameIn(graph: TreeNode, text: string): string {
  const start = sourceName(text);
  const nodes = graph.children ?? [];
  if ((graph.inputs ?? []).includes(start) || nodes.some(({ name }) => name === start)) return text;
  // Inside an instance a node's id is written after the instance's.
  const node = nodes.find(({ id }) => id === start || id.endsWith(`/${start}`));
  return node === undefined ? text : renamedSource(text, node.name);
}

function named(graph: TreeNode, sources: readonly string[]): string[] {
  return sources.map((one) => nameIn(graph, one));
}

/** The graph with what flows into a node, or out of the graph where `node` is null. */
function withSources(graph: TreeNode, node: string | null, sources: readonly string[]): TreeNode {
  return node === null ? { ...graph, outputs: [...sources] } : setSources(graph, node, sources);
}

export function setSources(graph: TreeNode, node: string, sources: readonly string[]): TreeNode {
  const { [node]: _, ...wires } = graph.wires ?? {};
  return { ...graph, wires: sources.length === 0 ? wires : { ...wires, [node]: [...sources] } };
}

/** The tree with the wiring of one graph changed. */
function inGraph(root: TreeNode, id: string, change: (graph: TreeNode) => TreeNode | null): TreeNode | null {
  return changed(root, id, (graph) => (graph.block === "graph" ? change(graph) : null));
}

function sourcesOf(graph: TreeNode, node: string | null): string[] {
  return [...((node === null ? graph.outputs : graph.wires?.[node]) ?? [])];
}

/** Whether a wire brings a number to a function, which takes those by name. */
function isNumberInto(graph: TreeNode, source: string, node: string | null): boolean {
  const child = (name: string | null): TreeNode | undefined => graph.children?.find((one) => one.name === name);
  const [from, to] = [child(source), child(node)];
  return from !== undefined && isNumber(from) && to?.block === "function";
}

export function connect(root: TreeNode, edit: edits.Connect): TreeNode | null {
  return inGraph(root, edit.graph, (graph) => {
    const node = edit.node === null ? null : nameIn(graph, edit.node);
    const source = nameIn(graph, edit.source);
    const sources = sourcesOf(graph, node);
    const keyword = keywordOf(source);
    const same = keyword === null ? -1 : sources.findIndex((one) => keywordOf(one) === keyword);
    const at = same >= 0 ? same : (edit.index ?? sources.length);
    if (keyword === null && at === sources.length && isNumberInto(graph, source, node)) return null; // it gets a name
    sources[at] = keyword === null && at < sources.length ? inPlaceOf(sources[at], source) : source;
    return withSources(graph, node, sources);
  });
}

export function disconnect(root: TreeNode, edit: edits.Disconnect): TreeNode | null {
  return inGraph(root, edit.graph, (graph) => {
    const node = edit.node === null ? null : nameIn(graph, edit.node);
    const left = sourcesOf(graph, node).filter((_, i) => i !== edit.index);
    return withSources(graph, node, left);
  });
}

export function setWires(root: TreeNode, edit: edits.SetWires): TreeNode | null {
  return inGraph(root, edit.graph, (graph) => setSources(graph, nameIn(graph, edit.node), named(graph, edit.sources)));
}

export function setOutputs(root: TreeNode, edit: edits.SetOutputs): TreeNode | null {
  return inGraph(root, edit.graph, (graph) => ({ ...graph, outputs: named(graph, edit.outputs) }));
}

export function setPositions(root: TreeNode, { graph: id, positions }: edits.SetPositions): TreeNode | null {
  return inGraph(root, id, (graph) => {
    if (positions === null) return { ...graph, positions: {} };
    const placed = Object.entries(positions).map(([name, at]) => [nameIn(graph, name), at]);
    return { ...graph, positions: { ...graph.positions, ...Object.fromEntries(placed) } };
  });
}
