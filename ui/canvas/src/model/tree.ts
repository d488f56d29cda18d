/** Questions about the tree of blocks: where a block stands, what is around it. */
import type { TreeNode } from "../protocol";

export interface Place {
  node: TreeNode;
  parent: TreeNode | null;
  index: number;
  depth: number;
}
export type TreeIndex = ReadonlyMap<string, Place>;

export function indexTree(root: TreeNode): TreeIndex {
  const index = new Map<string, Place>();
  const visit = (node: TreeNode, parent: TreeNode | null, at: number, depth: number): void => {
    index.set(node.id, { node, parent, index: at, depth });
    node.children?.forEach((child, i) => visit(child, node, i, depth + 1));
  };
  visit(root, null, 0, 0);
  return index;
}

export function isContainer(node: TreeNode): boolean {
  if (node.block === "written") return (node.children?.length ?? 0) > 0;
  return node.block === "sequential" || node.block === "parallel" || node.block === "repeat" || node.block === "graph";
}

/** Whether blocks may be put among its children: a repeat always holds exactly one, a written class what its text says. */
export function takesChildren(node: TreeNode): boolean {
  if (node.written_in !== undefined) return false;
  return node.block === "sequential" || node.block === "parallel" || node.block === "graph";
}

export function* descendants(node: TreeNode): Generator<TreeNode> {
  for (const child of node.children ?? []) {
    yield child;
    yield* descendants(child);
  }
}

export function blockCount(node: TreeNode): number {
  let count = 0;
  for (const _ of descendants(node)) count += 1;
  return count;
}

/** The definition that a block is in; null where it is in the network itself. */
export function definitionAround(index: TreeIndex, id: string): string | null {
  const instance = id.slice(0, Math.max(0, id.lastIndexOf("/")));
  return index.get(instance)?.node.instance_of ?? null;
}

/** The definition that a block put into a container is in. */
export function definitionInside(index: TreeIndex, container: string): string | null {
  return index.get(container)?.node.instance_of ?? definitionAround(index, container);
}

export function isInside(index: TreeIndex, id: string, ancestor: string): boolean {
  for (let at: string | undefined = id; at !== undefined; at = index.get(at)?.parent?.id) {
    if (at === ancestor) return true;
  }
  return false;
}

/** Whether there is one module of this block for all that is in a container: of one in a repeat each copy has its own. */
export function isVisible(index: TreeIndex, id: string, container: string): boolean {
  let above = index.get(id)?.parent ?? null;
  while (above !== null && above.block !== "repeat") above = index.get(above.id)?.parent ?? null;
  return above === null || isInside(index, container, above.id);
}

/** Drop what lies inside another of the same list, and put the rest into document order. */
export function outermost(index: TreeIndex, ids: readonly string[]): string[] {
  const chosen = new Set(ids);
  const result: string[] = [];
  for (const [id, place] of index) {
    if (!chosen.has(id)) continue;
    let parent = place.parent;
    while (parent !== null && !chosen.has(parent.id)) parent = index.get(parent.id)?.parent ?? null;
    if (parent === null) result.push(id);
  }
  return result;
}

/** What is left of blocks: of one that is gone the blocks it held, as after a wrap is undone. */
export function survivors(ids: readonly string[], before: TreeIndex, after: TreeIndex): string[] {
  const left = (id: string): string[] => {
    if (after.has(id)) return [id];
    const held = (before.get(id)?.node.children ?? []).flatMap((child) => left(child.id));
    return held.length > 0 ? held : [id];
  };
  return ids.flatMap(left);
}

/** All places of one module: the block that others share, and those that share it. */
export function sharingGroup(root: TreeNode, node: TreeNode): TreeNode[] {
  if (node.group === undefined) return [];
  return [root, ...descendants(root)].filter((other) => other.group === node.group);
}

function deepEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [keys, others] = [Object.keys(a), Object.keys(b)];
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  return keys.length === others.length && keys.every((key) => key in right && deepEqual(left[key], right[key]));
}

/** The next tree, with every unchanged subtree being the previous object, so that unchanged cards are not drawn again. */
export function reuse(previous: TreeNode | null, next: TreeNode, index?: TreeIndex): TreeNode {
  if (previous === null || previous === next) return next;
  const known = index ?? indexTree(previous);
  const visit = (node: TreeNode): TreeNode => {
    const old = known.get(node.id)?.node;
    if (old === node) return old;
    const children = node.children?.map(visit);
    const merged = children === undefined ? node : { ...node, children };
    if (old === undefined) return merged;
    const sameChildren =
      (old.children ?? []).length === (children ?? []).length &&
      (children ?? []).every((child, i) => child === old.children?.[i]);
    const { children: _, ...fields } = merged;
    const { children: __, ...oldFields } = old;
    return sameChildren && deepEqual(fields, oldFields) ? old : merged;
  };
  return visit(next);
}

/** A block put into an instance: Python's tree knows it by the instance's id too. */
export function insideInstance(index: TreeIndex, id: string): string | undefined {
  for (const known of index.keys()) if (known.endsWith(`/${id}`)) return known;
  return undefined;
}
