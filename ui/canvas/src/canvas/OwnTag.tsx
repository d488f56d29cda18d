import type { ReactElement } from "react";
import type { TreeNode } from "../protocol";

/** On an instance: whose it is. */
export function OwnTag({ node }: { node: TreeNode }): ReactElement | null {
  if (node.instance_of === undefined) return null;
  return (
    <span className="own-tag" title={`One of your ${node.instance_of} blocks: edits inside reach all of them`}>
      ❖ {node.instance_of}
    </span>
  );
}
