/** Where a new block goes. */
import { hasSkip, insideOf, type Inside } from "../model/body";
import { takesChildren } from "../model/tree";
import type { TreeNode } from "../protocol";
import type { Joining } from "./graph/join";
import type { BuildSession } from "./session";

export interface InsertionPlace {
  parent: string;
  index: number;
  joining?: Joining;
  /** A single block, which is put into a Sequential of its own first; the new one goes behind it there. */
  around?: string;
  /** Before that block instead. */
  isBefore?: boolean;
}

/** A place in the tree that is shown, to be found in a later one by the blocks beside it; null once it is gone. */
export function anchored(session: BuildSession, place: InsertionPlace): () => InsertionPlace | null {
  const before = session.store.get().index.get(place.parent)?.node.children ?? [];
  const [previous, next] = [before[place.index - 1]?.id, before[place.index]?.id];
  return () => {
    const { index } = session.store.get();
    const parent = index.get(session.selection.known(place.parent))?.node;
    if (parent === undefined || (place.around !== undefined && !index.has(place.around))) return null;
    const at = (id: string | undefined): number => (parent.children ?? []).findIndex((child) => child.id === id);
    const [behind, here] = [at(previous) + 1, at(next)];
    const end = Math.min(place.index, parent.children?.length ?? 0);
    return { ...place, parent: parent.id, index: here >= 0 ? here : behind > 0 ? behind : end };
  };
}

/** The container that waits for its first block: the chosen one, a repeat's own, a residual's body. */
function emptyIn(node: TreeNode): TreeNode | null {
  const { block, children } = node;
  if (block === "repeat" || block === "parallel")
    return (children ?? []).map(emptyIn).find((found) => found !== null) ?? null;
  return (block === "sequential" || block === "graph") && children?.length === 0 ? node : null;
}

function endOf(session: BuildSession, inside: Inside): InsertionPlace | null {
  if ("around" in inside) {
    const place = session.store.get().index.get(inside.around.id);
    if (place?.parent == null) return null;
    return { parent: place.parent.id, index: place.index + 1, around: inside.around.id };
  }
  const { container } = inside;
  const end = container.children?.length ?? 0;
  if (container.block !== "graph") return { parent: container.id, index: end };
  const joining = container.outputs?.length ? { wire: { node: null, index: 0 } } : {};
  return { parent: container.id, index: end, joining };
}

/** Whether "after" a block in here is further along it: a repeat has one child, and one more branch is something else. */
export function holdsOne(node: TreeNode): boolean {
  return (node.block === "repeat" || hasSkip(node)) && node.written_in === undefined;
}

/** Where a new block goes when no place was pointed at: into an empty chosen container, after the chosen block, or last. */
export function insertionPlace(session: BuildSession): InsertionPlace | null {
  const { index, selected, tree, wire } = session.store.get();
  if (wire !== null) return { parent: wire.graph, index: 0, joining: { wire } };
  const last = selected[selected.length - 1];
  let place = last === undefined ? undefined : index.get(last);
  const room = place === undefined ? null : emptyIn(place.node);
  if (room !== null) return { parent: room.id, index: 0 };
  while (place !== undefined && place.parent !== null) {
    const above = place.parent;
    if (above.block === "graph") {
      const names = selected.flatMap((id) =>
        index.get(id)?.parent?.id === above.id ? (index.get(id)?.node.name ?? []) : [],
      );
      return {
        parent: above.id,
        index: place.index + 1,
        joining: { after: names.length > 0 ? names : [place.node.name] },
      };
    }
    if (holdsOne(above)) return endOf(session, insideOf(place.node) ?? { around: place.node });
    if (takesChildren(above)) return { parent: above.id, index: place.index + 1 };
    place = index.get(place.parent.id);
  }
  if (tree.block === "graph") {
    const [only] = tree.outputs ?? [];
    const joining = only === undefined ? {} : { wire: { node: null, index: 0 } };
    return { parent: tree.id, index: tree.children?.length ?? 0, joining };
  }
  return endOf(session, insideOf(tree) ?? { around: tree });
}

/** Inside the chosen container, at its end; where the chosen block is none, after it. */
export function insidePlace(session: BuildSession): InsertionPlace | null {
  const { index, selected } = session.store.get();
  const node = index.get(selected[selected.length - 1] ?? "")?.node;
  const inside = node === undefined ? null : insideOf(node);
  return inside === null ? insertionPlace(session) : endOf(session, inside);
}
