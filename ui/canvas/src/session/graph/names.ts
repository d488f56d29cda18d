/** What a node is called in the graph that it comes into. */
import type { Block } from "../../model/blocks";
import type { TreeNode } from "../../protocol";

export function kindOf(block: Block): string | undefined {
  return "kind" in block ? block.kind : undefined;
}

export function kindWord(block: Block): string {
  return kindOf(block) ?? (block.block === "instance" ? block.definition : block.block);
}

export function isFree(graph: TreeNode, name: string, taken: ReadonlySet<string>): boolean {
  return (
    !taken.has(name) &&
    !(graph.inputs ?? []).includes(name) &&
    !(graph.children ?? []).some((child) => child.name === name)
  );
}
