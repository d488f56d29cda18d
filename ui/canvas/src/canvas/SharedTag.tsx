import type { ReactElement } from "react";
import type { TreeNode } from "../protocol";
import { say } from "../sentences/say";

/** On a block that is, or holds, what another place holds too. */
export function SharedTag({ node }: { node: TreeNode }): ReactElement | null {
  if (node.group !== undefined)
    return <span className="shared-tag">◆ {say("canvas.block.shared", { group: node.group })}</span>;
  const [tie] = node.tied ?? [];
  if (tie === undefined) return null;
  return (
    <span className="shared-tag tied" title={say("canvas.tie.help", { tensor: tie.tensor, other: tie.with })}>
      ◇ {say("canvas.tie.tag", { tensor: tie.tensor })}
    </span>
  );
}
