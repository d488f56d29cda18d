/** What the canvas shows of a function on its one line. */
import type { TreeNode } from "../protocol";
import { isNumber } from "./numbers";
import { say } from "../sentences/say";

const SIGNS: { [title: string]: string } = {
  add: "+",
  sub: "−",
  mul: "×",
  div: "÷",
  matmul: "@",
  pow: "**",
};

/** The title of a function: an operator shows its sign before its name, a size its own name. */
export function callTitle(node: TreeNode): string {
  if (isNumber(node)) return node.name;
  if (node.title === "getitem") return say("canvas.block.index");
  const sign = SIGNS[node.title];
  return sign === undefined ? node.title : `${sign} ${node.title}`;
}

/** What matters of its arguments; empty where nothing does. */
export function callDetail(node: TreeNode): string {
  if (isNumber(node)) return numberText(node);
  return node.title === "getitem" && node.detail ? `[${node.detail}]` : (node.detail ?? "");
}

/** What a number is worked out of: `shape[2]`, `h // 2`. */
function numberText(node: TreeNode): string {
  if (node.kind === "Tensor.size") return `shape[${String(node.args?.dim ?? "")}]`;
  const value = String(node.args?.value ?? "");
  return value.startsWith("=") ? value.slice(1) : value;
}
