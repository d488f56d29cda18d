/** Tensors of blocks, and which of them may be one. */
import type { TreeNode } from "../protocol";
import { descendants } from "./tree";

export interface TensorPlace {
  block: string;
  tensor: string;
  path: string;
  shape: string;
}

function tensorsOf(node: TreeNode): TensorPlace[] {
  return Object.entries(node.tensors ?? {}).map(([tensor, shape]) => ({
    block: node.id,
    tensor,
    path: node.path === "" ? tensor : `${node.path}.${tensor}`,
    shape: shape.join(", "),
  }));
}

/** Where else a tensor of this shape stands. */
export function equalTensors(tree: TreeNode, node: TreeNode, tensor: string): TensorPlace[] {
  const shape = node.tensors?.[tensor]?.join(", ");
  if (shape === undefined) return [];
  return [tree, ...descendants(tree)]
    .filter((other) => other.id !== node.id)
    .flatMap(tensorsOf)
    .filter((place) => place.shape === shape);
}
