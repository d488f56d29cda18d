/** What an edit names: the blocks that it is about, and the containers that it puts something into. */
import type { Edit } from "../protocol";

export function blocksNamed(edit: Edit): string[] {
  return ["ids" in edit ? edit.ids : [], "id" in edit ? (edit.id ?? []) : []].flat();
}

export function containersNamed(edit: Edit): string[] {
  return ["parent" in edit ? edit.parent : [], "graph" in edit ? edit.graph : []].flat();
}
