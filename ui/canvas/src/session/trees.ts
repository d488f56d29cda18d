/**
 * The trees that Python has sent, by token: a later one names blocks that are as they were by their ids alone.
 *
 * They outlive the component, so that coming back to the page asks for nothing again. Python remembers fewer of them.
 */
import { indexTree, reuse } from "../model/tree";
import type { BuildProps, TreeNode } from "../protocol";

const KEPT = 12;
const trees = new Map<string, TreeNode>();

type Sent = string | (Omit<TreeNode, "children"> & { children?: Sent[] });

/** Put in what is named; null when something is not known. */
function filled(sent: Sent, known: ReadonlyMap<string, { node: TreeNode }>): TreeNode | null {
  if (typeof sent === "string") return known.get(sent)?.node ?? null;
  const { children: kids, ...node } = sent;
  if (kids === undefined) return node;
  const children: TreeNode[] = [];
  for (const kid of kids) {
    const child = filled(kid, known);
    if (child === null) return null;
    children.push(child);
  }
  return { ...node, children };
}

/** The whole tree of what Python sent, as far as possible made of the blocks of `shown`; null when its base is not here. */
export function wholeTree({ base, token, tree }: BuildProps, shown: TreeNode | null): TreeNode | null {
  let whole: TreeNode | null = tree;
  if (base != null) {
    const before = trees.get(base);
    whole = before === undefined ? null : filled(tree, indexTree(before));
  } else if (shown !== null) whole = reuse(shown, tree);
  if (whole !== null && token !== undefined) keep(token, whole);
  return whole;
}

function keep(token: string, tree: TreeNode): void {
  if (trees.has(token)) return;
  trees.set(token, tree);
  for (const old of trees.keys()) {
    if (trees.size <= KEPT) break;
    trees.delete(old);
  }
}
