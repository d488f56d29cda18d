/** What a screen reader says of a block. */
import type { TreeNode } from "../protocol";
import { say } from "../sentences/say";

export function spokenLabel(node: TreeNode): string {
  const problems = node.problems?.length ?? 0;
  const parts = [
    `${node.title} ${node.path}`.trim(),
    node.count === undefined ? "" : say("canvas.block.copies", { count: node.count }),
    (node.detail ?? "").replaceAll("→", say("canvas.block.arrow")),
    node.group === undefined ? "" : say("canvas.block.shared", { group: node.group }),
    node.out === undefined || node.out.length === 0 ? "" : say("canvas.block.output", { shapes: node.out.join(", ") }),
    node.parameters ? say("canvas.block.parameters", { count: node.parameters }) : "",
    problems > 0 ? say("canvas.problem.count", { count: problems }) : "",
    node.frozen ? say("canvas.block.frozen") : "",
  ];
  return parts.filter((part) => part !== "").join(", ");
}
