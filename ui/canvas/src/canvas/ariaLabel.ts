/** What a screen reader says of a block. */
import { count, plural } from "../model/format";
import type { TreeNode } from "../protocol";

export function spokenLabel(node: TreeNode): string {
  const problems = node.problems?.length ?? 0;
  const parts = [
    `${node.title} ${node.path}`.trim(),
    node.count === undefined ? "" : `${node.count} copies`,
    (node.detail ?? "").replaceAll("→", "to"),
    node.group === undefined ? "" : `shared ${node.group}`,
    node.out === undefined || node.out.length === 0 ? "" : `output ${node.out.join(", ")}`,
    node.parameters ? `${count(node.parameters)} parameters` : "",
    problems > 0 ? plural(problems, "problem") : "",
    node.frozen ? "frozen" : "",
  ];
  return parts.filter((part) => part !== "").join(", ");
}
