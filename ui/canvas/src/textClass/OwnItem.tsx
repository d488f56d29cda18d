/** One of the person's own blocks in the palette, with the menu of what can be done with it. */
import { useEffect, useRef, type MouseEvent, type ReactElement } from "react";
import { OWN } from "../model/newBlocks";
import { PaletteItem } from "../palette/PaletteItem";
import type { Entry } from "../palette/search";
import { useBuild, useSession } from "../session/context";
import { say } from "../sentences/say";

const FRESH_MS = 2500;

interface OwnItemProps {
  entry: Entry;
  onAdd: (entry: Entry) => void;
}

export function OwnItem({ entry, onAdd }: OwnItemProps): ReactElement {
  const session = useSession();
  const name = entry.name.slice(OWN.length);
  const isFresh = useBuild((state) => state.fresh === name);
  const isOpen = useBuild((state) => state.ownMenu?.name === name);
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isFresh) return undefined;
    ref.current?.scrollIntoView({ block: "nearest" });
    const timer = setTimeout(() => session.store.set({ fresh: null }), FRESH_MS);
    return () => clearTimeout(timer);
  }, [isFresh, session]);
  const open = (event: MouseEvent, x: number, y: number): void => {
    event.preventDefault();
    event.stopPropagation();
    session.store.set({ ownMenu: isOpen ? null : { name, x, y } });
  };
  return (
    <div
      ref={ref}
      className={`own-item${isFresh ? " fresh" : ""}${isOpen ? " open" : ""}`}
      onContextMenu={(event) => open(event, event.clientX, event.clientY)}
    >
      <PaletteItem entry={entry} active={false} onAdd={onAdd} />
      <button
        type="button"
        tabIndex={-1}
        className="dots"
        aria-label={say("canvas.write.actions-of", { name })}
        title={say("canvas.write.actions")}
        data-testid={`own-dots-${name}`}
        onPointerDown={(event) => event.stopPropagation()}
        onClick={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          open(event, box.left, box.bottom + 4);
        }}
      >
        ⋯
      </button>
    </div>
  );
}
