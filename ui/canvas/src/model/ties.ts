/** Tensors of blocks: which of them may be one, which are, and which are so again in copies. */
import type { TensorEnd, TreeNode } from "../protocol";
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

/** One tensor that another place holds too; the edit `tie` makes it. */
export interface Tie {
  tensor: TensorEnd;
  of: TensorEnd;
}

/** The ties by which copied blocks hold a tensor of another block, copied or not. */
export function tiesOf(nodes: readonly TreeNode[], root: TreeNode): Tie[] {
  const all = new Map([root, ...descendants(root)].map((node) => [node.id, node]));
  const inside = new Set(nodes.flatMap((node) => [node, ...descendants(node)]).map(({ id }) => id));
  // A graph's tensor is a node of its own, which may be copied without the graph.
  const end = ({ block, tensor }: TensorEnd): TensorEnd => {
    const node = all.get(block)?.children?.find((child) => child.block === "tensor" && child.name === tensor);
    return { block: node?.id ?? block, tensor };
  };
  return [...all.values()].flatMap(({ id, tied = [] }) =>
    tied.flatMap(({ tensor, to }) => {
      const one = end({ block: id, tensor });
      return to === undefined || !inside.has(one.block) ? [] : [{ tensor: one, of: end(to) }];
    }),
  );
}

/** The id that a copied block has now; inside an instance it follows the instance's. */
function idNow(id: string, ids: ReadonlyMap<string, string>): string | undefined {
  const slash = id.lastIndexOf("/");
  if (ids.has(id) || slash < 0) return ids.get(id);
  const around = idNow(id.slice(0, slash), ids);
  return around === undefined ? undefined : around + id.slice(slash);
}

/**
 * The same ties among copies, whose new ids these are. What was tied to a tensor that is not copied stays so where that
 * `isThere`; elsewhere the first of the copies stands for it.
 */
export function tiesOfCopies(
  ties: readonly Tie[],
  ids: ReadonlyMap<string, string>,
  isThere: (end: TensorEnd) => boolean,
): Tie[] {
  const now = ({ block, tensor }: TensorEnd): TensorEnd | null => {
    const id = idNow(block, ids);
    return id === undefined ? null : { block: id, tensor };
  };
  const heirs = new Map<string, TensorEnd>();
  return ties.flatMap(({ tensor, of }) => {
    const copy = now(tensor);
    if (copy === null) return [];
    const key = `${of.block}.${of.tensor}`;
    const owner = now(of) ?? (isThere(of) ? of : heirs.get(key));
    if (owner !== undefined) return [{ tensor: copy, of: owner }];
    heirs.set(key, copy);
    return [];
  });
}
