/** Several blocks are selected: what can be done with all of them. */
import type { ReactElement } from "react";
import { count, plural } from "../model/format";
import { duplicateSelected, removeSelected, wrapSelected } from "../session/actions";
import { useBuild, useSession } from "../session/context";
import { Row } from "./Row";

export function ManyInspector(): ReactElement {
  const session = useSession();
  const selected = useBuild((state) => state.selected);
  const index = useBuild((state) => state.index);
  const total = session.chosen().reduce((sum, id) => sum + (index.get(id)?.node.parameters ?? 0), 0);
  return (
    <>
      <header>
        <h2>{plural(selected.length, "block")}</h2>
      </header>
      <Row label="parameters">
        <code>{total === 0 ? "none" : count(total)}</code>
      </Row>
      <div className="buttons">
        <button type="button" onClick={() => wrapSelected(session, "sequential")}>
          Wrap in Sequential
        </button>
        <button type="button" onClick={() => duplicateSelected(session)}>
          Duplicate
        </button>
        <button type="button" onClick={() => removeSelected(session)}>
          Delete
        </button>
      </div>
    </>
  );
}
