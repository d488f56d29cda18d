/** What the layout writes: what flows along a wire, how branches come together. */
import type { InputSpec, TreeNode } from "../protocol";
import { say } from "../sentences/say";

const MERGE_TEXT: { [merge: string]: string } = {
  add: "+ add",
  mul: "× mul",
  cat: "cat",
  stack: "stack",
  none: "tuple",
};

export function shapes(list: string[] | undefined): string {
  return (list ?? []).join(", ");
}

/** What flows out of a block; where a run has still to show it, that stands in its place. */
export function flowText(node: TreeNode | undefined): string {
  return node?.finding ? say("canvas.block.finding-shape") : shapes(node?.out);
}

export function mergeText(node: TreeNode): string {
  const word = MERGE_TEXT[node.merge ?? "add"] ?? "";
  return node.merge === "cat" || node.merge === "stack"
    ? say("canvas.block.merge-dim", { merge: word, dim: node.dim ?? 1 })
    : word;
}

export function inputShape(input: InputSpec): string {
  return `[${input.shape.join(", ")}]`;
}
