/** Numbers of a graph: sizes of tensors, and what is worked out of them. */
import type { TreeNode } from "../protocol";

const KINDS = new Set(["Tensor.size", "int"]);

/** Whether a node gives a number. */
export function isNumber(node: TreeNode): boolean {
  return node.block === "function" && KINDS.has(node.kind ?? "");
}

/** Whether an argument of a function is an expression, or one in its list is. */
export function holdsNumbers(node: TreeNode): boolean {
  return node.block === "function" && JSON.stringify(node.args ?? {}).includes('"=');
}

/** What expressions in a graph may name: its numbers, and its inputs, which may be some. */
export function numbersOf(graph: TreeNode): string[] {
  return [...(graph.children ?? []).filter(isNumber).map((node) => node.name), ...(graph.inputs ?? [])];
}
