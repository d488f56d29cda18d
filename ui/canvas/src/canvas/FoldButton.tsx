import type { ReactElement } from "react";
import type { TreeNode } from "../protocol";
import { useSession } from "../session/context";
import { say } from "../sentences/say";

export function FoldButton({ node, open }: { node: TreeNode; open: boolean }): ReactElement {
  const session = useSession();
  return (
    <button
      type="button"
      tabIndex={-1}
      className="fold"
      data-testid={`fold-${node.id}`}
      aria-label={open ? say("canvas.block.fold") : say("canvas.block.unfold")}
      onDoubleClick={(event) => event.stopPropagation()}
      onClick={(event) => {
        event.stopPropagation();
        session.selection.fold(node.id, open);
      }}
    >
      <svg viewBox="0 0 10 10" aria-hidden="true">
        <path d={open ? "M1.5 3 5 7 8.5 3" : "M3 1.5 7 5 3 8.5"} />
      </svg>
    </button>
  );
}
