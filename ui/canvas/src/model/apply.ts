/**
 * What an edit does to the tree on the screen, ahead of Python's answer.
 *
 * Only structure, names and arguments: shapes, counts and problems of changed blocks stay blank until the answer comes.
 * An edit that does not fit returns the tree as it was; Python decides, and says why it refused.
 */
import type { BuildProps, Edit, InputSpec, Json, Merge, TreeNode } from "../protocol";
import type { Block } from "./blocks";
import {
  bridged,
  connect,
  disconnect,
  insertOnWire,
  nameIn,
  positionsOf,
  renameInGraph,
  setSources,
  strings,
} from "./applyGraph";
import { indexTree, type TreeIndex } from "./tree";

type Change = (root: TreeNode, edit: Edit) => TreeNode;
type Mapper = (node: TreeNode) => TreeNode;

const TITLES: { [block: string]: string } = {
  sequential: "Sequential",
  repeat: "Repeat",
  shared: "Shared",
  graph: "Graph",
  tensor: "Tensor",
};
const MERGED: { [merge in Merge]: string } = {
  add: "Add",
  mul: "Multiply",
  cat: "Concat",
  stack: "Stack",
  none: "Branches",
};
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function texts(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.map(text) : [];
}

/** Rebuild along the way to what changes; `change` sees every node after its children. */
function mapTree(node: TreeNode, change: Mapper): TreeNode {
  if (node.children === undefined) return change(node);
  const children = node.children.map((child) => mapTree(child, change));
  const same = children.every((child, i) => child === node.children?.[i]);
  return change(same ? node : { ...node, children });
}

function nodeOf(block: Block, index: TreeIndex): TreeNode {
  const target = block.of === undefined ? undefined : index.get(block.of)?.node;
  const inner = block.child === undefined ? (block.nodes ?? block.children) : [block.child];
  const { merge, dim, count, class_name, holder } = block;
  const kind = block.kind ?? target?.kind;
  const isGraph = block.block === "graph";
  const isTensor = block.block === "tensor";
  return {
    id: block.id,
    block: block.block as TreeNode["block"],
    name: block.name ?? "",
    named: block.name !== undefined,
    path: "",
    access: "",
    title: titleOf(block, kind ?? target?.title),
    args: block.args ?? {},
    ...(kind === undefined ? {} : { kind }),
    ...(target?.category === undefined ? {} : { category: target.category }),
    ...(inner === undefined ? {} : { children: inner.map((child) => nodeOf(child, index)) }),
    ...(merge === undefined ? {} : { merge }),
    ...(dim === undefined ? {} : { dim }),
    ...(count === undefined ? {} : { count, names: block.names ?? "{i}" }),
    ...(class_name === undefined ? {} : { class_name }),
    ...(holder === undefined ? {} : { holder }),
    ...(isGraph
      ? {
          inputs: block.inputs ?? ["x"],
          wires: block.wires ?? {},
          outputs: block.outputs ?? [],
          positions: block.positions ?? {},
          children: (inner ?? []).map((child) => nodeOf(child, index)),
        }
      : {}),
    ...(isTensor
      ? {
          shape: block.shape ?? [],
          dtype: block.dtype ?? "float32",
          role: block.role ?? "parameter",
          init: block.init ?? null,
        }
      : {}),
    ...(block.definition === undefined ? {} : { instance_of: block.definition, definition_args: block.args ?? {} }),
    ...(block.of === undefined ? {} : { of: block.of, group: target?.group ?? "", same_as: target?.path ?? "" }),
  };
}

function titleOf(block: Block, kind: string | undefined): string {
  if (block.block === "tensor") return block.name ?? "Tensor";
  if (block.block === "function") return (kind ?? "").split(".").pop() ?? "";
  return (
    kind ?? block.definition ?? block.class_name ?? block.holder ?? TITLES[block.block] ?? MERGED[block.merge ?? "add"]
  );
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

const insert: Change = (root, edit) => {
  const index = indexTree(root);
  const block = edit.block as unknown as Block;
  const node = within(index.get(text(edit.parent))?.node, nodeOf(block, index));
  if (index.has(node.id)) return root;
  const put = putInto(root, text(edit.parent), Number(edit.index), [node]);
  if (edit.wires === undefined || block.name === undefined) return put;
  const name = block.name;
  return changeOne(put, text(edit.parent), (graph) => setSources(graph, name, names(graph, edit.wires)));
};

function names(graph: TreeNode, value: Json | undefined): string[] {
  return strings(value).map((one) => nameIn(graph, one));
}

function connected(graph: TreeNode, edit: Edit): TreeNode {
  const source = nameIn(graph, text(edit.source));
  const at = edit.index == null ? undefined : Number(edit.index);
  if (edit.node !== null) return connect(graph, source, nameIn(graph, text(edit.node)), at);
  const outputs = [...(graph.outputs ?? [])];
  outputs[Math.min(at ?? outputs.length, outputs.length)] = source;
  return { ...graph, outputs };
}

function moved(graph: TreeNode, edit: Edit): TreeNode {
  if (edit.positions === null) return { ...graph, positions: {} };
  const placed = Object.entries(positionsOf(edit.positions)).map(([name, at]) => [nameIn(graph, name), at]);
  return { ...graph, positions: { ...graph.positions, ...Object.fromEntries(placed) } };
}

/** A change of the wiring of the graph that an edit names. */
function inGraph(change: (graph: TreeNode, edit: Edit) => TreeNode): Change {
  return (root, edit) =>
    changeOne(root, text(edit.graph), (node) => (node.block === "graph" ? change(node, edit) : node));
}

const insertOn: Change = (root, edit) => {
  const block = edit.block as unknown as Block;
  const index = indexTree(root);
  const graph = index.get(text(edit.graph))?.node;
  if (graph === undefined || index.has(block.id) || block.name === undefined) return root;
  const name = block.name;
  const put = putInto(root, graph.id, graph.children?.length ?? 0, [within(graph, nodeOf(block, index))]);
  return changeOne(put, graph.id, (node) => insertOnWire(node, text(edit.node), Number(edit.index), name));
};

const rename: Change = (root, edit) => {
  const place = indexTree(root).get(text(edit.id));
  if (place === undefined) return root;
  const to = edit.name === null ? `node_${place.index}` : text(edit.name);
  const changed = changeOne(root, place.node.id, (node) => ({
    ...node,
    name: text(edit.name),
    named: edit.name !== null,
  }));
  if (place.parent?.block !== "graph") return changed;
  return changeOne(changed, place.parent.id, (graph) => renameInGraph(graph, place.node.name, to));
};

const disconnectAt: Change = inGraph((graph, edit) => {
  const at = Number(edit.index);
  if (edit.node !== null) return disconnect(graph, nameIn(graph, text(edit.node)), at);
  return { ...graph, outputs: (graph.outputs ?? []).filter((_, i) => i !== at) };
});

const move: Change = (root, edit) => {
  const ids = texts(edit.ids);
  const index = indexTree(root);
  const nodes = ids.flatMap((id) => index.get(id)?.node ?? []);
  const rest = takeOut(root, new Set(ids));
  return indexTree(rest).has(text(edit.parent)) ? putInto(rest, text(edit.parent), Number(edit.index), nodes) : root;
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

const wrap: Change = (root, edit) => {
  const ids = texts(edit.ids);
  const [into, id] = [text(edit.into), text(edit.id)];
  const first = indexTree(root).get(ids[0] ?? "");
  if (first === undefined || first.parent === null) return root;
  const block = { block: into, id, ...(into === "repeat" ? { count: 2 } : {}), children: [] };
  const box = within(first.parent, nodeOf(block, new Map()));
  if (ids.length === 1 && (into === "sequential" || into === "repeat")) return wrapOne(root, first.node, box);
  // How several nodes of a graph are strung together, and what a repeat of several is called, Python decides.
  if (first.parent.block === "graph" || into === "repeat") return root;
  const nodes = ids.flatMap((one) => first.parent?.children?.find((child) => child.id === one) ?? []);
  return putInto(takeOut(root, new Set(ids)), first.parent.id, first.index, [{ ...box, children: nodes }]);
};

const unwrap: Change = (root, edit) => {
  const place = indexTree(root).get(text(edit.id));
  if (place === undefined || place.parent === null || place.node.block !== "sequential") return root;
  const out = takeOut(root, new Set([place.node.id]));
  return putInto(out, place.parent.id, place.index, place.node.children ?? []);
};

function setFields(names: (keyof TreeNode)[]): Change {
  return (root, edit) =>
    changeOne(root, text(edit.id), (node) => {
      const given = names.filter((name) => edit[name] !== undefined).map((name) => [name, edit[name]]);
      return { ...node, ...(Object.fromEntries(given) as Partial<TreeNode>) };
    });
}

const CHANGES: { [edit: string]: Change } = {
  insert,
  move,
  wrap,
  unwrap,
  remove: (root, edit) => takeOut(root, new Set(texts(edit.ids))),
  rename,
  connect: inGraph(connected),
  disconnect: disconnectAt,
  set_wires: inGraph((graph, edit) => setSources(graph, nameIn(graph, text(edit.node)), names(graph, edit.sources))),
  set_outputs: inGraph((graph, edit) => ({ ...graph, outputs: names(graph, edit.outputs) })),
  set_positions: inGraph(moved),
  insert_on_wire: insertOn,
  set_tensor: setFields(["shape", "dtype", "role", "init"]),
  set_argument: (root, edit) =>
    changeOne(root, text(edit.id), (node) => ({
      ...node,
      args: { ...node.args, [text(edit.argument)]: edit.value ?? null },
    })),
  set_call: (root, edit) =>
    changeOne(root, text(edit.id), (node) => ({
      ...node,
      called_with: { ...node.called_with, [text(edit.argument)]: edit.value ?? null },
    })),
  unset_argument: (root, edit) =>
    changeOne(root, text(edit.id), (node) => {
      const { [text(edit.argument)]: _, ...args } = node.args ?? {};
      return { ...node, args };
    }),
  set_repeat: setFields(["count", "names"]),
  set_merge: setFields(["merge", "dim"]),
  set_class_name: setFields(["class_name"]),
  set_holder: setFields(["holder"]),
};

/** What an edit does to the network's own fields: two of them in a row must not start from the same old ones. */
export function applyToNetwork(props: BuildProps, edit: Edit): BuildProps {
  if (edit.edit === "set_seed") return { ...props, seed: Number(edit.seed) };
  if (edit.edit !== "set_inputs" || !Array.isArray(edit.inputs)) return props;
  const inputs = edit.inputs as unknown as InputSpec[];
  return { ...props, inputs, ...(edit.batch == null ? {} : { batch: Number(edit.batch) }) };
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
  const changed = CHANGES[edit.edit]?.(root, edit) ?? root;
  return changed === root ? root : renumber(changed, changed.name, "", "net");
}
