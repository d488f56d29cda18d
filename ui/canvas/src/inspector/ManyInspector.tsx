/** Several blocks are selected: what can be done with all of them. */
import type { ReactElement } from "react";
import { count } from "../model/format";
import { removeSelected, wrapSelected } from "../session/actions";
import { duplicateSelected } from "../session/copies";
import { useBuild, useSession } from "../session/context";
import { Row } from "./Row";
import { say } from "../sentences/say";

export function ManyInspector(): ReactElement {
  const session = useSession();
  const selected = useBuild((state) => state.selected);
  const index = useBuild((state) => state.index);
  const total = session.selection.chosen().reduce((sum, id) => sum + (index.get(id)?.node.parameters ?? 0), 0);
  return (
    <>
      <header>
        <h2>{say("canvas.block.blocks", { count: selected.length })}</h2>
      </header>
      <Row label={say("canvas.inspector.parameters")}>
        <code>{total === 0 ? say("canvas.inspector.none") : count(total)}</code>
      </Row>
      <div className="buttons">
        <button type="button" onClick={() => wrapSelected(session, "sequential")}>
          {say("canvas.menu.wrap-sequential")}
        </button>
        <button type="button" onClick={() => duplicateSelected(session)}>
          {say("canvas.menu.duplicate")}
        </button>
        <button type="button" onClick={() => removeSelected(session)}>
          {say("canvas.menu.delete")}
        </button>
      </div>
    </>
  );
}
