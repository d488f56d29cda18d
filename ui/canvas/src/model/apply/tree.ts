/** The tree with other blocks in some places; null where only Python can tell. */
import type { TreeNode } from "../../protocol";
import { withNodes } from "./graphNodes";
import { childName, isAttribute, unnamed } from "./names";

const NOBODY: ReadonlySet<string> = new Set();

/** The tree with one block changed; where that cannot be told, neither can the tree. */
export function changed(node: TreeNode, id: string, change: (node: TreeNode) => TreeNode | null): TreeNode | null {
  if (node.id === id) return change(node);
  if (node.children === undefined) return node;
  const children: TreeNode[] = [];
  for (const child of node.children) {
    const next = changed(child, id, change);
    if (next === null) return null;
    children.push(next);
  }
  return children.every((child, i) => child === node.children?.[i]) ? node : { ...node, children };
}

/** The tree with other blocks, none or many, in the places of some. */
export function replaced(root: TreeNode, changes: ReadonlyMap<string, readonly TreeNode[]>): TreeNode | null {
  const newcomers = new Set([...changes.values()].flatMap((nodes) => nodes.map(({ id }) => id)));
  const rebuilt = (node: TreeNode): TreeNode | null => {
    const heirs = new Map<string, string>();
    const kids: TreeNode[] = [];
    let isSame = true;
    for (const child of node.children ?? []) {
      const instead = changes.get(child.id);
      const [next, ...more] = instead ?? [rebuilt(child)];
      if (next === null) return null;
      if (instead !== undefined && next !== undefined && more.length === 0) heirs.set(child.id, next.id);
      isSame &&= next === child;
      if (next !== undefined) kids.push(next, ...more.filter((one) => one !== null));
    }
    return isSame ? node : holding(node, kids, newcomers, heirs);
  };
  return rebuilt(root);
}

/** The tree with blocks put before the child of a container that has the index now. */
export function inserted(root: TreeNode, parent: string, index: number, blocks: readonly TreeNode[]): TreeNode | null {
  return changed(root, parent, (node) => {
    const kids = node.children ?? [];
    if (index < 0 || index > kids.length) return null;
    const newcomers = new Set(blocks.map(({ id }) => id));
    const [inner] = kids;
    if (node.block !== "repeat" || inner === undefined)
      return holding(node, [...kids.slice(0, index), ...blocks, ...kids.slice(index)], newcomers);
    if (inner.block !== "sequential" || inner.instance_of !== undefined) return null; // Python draws an id for a new one
    const own = inner.children ?? [];
    const held = holding(inner, index > 0 ? [...own, ...blocks] : [...blocks, ...own], newcomers);
    return held === null ? null : { ...node, children: [held] };
  });
}

/** A container with these children, as far as their names are certain. */
export function holding(
  parent: TreeNode,
  kids: readonly TreeNode[],
  newcomers: ReadonlySet<string>,
  heirs: ReadonlyMap<string, string> = new Map(),
): TreeNode | null {
  switch (parent.block) {
    case "graph":
      return withNodes(parent, kids, newcomers, heirs);
    case "repeat":
      return kids.length === 1 ? { ...parent, children: [...kids] } : null;
    case "sequential":
    case "parallel":
      return settled(parent, kids, newcomers);
    default:
      return null;
  }
}

const DICT_MEMBERS = new Set(["clear", "items", "keys", "pop", "update", "values"]);

/** Children of a sequential or parallel; null where names clash, of which Python gives some up. */
export function settled(
  parent: TreeNode,
  kids: readonly TreeNode[],
  newcomers: ReadonlySet<string> = NOBODY,
): TreeNode | null {
  const children = kids.map((kid) => {
    if (!kid.named) return kid;
    if (parent.holder === "ModuleList") return unnamed(kid);
    const isFault =
      (parent.block === "parallel" && !isAttribute(kid.name)) ||
      (parent.holder === "ModuleDict" && DICT_MEMBERS.has(kid.name));
    return newcomers.has(kid.id) && isFault ? unnamed(kid) : kid;
  });
  const names = new Set(children.map((kid, i) => childName(parent, kid, i)));
  return names.size < children.length ? null : { ...parent, children };
}
