/** One kind in the palette: a click inserts it, a drag takes it to its place. */
import { memo, type PointerEvent, type ReactElement } from "react";
import { useSession } from "../session/context";
import { startDrag } from "../session/tools/drag";
import { ownColour } from "../canvas/ownColour";
import { OWN } from "../model/newBlocks";
import { shownName, type Entry } from "./search";

interface PaletteItemProps {
  entry: Entry;
  active: boolean;
  onAdd: (entry: Entry) => void;
}

export const PaletteItem = memo(function PaletteItem({ entry, active, onAdd }: PaletteItemProps): ReactElement {
  const session = useSession();
  const press = (event: PointerEvent): void => {
    if (event.button !== 0 || entry.instead !== undefined || session.view === null) return;
    event.preventDefault();
    startDrag(session, event.nativeEvent, { from: "palette", name: entry.name }, session.view.findPlace);
  };
  return (
    <button
      type="button"
      tabIndex={-1}
      data-testid={`palette-item-${entry.name}`}
      className={active ? "item active" : "item"}
      data-category={entry.category}
      style={entry.category === "own" ? ownColour(entry.name.slice(OWN.length)) : undefined}
      aria-disabled={entry.instead !== undefined}
      title={entry.instead ?? entry.summary}
      onPointerDown={press}
      onClick={() => {
        onAdd(entry);
        session.view?.focus();
      }}
    >
      <span>{shownName(entry.name)}</span>
      {entry.note !== "" && <small>{entry.note}</small>}
    </button>
  );
});
