/** Where "inside" is: a residual block's body, a repeat's child, a container's own end. */
import type { TreeNode } from "../protocol";
import { takesChildren } from "./tree";

/** A branch that only hands its input on. */
export function isIdentity(node: TreeNode): boolean {
  return node.block === "layer" && node.kind === "Identity";
}

/** Whether a block's input passes by what it computes: one of its branches is an Identity. */
export function hasSkip(node: TreeNode): boolean {
  return node.block === "parallel" && (node.children ?? []).some(isIdentity);
}

/** The one branch beside the skip; null where there is none or several. */
export function bodyOf(node: TreeNode): TreeNode | null {
  if (!hasSkip(node)) return null;
  const [body, ...more] = (node.children ?? []).filter((child) => !isIdentity(child));
  return body === undefined || more.length > 0 ? null : body;
}

/** The container at whose end a new block goes, or the single block that first needs a Sequential around it. */
export type Inside = { container: TreeNode } | { around: TreeNode };

export function insideOf(node: TreeNode): Inside | null {
  if (node.written_in !== undefined) return null;
  const inner = node.block === "repeat" ? node.children?.[0] : bodyOf(node);
  if (inner != null) return insideOf(inner) ?? { around: inner };
  return takesChildren(node) ? { container: node } : null;
}
