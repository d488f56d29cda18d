/** Inputs, the output, and where branches join. */
import type { NodeProps } from "@xyflow/react";
import { memo, type MouseEvent, type ReactElement } from "react";
import { useSession } from "../session/context";
import type { PillNode } from "./flowNodes";

export const Pill = memo(function Pill({ data: { item } }: NodeProps<PillNode>): ReactElement {
  const session = useSession();
  const click = (event: MouseEvent): void => {
    event.stopPropagation();
    session.selection.select(item.block === null ? [] : [item.block]);
  };
  return (
    <div className={`pill ${item.pill} nopan`} data-testid={item.id} onClick={click}>
      {item.text}
    </div>
  );
});
