/** What a screen reader is told of edits. */
import type { Edit, TreeNode } from "../../protocol";
import { say } from "../../sentences/say";

/** `Linear 0.1 inserted, output [N, 32]`. */
export function insertedText(node: TreeNode): string {
  const { title, path, out = [], problems = [] } = node;
  const parts = [
    say("canvas.said.inserted", { block: `${title} ${path}` }),
    out.length === 0 ? "" : say("canvas.block.output", { shapes: out.join(", ") }),
    problems.length === 0 ? "" : say("canvas.problem.count", { count: problems.length }),
  ];
  return parts.filter((part) => part !== "").join(", ");
}

export const SAID: { [edit in Edit["edit"]]?: string } = {
  remove: say("canvas.said.remove"),
  move: say("canvas.said.move"),
  duplicate: say("canvas.said.duplicate"),
  wrap: say("canvas.said.wrap"),
  unwrap: say("canvas.said.unwrap"),
  undo: say("canvas.said.undo"),
  redo: say("canvas.said.redo"),
  define: say("canvas.said.define"),
  unpack: say("canvas.said.unpack"),
};
