/** The edit that puts blocks into a new container, which stands where the first of them stood. */
import type { Into, Wrap } from "../edits";
import type { TreeNode } from "../../protocol";
import { inPlaceOf, plainSource, sourceName } from "../sources";
import { indexTree } from "../tree";
import { mapped, renamedSources, withNodes } from "./graphNodes";
import { baseName, Names, unnamed } from "./names";
import { graphTitle, nodeOf } from "./nodes";
import { within } from "./structure";
import { changed, holding, replaced } from "./tree";

const NEW = "@";

export function wrap(root: TreeNode, { ids, into, id }: Wrap): TreeNode | null {
  const index = indexTree(root);
  const places = [...new Set(ids)].flatMap((one) => index.get(one) ?? []).sort((a, b) => a.index - b.index);
  const parent = places[0]?.parent;
  if (parent == null || places.some((place) => place.parent !== parent)) return null;
  const nodes = places.map(({ node }) => node);
  const box = emptyBox(parent, into, id);
  if (box === null || index.has(box.id)) return null;
  if (parent.block === "graph" && !(into === "parallel" && nodes.length === 1))
    return changed(root, parent.id, (graph) => wrappedNodes(graph, nodes, into, box));
  const held = filledBox(box, nodes, parent);
  if (held === null) return null;
  const [first] = nodes;
  const named = nodes.length === 1 && first?.named ? { ...held, name: first.name, named: true } : held;
  return replaced(root, new Map(nodes.map((node, i) => [node.id, i === 0 ? [named] : []])));
}

function emptyBox(parent: TreeNode, into: Into, id: string): TreeNode | null {
  const child = { block: "sequential", id } as const;
  const made = nodeOf(into === "repeat" ? { block: into, id, child } : { block: into, id }, parent.frozen);
  return made === null ? null : within(parent, { ...made, children: [] });
}

/** Blocks that are no nodes of a graph, in their container; several in a repeat go into a Sequential that Python names. */
function filledBox(box: TreeNode, nodes: readonly TreeNode[], parent: TreeNode): TreeNode | null {
  if (box.block === "graph" && parent.block === "parallel" && nodes.length > 1) return null;
  const kids = nodes.length === 1 ? nodes.map(unnamed) : nodes;
  const newcomers = new Set(kids.map(({ id }) => id));
  if (box.block !== "graph") return holding(box, kids, newcomers);
  const chain = holding({ ...box, block: "sequential" }, kids, newcomers);
  const graph = chain === null ? null : withNodes({ ...box, children: [] }, chain.children ?? [], newcomers);
  if (graph === null) return null;
  const names = (graph.children ?? []).map(({ name }) => name);
  const wires = Object.fromEntries(names.map((name, i) => [name, [names[i - 1] ?? "x"]]));
  return { ...graph, wires, outputs: [names[names.length - 1] ?? "x"] };
}

/** The graph with some of its nodes in a container of their own. */
function wrappedNodes(graph: TreeNode, nodes: readonly TreeNode[], into: Into, box: TreeNode): TreeNode | null {
  if (into === "parallel" || nodes.some(({ group }) => group !== undefined) || graph.tied !== undefined) return null;
  const entering = enteringOf(graph, nodes);
  const leaving = leavingOf(graph, nodes);
  const inner = innerGraph(graph, nodes, entering, leaving, box);
  const made = inner === null || into === "graph" ? inner : chained(inner, { ...box, block: into });
  if (made === null) return null;
  const texts = new Map(leaving.map((text, k) => [text, leaving.length > 1 ? `${NEW}:${k}` : NEW]));
  const gone = new Set(nodes.map(({ name }) => name));
  const outer = mapped(
    graph,
    (text) => inPlaceOf(text, texts.get(plainSource(text)) ?? plainSource(text)),
    (name) => (gone.has(name) ? null : name),
  );
  const [first] = nodes;
  const children = (graph.children ?? []).flatMap((node) =>
    node === first ? [unnamed(made)] : nodes.includes(node) ? [] : [node],
  );
  const wired = { ...outer, wires: { ...outer.wires, [NEW]: entering } };
  const held = withNodes(wired, children, new Set([made.id]));
  if (held === null) return null;
  return called(held, made, nodes.length === 1 && first?.named ? first.name : baseName(made));
}

/** The graph with the new container called as it is to be, and what reads it. */
function called(graph: TreeNode, made: TreeNode, wanted: string): TreeNode {
  const others = (graph.children ?? []).filter(({ id }) => id !== made.id).map(({ name }) => name);
  const name = new Names([...(graph.inputs ?? []), ...others]).free(wanted);
  const named = { ...made, name, named: true };
  const children = (graph.children ?? []).map((node) => (node.id === made.id ? named : node));
  return { ...renamedSources(graph, new Map([[NEW, name]])), children };
}

function enteringOf(graph: TreeNode, nodes: readonly TreeNode[]): string[] {
  const inside = new Set(nodes.map(({ name }) => name));
  const texts = nodes.flatMap(({ name }) => graph.wires?.[name] ?? []).filter((text) => !inside.has(sourceName(text)));
  return [...new Set(texts.map(plainSource))];
}

function leavingOf(graph: TreeNode, nodes: readonly TreeNode[]): string[] {
  const inside = new Set(nodes.map(({ name }) => name));
  const readers = Object.entries(graph.wires ?? {}).filter(([name]) => !inside.has(name));
  const texts = [...readers.flatMap(([, sources]) => sources), ...(graph.outputs ?? [])].map(plainSource);
  const read = [...new Set(texts.filter((text) => inside.has(sourceName(text))))];
  if (read.length > 0) return read;
  const used = new Set(
    Object.values(graph.wires ?? {})
      .flat()
      .map(sourceName),
  );
  return [...inside].filter((name) => !used.has(name));
}

/** Nodes of a graph in one of their own, which takes what enters them as inputs. */
function innerGraph(
  graph: TreeNode,
  nodes: readonly TreeNode[],
  entering: readonly string[],
  leaving: readonly string[],
  box: TreeNode,
): TreeNode | null {
  const inside = new Set(nodes.map(({ name }) => name));
  const names = new Names(inside);
  // Inputs are called like what enters there, but only once that is gone from the graph.
  const standIns = new Map(entering.map((text, k) => [text, `${NEW}${k}`]));
  const inputs = entering.map((text) => names.free(sourceName(text)));
  const part = mapped(
    { ...graph, outputs: [...leaving] },
    (text) => inPlaceOf(text, standIns.get(plainSource(text)) ?? plainSource(text)),
    (name) => (inside.has(name) ? name : null),
  );
  const { wires = {}, outputs = [], positions = {} } = part;
  const own = { inputs: [...standIns.values()], wires, outputs, positions, class_name: null };
  const whole: TreeNode = { ...box, block: "graph", title: graphTitle(null), ...own, children: graph.children ?? [] };
  const held = withNodes(whole, nodes, new Set());
  if (held === null) return null;
  const renamed = renamedSources(held, new Map(inputs.map((name, k) => [`${NEW}${k}`, name])));
  return { ...renamed, inputs: inputs.length > 0 ? inputs : ["x"] };
}

/** What a chain of nodes is as a Sequential, or as the one block that is repeated. */
function chained(inner: TreeNode, box: TreeNode): TreeNode | null {
  const nodes = inner.children ?? [];
  if (inner.inputs?.length !== 1 || nodes.some(({ block }) => block === "function" || block === "tensor")) return null;
  const kids: TreeNode[] = [];
  for (let before = inner.inputs[0]; kids.length < nodes.length;) {
    const next = nodes.find(
      ({ name }) => !kids.some((kid) => kid.name === name) && inner.wires?.[name]?.join() === before,
    );
    if (next === undefined) return null;
    kids.push({ ...next, named: true });
    before = next.name;
  }
  if (inner.outputs?.join() !== kids[kids.length - 1]?.name) return null;
  const children = kids.length === 1 ? kids.map(unnamed) : kids;
  return box.block === "repeat" && children.length > 1 ? null : { ...box, children };
}
