/**
 * The trees that Python has sent, by token: a later one names blocks that are as they were by their ids alone.
 *
 * They outlive the component, so that coming back to the page asks for nothing again. Python remembers fewer of them.
 */
import { indexTree, reuse } from "../../model/tree";
import type { BuildProps, TreeNode } from "../../protocol";

const KEPT = 12;
const trees = new Map<string, Pick<BuildProps, "tree" | "problems" | "contents">>();

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

/** What Python sent with all that it took for known, made of the blocks of `shown` where it can be; null when the base is not here. */
export function whole(sent: BuildProps, shown: TreeNode | null): BuildProps | null {
  const { base, token, tree } = sent;
  const before = base == null ? undefined : trees.get(base);
  if (base != null && before === undefined) return null;
  const all = before !== undefined ? filled(tree, indexTree(before.tree)) : shown !== null ? reuse(shown, tree) : tree;
  if (all === null) return null;
  const contents = sent.contents ?? before?.contents ?? [];
  const props = { ...sent, tree: all, problems: sent.problems ?? before?.problems ?? [], contents };
  if (token !== undefined) keep(token, props);
  return props;
}

function keep(token: string, { tree, problems, contents = [] }: BuildProps): void {
  if (trees.has(token)) return;
  trees.set(token, { tree, problems, contents });
  for (const old of trees.keys()) {
    if (trees.size <= KEPT) break;
    trees.delete(old);
  }
}
