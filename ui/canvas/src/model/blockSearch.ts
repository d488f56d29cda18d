/** Finding blocks by what stands on them: title, name, path, kind. */
import type { TreeNode } from "../protocol";
import { descendants } from "./tree";

/** Ids in reading order; what begins with the words comes with the rest, for order is what one walks by. */
export function findBlocks(tree: TreeNode, query: string): string[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return [];
  return [...descendants(tree)]
    .filter((node) => {
      const text =
        `${node.title} ${node.kind ?? ""} ${node.path} ${node.detail ?? ""} ${node.instance_of ?? ""}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .map((node) => node.id);
}
