/** How a block stands to the selection; a string, so that only blocks whose answer changes are drawn again. */
import type { TreeNode } from "../protocol";
import { useBuild } from "../session/context";

export type Relation = "selected" | "same-module" | "lifted" | "";

export function useRelation(node: TreeNode): Relation {
  return useBuild((state) => {
    if (
      state.drag?.slide == null &&
      state.drag?.what.from === "canvas" &&
      !state.drag.copy &&
      state.drag.what.ids.includes(node.id)
    )
      return "lifted";
    if (state.selected.includes(node.id)) return "selected";
    if (node.group === undefined) return "";
    return state.selected.some((id) => state.index.get(id)?.node.group === node.group) ? "same-module" : "";
  });
}
