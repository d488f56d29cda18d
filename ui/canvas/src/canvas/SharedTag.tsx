import type { ReactElement } from "react";
import type { TreeNode } from "../protocol";

export function SharedTag({ node }: { node: TreeNode }): ReactElement {
  return <span className="shared-tag">◆ shared {node.group}</span>;
}
