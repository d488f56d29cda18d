/** What the canvas shows of a function on its one line. */
import type { TreeNode } from "../protocol";
import { say } from "../sentences/say";

const SIGNS: { [title: string]: string } = {
  add: "+",
  sub: "−",
  mul: "×",
  div: "÷",
  matmul: "@",
  pow: "**",
};

/** The title of a function: an operator shows its sign before its name. */
export function callTitle(node: TreeNode): string {
  if (node.title === "getitem") return say("canvas.block.index");
  const sign = SIGNS[node.title];
  return sign === undefined ? node.title : `${sign} ${node.title}`;
}

/** What matters of its arguments; empty where nothing does. */
export function callDetail(node: TreeNode): string {
  return node.title === "getitem" && node.detail ? `[${node.detail}]` : (node.detail ?? "");
}
