import type { ReactElement } from "react";
import type { TreeNode } from "../protocol";

/** On an instance: that it is one of the person's own blocks. */
export function OwnTag({ node }: { node: TreeNode }): ReactElement | null {
  if (node.instance_of === undefined) return null;
  return (
    <span className="own-tag" title={`One of your ${node.instance_of} blocks: edits inside reach all of them`}>
      ❖
    </span>
  );
}
