import type { ReactElement } from "react";
import type { TreeNode } from "../protocol";

/** On a block that is, or holds, what another place holds too. */
export function SharedTag({ node }: { node: TreeNode }): ReactElement | null {
  if (node.group !== undefined) return <span className="shared-tag">◆ shared {node.group}</span>;
  const [tie] = node.tied ?? [];
  if (tie === undefined) return null;
  return (
    <span className="shared-tag tied" title={`${tie.tensor} is ${tie.with}: one parameter in two places`}>
      ◇ tied {tie.tensor}
    </span>
  );
}
