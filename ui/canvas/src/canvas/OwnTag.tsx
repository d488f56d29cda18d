import type { ReactElement } from "react";
import type { TreeNode } from "../protocol";
import { say } from "../sentences/say";

/** On an instance: that it is one of the person's own blocks. */
export function OwnTag({ node }: { node: TreeNode }): ReactElement | null {
  if (node.instance_of === undefined) return null;
  return (
    <span className="own-tag" title={say("canvas.block.own", { name: node.instance_of })}>
      ❖
    </span>
  );
}
