/**
 * What an edit does to the tree on the screen, ahead of Python's answer.
 *
 * Only structure, names and arguments: shapes, counts and problems of changed blocks stay blank until the answer comes.
 * An edit that does not fit returns the tree as it was; Python decides, and says why it refused.
 */
import type { Args, BuildProps, Edit, Merge, TreeNode } from "../protocol";
import { partsOf } from "./blocks";
import type { Block, GraphBlock, ParallelBlock, RepeatBlock, SequentialBlock } from "./edits";
import { bridged, connect, disconnect, insertOnWire, nameIn, renameInGraph, setSources } from "./applyGraph";
import { indexTree, type TreeIndex } from "./tree";

/** The edits of one kind, or of some. */
type Of<K extends Edit["edit"]> = Extract<Edit, { edit: K }>;
type Change<K extends Edit["edit"]> = (root: TreeNode, edit: Of<K>) => TreeNode;
type Mapper = (node: TreeNode) => TreeNode;

const MERGED: { [merge in Merge]: string } = {
  add: "Add",
  mul: "Multiply",
  cat: "Concat",
  stack: "Stack",
  none: "Branches",
};
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Rebuild along the way to what changes; `change` sees every node after its children. */
function mapTree(node: TreeNode, change: Mapper): TreeNode {
  if (node.children === undefined) return change(node);
  const children = node.children.map((child) => mapTree(child, change));
  const same = children.every((child, i) => child === node.children?.[i]);
  return change(same ? node : { ...node, children });
}

/** What the catalogue and analysis will say in full, as far as it shows in the block itself. */
function nodeOf(block: Block, index: TreeIndex): TreeNode {
  const parts = partsOf(block).map((part) => nodeOf(part, index));
  return {
    id: block.id,
    block: block.block,
    name: block.name ?? "",
    named: block.name != null,
    path: "",
    access: "",
    ...ownFields(block, index),
    ...(isContainerBlock(block) ? { children: parts } : {}),
  };
}

function isContainerBlock({ block }: Block): boolean {
  return block === "sequential" || block === "parallel" || block === "repeat" || block === "graph";
}

type Shown = Partial<TreeNode> & Pick<TreeNode, "title">;

function ownFields(block: Block, index: TreeIndex): Shown {
  switch (block.block) {
    case "layer":
      return { kind: block.kind, title: block.kind, args: block.args ?? {}, ...calledWith(block) };
    case "function":
      return { kind: block.kind, title: block.kind.split(".").pop() ?? "", args: block.args ?? {} };
    case "instance":
      return { title: block.definition, instance_of: block.definition, definition_args: block.args ?? {} };
    case "shared":
      return { ...ofTarget(index.get(block.of)?.node), of: block.of, ...calledWith(block) };
    case "tensor": {
      const { shape = [], dtype = "float32", role = "parameter", init = null } = block;
      return { title: block.name ?? "", shape: shape as number[], dtype, role, init };
    }
    default:
      return ofContainer(block);
  }
}

function calledWith({ call = {} }: { call?: Args }): Partial<TreeNode> {
  return Object.keys(call).length > 0 ? { called_with: call } : {};
}

function ofTarget(target: TreeNode | undefined): Shown {
  const { kind, category, title = "Shared", group = "", path = "" } = target ?? {};
  return {
    title,
    group,
    same_as: path,
    ...(kind === undefined ? {} : { kind }),
    ...(category === undefined ? {} : { category }),
  };
}

function ofContainer(block: SequentialBlock | ParallelBlock | RepeatBlock | GraphBlock): Shown {
  switch (block.block) {
    case "sequential": {
      const { holder = "Sequential", class_name } = block;
      return { title: class_name ?? holder, holder, class_name: class_name ?? null };
    }
    case "parallel": {
      const { merge = "add", dim = 1, class_name } = block;
      return { title: class_name ?? MERGED[merge], merge, dim: dim as number, class_name: class_name ?? null };
    }
    case "repeat": {
      const { count = 2, names = "{i}", holder = "Sequential" } = block;
      return { title: holder === "Sequential" ? "Repeat" : holder, count: count as number, names, holder };
    }
    case "graph": {
      const { inputs = ["x"], wires = {}, outputs = [], positions = {}, class_name } = block;
      return { title: class_name ?? "Graph", inputs, wires, outputs, positions, class_name: class_name ?? null };
    }
  }
}

function putInto(root: TreeNode, parent: string, at: number, nodes: TreeNode[]): TreeNode {
  return mapTree(root, (node) => {
    if (node.id !== parent || node.children === undefined) return node;
    return { ...node, children: [...node.children.slice(0, at), ...nodes, ...node.children.slice(at)] };
  });
}

function takeOut(root: TreeNode, ids: ReadonlySet<string>): TreeNode {
  return mapTree(root, (node) => {
    const going = node.children?.filter((child) => ids.has(child.id)) ?? [];
    if (going.length === 0) return node;
    const left = { ...node, children: node.children?.filter((child) => !ids.has(child.id)) ?? [] };
    if (node.block !== "graph") return left;
    return bridged(
      left,
      going.map((child) => child.name),
    );
  });
}

function changeOne(root: TreeNode, id: string, change: Mapper): TreeNode {
  return mapTree(root, (node) => (node.id === id ? change(node) : node));
}

/** A new block as its instance calls it: `instance/id`, as Python will. */
function within(parent: TreeNode | undefined, node: TreeNode): TreeNode {
  if (parent === undefined) return node;
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

const insert: Change<"insert"> = (root, edit) => {
  const index = indexTree(root);
  const { block } = edit;
  const node = within(index.get(edit.parent)?.node, nodeOf(block, index));
  if (index.has(node.id)) return root;
  const put = putInto(root, edit.parent, edit.index, [node]);
  if (edit.wires == null || block.name == null) return put;
  const name = block.name;
  return changeOne(put, edit.parent, (graph) => setSources(graph, name, names(graph, edit.wires ?? [])));
};

function names(graph: TreeNode, sources: readonly string[]): string[] {
  return sources.map((one) => nameIn(graph, one));
}

function connected(graph: TreeNode, edit: Of<"connect">): TreeNode {
  const source = nameIn(graph, edit.source);
  const at = edit.index ?? undefined;
  if (edit.node !== null) return connect(graph, source, nameIn(graph, edit.node), at);
  const outputs = [...(graph.outputs ?? [])];
  outputs[Math.min(at ?? outputs.length, outputs.length)] = source;
  return { ...graph, outputs };
}

function moved(graph: TreeNode, edit: Of<"set_positions">): TreeNode {
  if (edit.positions === null) return { ...graph, positions: {} };
  const placed = Object.entries(edit.positions).map(([name, at]) => [nameIn(graph, name), at]);
  return { ...graph, positions: { ...graph.positions, ...Object.fromEntries(placed) } };
}

/** A change of the wiring of the graph that an edit names. */
function inGraph<E extends { graph: string }>(
  change: (graph: TreeNode, edit: E) => TreeNode,
): (root: TreeNode, edit: E) => TreeNode {
  return (root, edit) => changeOne(root, edit.graph, (node) => (node.block === "graph" ? change(node, edit) : node));
}

const insertOn: Change<"insert_on_wire"> = (root, edit) => {
  const { block } = edit;
  const index = indexTree(root);
  const graph = index.get(edit.graph)?.node;
  if (graph === undefined || index.has(block.id) || block.name == null) return root;
  const name = block.name;
  const put = putInto(root, graph.id, graph.children?.length ?? 0, [within(graph, nodeOf(block, index))]);
  return changeOne(put, graph.id, (node) => insertOnWire(node, edit.node ?? "", edit.index, name));
};

const rename: Change<"rename"> = (root, edit) => {
  const place = indexTree(root).get(edit.id);
  if (place === undefined) return root;
  const to = edit.name === null ? `node_${place.index}` : edit.name;
  const changed = changeOne(root, place.node.id, (node) => ({
    ...node,
    name: edit.name ?? "",
    named: edit.name !== null,
  }));
  if (place.parent?.block !== "graph") return changed;
  return changeOne(changed, place.parent.id, (graph) => renameInGraph(graph, place.node.name, to));
};

const disconnectAt: Change<"disconnect"> = inGraph((graph, edit) => {
  const at = edit.index;
  if (edit.node !== null) return disconnect(graph, nameIn(graph, edit.node), at);
  return { ...graph, outputs: (graph.outputs ?? []).filter((_, i) => i !== at) };
});

const move: Change<"move"> = (root, edit) => {
  const ids = edit.ids;
  const index = indexTree(root);
  const nodes = ids.flatMap((id) => index.get(id)?.node ?? []);
  const rest = takeOut(root, new Set(ids));
  return indexTree(rest).has(edit.parent) ? putInto(rest, edit.parent, edit.index, nodes) : root;
};

/** One block in a container of its own, to which it hands its name, and so its wires. */
function wrapOne(root: TreeNode, node: TreeNode, box: TreeNode): TreeNode {
  const child: TreeNode = { ...node, name: "", named: false };
  const around: TreeNode = { ...box, name: node.name, named: node.named, children: [child] };
  return mapTree(root, (one) => {
    if (one.children?.some((kid) => kid.id === node.id) !== true) return one;
    return { ...one, children: one.children.map((kid) => (kid.id === node.id ? around : kid)) };
  });
}

const wrap: Change<"wrap"> = (root, edit) => {
  const ids = edit.ids;
  const { into, id } = edit;
  const first = indexTree(root).get(ids[0] ?? "");
  if (first === undefined || first.parent === null) return root;
  const block: Block =
    into === "repeat" ? { block: into, id, child: { block: "sequential", id } } : { block: into, id };
  const box = within(first.parent, nodeOf(block, new Map()));
  if (ids.length === 1 && (into === "sequential" || into === "repeat")) return wrapOne(root, first.node, box);
  // How several nodes of a graph are strung together, and what a repeat of several is called, Python decides.
  if (first.parent.block === "graph" || into === "repeat") return root;
  const nodes = ids.flatMap((one) => first.parent?.children?.find((child) => child.id === one) ?? []);
  return putInto(takeOut(root, new Set(ids)), first.parent.id, first.index, [{ ...box, children: nodes }]);
};

const unwrap: Change<"unwrap"> = (root, edit) => {
  const place = indexTree(root).get(edit.id);
  if (place === undefined || place.parent === null || place.node.block !== "sequential") return root;
  const out = takeOut(root, new Set([place.node.id]));
  return putInto(out, place.parent.id, place.index, place.node.children ?? []);
};

/** An edit that gives some of a block's own fields a value. */
function set(
  root: TreeNode,
  given: Of<"set_tensor" | "set_repeat" | "set_merge" | "set_class_name" | "set_holder">,
): TreeNode {
  const { edit: _, id, ...fields } = given;
  return changeOne(root, id, (node) => ({ ...node, ...(fields as Partial<TreeNode>) }));
}

const CHANGES: { [K in Edit["edit"]]?: Change<K> } = {
  insert,
  move,
  wrap,
  unwrap,
  remove: (root, edit) => takeOut(root, new Set(edit.ids)),
  rename,
  connect: inGraph(connected),
  disconnect: disconnectAt,
  set_wires: inGraph((graph, edit) => setSources(graph, nameIn(graph, edit.node), names(graph, edit.sources))),
  set_outputs: inGraph((graph, edit) => ({ ...graph, outputs: names(graph, edit.outputs) })),
  set_positions: inGraph(moved),
  insert_on_wire: insertOn,
  set_tensor: set,
  set_argument: (root, edit) =>
    changeOne(root, edit.id, (node) => ({
      ...node,
      args: { ...node.args, [edit.argument]: edit.value },
    })),
  set_call: (root, edit) =>
    changeOne(root, edit.id, (node) => ({
      ...node,
      called_with: { ...node.called_with, [edit.argument]: edit.value },
    })),
  unset_argument: (root, edit) =>
    changeOne(root, edit.id, (node) => {
      const { [edit.argument]: _, ...args } = node.args ?? {};
      return { ...node, args };
    }),
  set_repeat: set,
  set_merge: set,
  set_class_name: set,
  set_holder: set,
};

/** What an edit does to the network's own fields: two of them in a row must not start from the same old ones. */
export function applyToNetwork(props: BuildProps, edit: Edit): BuildProps {
  if (edit.edit === "set_seed") return { ...props, seed: edit.seed };
  if (edit.edit !== "set_inputs") return props;
  const { inputs = props.inputs, batch } = edit;
  return { ...props, inputs, ...(batch === undefined ? {} : { batch }) };
}

function childName(parent: TreeNode, child: TreeNode, at: number): string {
  if (parent.block === "written") return child.name;
  if (parent.block === "repeat") return (parent.names ?? "{i}").replace("{i}", "0");
  if (child.named) return child.name;
  if (parent.block === "graph") return `node_${at}`;
  return parent.block === "parallel" ? `branch_${at}` : String(at);
}

function renumber(node: TreeNode, name: string, path: string, access: string): TreeNode {
  const children = node.children?.map((child, i) => {
    const childs = childName(node, child, i);
    const step = IDENTIFIER.test(childs) ? `.${childs}` : `[${i}]`;
    return renumber(child, childs, path === "" ? childs : `${path}.${childs}`, access + step);
  });
  const same = children?.every((child, i) => child === node.children?.[i]) ?? true;
  if (same && node.name === name && node.path === path) return node;
  return { ...node, name, path, access, ...(children === undefined ? {} : { children }) };
}

/** The tree after one edit, paths and all. */
export function applyEdit(root: TreeNode, edit: Edit): TreeNode {
  const change = CHANGES[edit.edit] as ((root: TreeNode, edit: Edit) => TreeNode) | undefined;
  const changed = change?.(root, edit) ?? root;
  return changed === root ? root : renumber(changed, changed.name, "", "net");
}
