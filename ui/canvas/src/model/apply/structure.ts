/** Edits that put blocks elsewhere: insert, remove, move, unwrap, rename. */
import type * as edits from "../edits";
import type { TreeNode } from "../../protocol";
import { isNumber } from "../numbers";
import { descendants, indexTree, isInside, outermost, type Place, type TreeIndex } from "../tree";
import { mapped, renamedSources, withNodes } from "./graphNodes";
import { childName, unnamed } from "./names";
import { nodeOf } from "./nodes";
import { changed, inserted, replaced } from "./tree";
import { plainSource, sourceName } from "../sources";
import { inPlaceOf } from "../sources";
import { nameIn, setSources } from "./wiring";

/** A new block as its instance calls it: `instance/id`, as Python will. */
export function within(parent: TreeNode, node: TreeNode): TreeNode {
  const end = parent.id.lastIndexOf("/");
  const instance = parent.instance_of !== undefined ? parent.id : end < 0 ? "" : parent.id.slice(0, end);
  if (instance === "") return node;
  const named = (one: TreeNode): TreeNode => ({
    ...one,
    id: `${instance}/${one.id}`,
    ...(one.children === undefined ? {} : { children: one.children.map(named) }),
  });
  return named(node);
}

/** The block that an edit brings, as it will stand in a container; null where that is not certain, or cannot be. */
function newcomer(index: TreeIndex, parent: TreeNode, block: edits.Block): TreeNode | null {
  const made = nodeOf(block, parent.frozen);
  const node = made === null ? null : within(parent, made);
  if (node === null || everyBlock(node).some(({ id }) => index.has(id))) return null;
  return node;
}

function everyBlock(node: TreeNode): TreeNode[] {
  return [node, ...descendants(node)];
}

export function insert(root: TreeNode, { parent, index: at, block, wires }: edits.Insert): TreeNode | null {
  const index = indexTree(root);
  const into = index.get(parent)?.node;
  const node = into === undefined ? null : newcomer(index, into, block);
  if (node === null) return null;
  const put = inserted(root, parent, at, [node]);
  if (wires == null || put === null) return put;
  return changed(put, parent, (graph) => {
    const name = graph.children?.find(({ id }) => id === node.id)?.name;
    return name === undefined ? null : setSources(graph, name, wires);
  });
}

/** Whether something else says who a block is: what shares it, what its tensors are tied to. */
function isRelated(node: TreeNode): boolean {
  return everyBlock(node).some(({ group, tied }) => group !== undefined || tied !== undefined);
}

export function remove(root: TreeNode, { ids }: edits.Remove): TreeNode | null {
  const index = indexTree(root);
  const going = outermost(index, ids);
  const nodes = going.map((id) => index.get(id)?.node ?? root);
  if (nodes.some((node) => node === root || isRelated(node) || isNumber(node))) return null;
  return replaced(root, new Map(going.map((id) => [id, []])));
}

export function move(root: TreeNode, { ids, parent, index: at }: edits.Move): TreeNode | null {
  const index = indexTree(root);
  const going = outermost(index, ids);
  const into = index.get(parent)?.node;
  const places = going.flatMap((id) => index.get(id) ?? []);
  if (into === undefined || going.some((id) => id === root.id || isInside(index, parent, id))) return null;
  if (into.block === "repeat" && places.length === 1 && places[0]?.parent === into) return root;
  if (into.frozen || places.some(({ node }) => node.frozen)) return null;
  const nodes = places.map(({ node }) => node);
  if (into.block === "graph" && places.every((place) => place.parent === into))
    return changed(root, parent, (graph) => reordered(graph, nodes, at));
  const rest = replaced(root, new Map(going.map((id) => [id, []])));
  return rest === null ? null : inserted(rest, parent, at, nodes);
}

function reordered(graph: TreeNode, nodes: readonly TreeNode[], at: number): TreeNode | null {
  const rest = (graph.children ?? []).filter((node) => !nodes.includes(node));
  if (at < 0 || at > rest.length) return null;
  return withNodes(graph, [...rest.slice(0, at), ...nodes, ...rest.slice(at)], new Set());
}

export function unwrap(root: TreeNode, { id }: edits.Unwrap): TreeNode | null {
  const place = indexTree(root).get(id);
  if (place?.parent == null || place.parent.block === "graph") return null;
  const { node } = place;
  const isBox = node.block === "sequential" || node.block === "parallel" || node.block === "repeat";
  if (!isBox || node.instance_of !== undefined || node.group !== undefined) return null;
  const kids = node.children ?? [];
  const [only] = kids;
  const heir = kids.length === 1 && only !== undefined && (!only.named || node.block === "repeat") ? only : undefined;
  const named = heir === undefined ? kids : [{ ...heir, name: node.name, named: node.named }];
  return replaced(root, new Map([[id, named]]));
}

export function rename(root: TreeNode, { id, name }: edits.Rename): TreeNode | null {
  const place = indexTree(root).get(id);
  if (place?.parent == null || place.parent.block === "repeat" || place.node.block === "shared") return null;
  const { parent, node } = place;
  if (parent.block === "graph" && isNumber(node)) return null; // expressions follow
  if (parent.block === "graph") return changed(root, parent.id, (graph) => renamedInGraph(graph, place, name));
  const isPositional = name === null || name === childName(parent, unnamed(node), place.index);
  return changed(root, id, (one) => (isPositional ? unnamed(one) : { ...one, name, named: true }));
}

function renamedInGraph(graph: TreeNode, { node, index }: Place, name: string | null): TreeNode | null {
  if (node.block === "tensor" && graph.tied !== undefined) return null;
  const now = { ...node, name: name ?? `node_${index}`, named: name !== null };
  const children = (graph.children ?? []).map((child) => (child === node ? now : child));
  return { ...renamedSources(graph, new Map([[node.name, now.name]])), children };
}

export function insertOnWire(root: TreeNode, edit: edits.InsertOnWire): TreeNode | null {
  const index = indexTree(root);
  const graph = index.get(edit.graph)?.node;
  const block = graph === undefined ? null : newcomer(index, graph, edit.block);
  return block === null ? null : changed(root, edit.graph, (one) => onWire(one, edit, block));
}

function onWire(graph: TreeNode, { node, index }: edits.InsertOnWire, block: TreeNode): TreeNode | null {
  const nodes = graph.children ?? [];
  const name = node === null ? null : nameIn(graph, node);
  const before = name === null ? nodes.length : nodes.findIndex((one) => one.name === name);
  if (before < 0) return null;
  const reader = name === null ? undefined : nodes[before];
  const put = withNodes(graph, [...nodes.slice(0, before), block, ...nodes.slice(before)], new Set([block.id]));
  const now = (one: TreeNode | undefined): string | undefined => put?.children?.find(({ id }) => id === one?.id)?.name;
  const [added, reading] = [now(block), now(reader)];
  if (put === null || added === undefined || (name !== null && reading === undefined)) return null;
  const sources = [...((reading === undefined ? put.outputs : put.wires?.[reading]) ?? [])];
  const source = sources[index];
  if (source === undefined) return null;
  sources[index] = inPlaceOf(source, added);
  const wired = setSources(put, added, [plainSource(source)]);
  return reading === undefined ? { ...wired, outputs: sources } : setSources(wired, reading, sources);
}

/** Whether inputs stay in their places, at most under other names or with more behind them. */
function isSameOrder(old: readonly string[], inputs: readonly string[]): boolean {
  if (inputs.length < old.length) return false;
  return old.every((name, i) => inputs[i] === name || !(inputs.includes(name) || old.includes(inputs[i] ?? "")));
}

export function setGraphInputs(root: TreeNode, { graph: id, inputs }: edits.SetGraphInputs): TreeNode | null {
  const index = indexTree(root);
  const place = index.get(id);
  const isCalled = place?.parent?.block === "graph" || [...index.values()].some(({ node }) => node.same_as === id);
  // What flows into the graph goes or moves with its inputs, at each of its places.
  if (isCalled && !isSameOrder(place?.node.inputs ?? [], inputs)) return null;
  return changed(root, id, (graph) => {
    const old = graph.inputs ?? [];
    const gone = old.filter((name) => !inputs.includes(name));
    const fresh = inputs.filter((name) => !old.includes(name));
    const names = new Map(inputs.length < old.length ? [] : gone.flatMap((name, i) => pair(name, fresh[i])));
    const lost = new Set(gone.filter((name) => !names.has(name)));
    const unfed = mapped(
      graph,
      (text) => (lost.has(sourceName(text)) ? null : text),
      (name) => name,
    );
    const wires = Object.fromEntries(Object.entries(unfed.wires ?? {}).filter(([, texts]) => texts.length > 0));
    return renamedSources({ ...unfed, wires, inputs }, names);
  });
}

function pair(name: string, to: string | undefined): [string, string][] {
  return to === undefined ? [] : [[name, to]];
}
