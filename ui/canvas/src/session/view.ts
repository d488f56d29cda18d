/** What a person sees of a document (viewport, folds, panels), kept for the browser tab; never part of the document. */

export interface SavedView {
  folded: string[];
  viewport?: { x: number; y: number; zoom: number };
}

function key(document: string): string {
  return `nnblocks:${document}`;
}

export function readView(document: string): SavedView {
  try {
    const saved = JSON.parse(sessionStorage.getItem(key(document)) ?? "{}") as Partial<SavedView>;
    return { ...saved, folded: Array.isArray(saved.folded) ? saved.folded : [] };
  } catch {
    return { folded: [] };
  }
}

export function writeView(document: string, change: Partial<SavedView>): void {
  try {
    sessionStorage.setItem(key(document), JSON.stringify({ ...readView(document), ...change }));
  } catch {
    // Storage may be full or forbidden: the view is then not remembered, and nothing else is lost.
  }
}
