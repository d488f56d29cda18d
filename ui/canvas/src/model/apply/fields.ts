/** Edits of a block's own fields, which leave all others where they are. */
import type * as edits from "../edits";
import type { TreeNode } from "../../protocol";
import { holdsNumbers } from "../numbers";
import { indexTree } from "../tree";
import { graphTitle, mergeTitle, repeatTitle } from "./nodes";
import { unnamed } from "./names";
import { changed, settled } from "./tree";

/** The block that has the arguments: of a place that shares another, that other; none for one's own blocks. */
function taker(root: TreeNode, id: string): string | null {
  const index = indexTree(root);
  const node = index.get(index.get(id)?.node.of ?? id)?.node;
  return node?.block === "layer" || node?.block === "function" ? node.id : null;
}

export function setArgument(root: TreeNode, { id, argument, value }: edits.SetArgument): TreeNode | null {
  const target = taker(root, id);
  if (target === null) return null;
  return changed(root, target, (node) => {
    const now = { ...node, args: { ...node.args, [argument]: value } };
    return holdsNumbers(node) || holdsNumbers(now) ? null : now; // Python wires it to the sizes that it names
  });
}

export function unsetArgument(root: TreeNode, { id, argument }: edits.UnsetArgument): TreeNode | null {
  const target = taker(root, id);
  if (target === null) return null;
  return changed(root, target, (node) => {
    if (holdsNumbers(node)) return null;
    const { [argument]: _, ...args } = node.args ?? {};
    return { ...node, args };
  });
}

/** Whether a block's fields are what is written, and what is to be written is no expression. */
function isPlain(node: TreeNode, ...values: unknown[]): boolean {
  return node.expressed === undefined && !JSON.stringify(values).includes('"=');
}

export function setRepeat(root: TreeNode, { id, count, names }: edits.SetRepeat): TreeNode | null {
  return changed(root, id, (node) => {
    if (!isPlain(node, count) || typeof (count ?? 0) === "string") return null;
    return {
      ...node,
      ...(count === undefined ? {} : { count: Number(count) }),
      ...(names === undefined ? {} : { names }),
    };
  });
}

export function setMerge(root: TreeNode, { id, merge, dim }: edits.SetMerge): TreeNode | null {
  return changed(root, id, (node) => {
    if (!isPlain(node, dim) || node.block !== "parallel") return null;
    const now = merge ?? node.merge ?? "add";
    const title = mergeTitle(now, node.class_name ?? null);
    return { ...node, merge: now, title, ...(dim === undefined ? {} : { dim: Number(dim) }) };
  });
}

export function setTensor(root: TreeNode, { id, edit: _, shape, ...given }: edits.SetTensor): TreeNode | null {
  return changed(root, id, (node) => {
    if (!isPlain(node, shape, given)) return null;
    return { ...node, ...given, ...(shape === undefined ? {} : { shape: shape.map(Number) }) };
  });
}

export function setClassName(root: TreeNode, { id, class_name }: edits.SetClassName): TreeNode | null {
  return changed(root, id, (node) => {
    if (node.block === "parallel") return { ...node, class_name, title: mergeTitle(node.merge ?? "add", class_name) };
    if (node.block === "graph") return { ...node, class_name, title: graphTitle(class_name) };
    return node.block === "sequential" ? { ...node, title: class_name ?? node.holder ?? "Sequential" } : null;
  });
}

export function setHolder(root: TreeNode, { id, holder }: edits.SetHolder): TreeNode | null {
  return changed(root, id, (node) => {
    if (node.block === "repeat") {
      const names = holder === "ModuleList" ? "{i}" : (node.names ?? "{i}");
      return { ...node, holder, names, title: repeatTitle(holder) };
    }
    if (node.block !== "sequential") return null;
    const held = { ...node, holder, title: node.title === (node.holder ?? "Sequential") ? holder : node.title };
    const kids = node.children ?? [];
    return settled(held, holder === "ModuleList" ? kids.map(unnamed) : kids, new Set(kids.map((kid) => kid.id)));
  });
}
