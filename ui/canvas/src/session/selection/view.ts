/** What a person sees of a document (viewport, folds, panels), kept for the browser tab; never part of the document. */
import { descendants } from "../../model/tree";
import type { TreeNode } from "../../protocol";

export interface SavedView {
  /** Absent until something was folded or unfolded. */
  folded?: string[];
  viewport?: { x: number; y: number; zoom: number };
  /** The same in a window with drawers. */
  narrow?: { x: number; y: number; zoom: number };
}

function key(document: string): string {
  return `nnblocks:${document}`;
}

export function readView(document: string): SavedView {
  try {
    const { folded, ...saved } = JSON.parse(sessionStorage.getItem(key(document)) ?? "{}") as SavedView;
    return Array.isArray(folded) ? { ...saved, folded } : saved;
  } catch {
    return {};
  }
}

/** Blocks without others inside up to which a network opens with nothing folded. */
const MANY = 120;

/** The folds of a document when it opens: those of the last time, or, of a large network, what stands for many blocks. */
export function firstFolds(document: string, tree: TreeNode): ReadonlySet<string> {
  const { folded } = readView(document);
  if (folded !== undefined) return new Set(folded);
  const all = [...descendants(tree)];
  if (all.filter((node) => node.children === undefined).length <= MANY) return new Set();
  const standing = all.filter(({ block, children, instance_of: own }) => {
    return children !== undefined && (block === "repeat" || own !== undefined);
  });
  return new Set(standing.map((node) => node.id));
}

export function writeView(document: string, change: Partial<SavedView>): void {
  try {
    sessionStorage.setItem(key(document), JSON.stringify({ ...readView(document), ...change }));
  } catch {
    // Storage may be full or forbidden: the view is then not remembered, and nothing else is lost.
  }
}
