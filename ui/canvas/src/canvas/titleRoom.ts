/** Pixels left for title and path in a head of this width, beside what else stands there. */
import { isContainer } from "../model/tree";
import type { TreeNode } from "../protocol";

export function titleRoom(node: TreeNode, width: number, ...beside: string[]): number {
  const fold = isContainer(node) ? 20 : 0;
  const times = node.block === "repeat" ? 34 + 8 * String(node.count ?? 1).length : 0;
  const own = node.instance_of === undefined ? 0 : 20;
  return width - fold - times - own - beside.reduce((sum, text) => sum + (text === "" ? 0 : text.length * 7.1 + 9), 0);
}
