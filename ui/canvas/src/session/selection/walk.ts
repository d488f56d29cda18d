/** Walking the tree by arrow keys: down and up among siblings and on past their end, left to the parent, right to the first child. */
import type { TreeNode } from "../../protocol";
import type { BuildSession } from "../session";

export type Step = "next" | "previous" | "in" | "out" | "first" | "last";

/** The children in the order in which they are read: nodes of a graph from the top, left to right. */
export function inReadingOrder(
  node: TreeNode,
  spots: (graph: string) => { [name: string]: [number, number] },
): TreeNode[] {
  const children = [...(node.children ?? [])];
  if (node.block !== "graph") return children;
  const at = spots(node.id);
  // Just added they are not laid out yet.
  if (children.some((child) => at[child.name] === undefined)) return children;
  // Nodes that are up to `near` pixels higher or lower than another count as beside it.
  const [far, near] = [[0, 0] as const, 24];
  return children.sort((a, b) => {
    const [ax, ay] = at[a.name] ?? far;
    const [bx, by] = at[b.name] ?? far;
    return Math.abs(ay - by) > near ? ay - by : ax - bx;
  });
}

function target(session: BuildSession, from: string | undefined, step: Step): string | undefined {
  const { tree, folded, index } = session.store.get();
  const ordered = (node: TreeNode): TreeNode[] => inReadingOrder(node, (id) => session.view?.spots(id) ?? {});
  const top = tree.block === "sequential" ? ordered(tree) : [tree];
  if (from === undefined) return (step === "previous" || step === "last" ? top[top.length - 1] : top[0])?.id;
  const place = index.get(from);
  if (place === undefined) return undefined;
  const { node, parent } = place;
  if (step === "in") return folded.has(from) ? undefined : ordered(node)[0]?.id;
  if (step === "out")
    return parent === null || (parent.id === tree.id && tree.block === "sequential") ? undefined : parent.id;
  const siblings = parent === null ? [] : ordered(parent);
  if (step === "first" || step === "last") return (step === "first" ? siblings[0] : siblings[siblings.length - 1])?.id;
  const at = siblings.findIndex((one) => one.id === from);
  const beside = siblings[at + (step === "next" ? 1 : -1)];
  if (beside !== undefined) return beside.id;
  if (parent === null || parent.id === tree.id) return undefined;
  // Past the last of a container comes what is after it, before the first the container itself.
  return step === "previous" ? parent.id : target(session, parent.id, "next");
}

export function walk(session: BuildSession, step: Step, extend: boolean): void {
  const { selected, folded } = session.store.get();
  const from = selected[selected.length - 1];
  if (step === "in" && from !== undefined && folded.has(from)) {
    session.selection.fold(from, false);
    return;
  }
  const next = target(session, from, step);
  if (next === undefined) return;
  session.selection.select(extend ? [...selected.filter((id) => id !== next), next] : [next]);
  session.view?.reveal(next);
}

/** Unfold all around a block; tells whether anything was folded. */
export function unfoldAround(session: BuildSession, id: string): boolean {
  const { index, folded } = session.store.get();
  let isChanged = false;
  for (let at = index.get(id)?.parent; at != null; at = index.get(at.id)?.parent) {
    if (!folded.has(at.id)) continue;
    session.selection.fold(at.id, false);
    isChanged = true;
  }
  return isChanged;
}
