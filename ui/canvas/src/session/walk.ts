/** Walking the tree by arrow keys, as in any tree: down and up in reading order, left to the parent, right to the first child. */
import type { TreeNode } from "../protocol";
import type { BuildSession } from "./session";

export type Step = "next" | "previous" | "in" | "out";

/** Blocks in reading order as far as they are unfolded, without the root, which has no card. */
export function readingOrder(tree: TreeNode, folded: ReadonlySet<string>): string[] {
  const order: string[] = [];
  const visit = (node: TreeNode): void => {
    order.push(node.id);
    if (!folded.has(node.id)) node.children?.forEach(visit);
  };
  if (tree.block === "sequential") tree.children?.forEach(visit);
  else visit(tree);
  return order;
}

function target(session: BuildSession, from: string | undefined, step: Step): string | undefined {
  const { tree, folded, index } = session.store.get();
  const order = readingOrder(tree, folded);
  if (from === undefined) return step === "previous" ? order[order.length - 1] : order[0];
  const place = index.get(from);
  if (step === "in") return place?.node.children?.[0]?.id;
  if (step === "out") return order.includes(place?.parent?.id ?? "") ? place?.parent?.id : undefined;
  return order[order.indexOf(from) + (step === "next" ? 1 : -1)];
}

export function walk(session: BuildSession, step: Step, extend: boolean): void {
  const { selected, folded } = session.store.get();
  const from = selected[selected.length - 1];
  if (step === "in" && from !== undefined && folded.has(from)) {
    session.fold(from, false);
    return;
  }
  const next = target(session, from, step);
  if (next === undefined) return;
  session.select(extend ? [...selected.filter((id) => id !== next), next] : [next]);
  session.view?.reveal(next);
}
