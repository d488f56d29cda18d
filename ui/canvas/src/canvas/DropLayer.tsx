/** While something is dragged: every place that takes it, and the one it would fall into. */
import { ViewportPortal } from "@xyflow/react";
import { useMemo, type ReactElement } from "react";
import type { DropPlace, Layout } from "../layout/items";
import { useBuild } from "../session/context";
import { accepts } from "../session/tools/drag";

/** A wire that takes a block: it lights up along its whole way. */
function WirePlace({ place, over }: { place: DropPlace; over: boolean }): ReactElement {
  const { wire, origin } = place;
  const points = wire?.points ?? [];
  const [x1, y1] = points[Math.floor((points.length - 1) / 2)] ?? [0, 0];
  const [x2, y2] = points[Math.floor((points.length - 1) / 2) + 1] ?? [x1, y1];
  const middle = { x: (x1 + x2) / 2, y: (y1 + y2) / 2 };
  return (
    <>
      <svg className={over ? "drop-wire over" : "drop-wire"}>
        <path transform={`translate(${origin?.x ?? 0} ${origin?.y ?? 0})`} d={wire?.path} />
      </svg>
      <i
        className="drop-wire-middle"
        data-testid={`drop-${place.parent}-wire-${wire?.node ?? "out"}-${wire?.index ?? 0}`}
        style={{ transform: `translate(${middle.x - 5}px, ${middle.y - 5}px)` }}
      />
    </>
  );
}

function nameOf({ around, isBefore, form, parent, index }: DropPlace): string {
  if (around !== undefined) return `drop-${isBefore ? "before" : "behind"}-${around}`;
  return form === "graph" ? `drop-${parent}-graph` : `drop-${parent}-${index}`;
}

export function DropLayer({ drawing }: { drawing: Layout }): ReactElement | null {
  const what = useBuild((state) => state.drag?.what ?? null);
  const copy = useBuild((state) => state.drag?.copy ?? false);
  const over = useBuild((state) => state.drag?.over ?? null);
  const index = useBuild((state) => state.index);
  // A node that slides in its own graph is its own sign there.
  const home = useBuild((state) => state.drag?.slide?.graph ?? null);
  const places = useMemo(
    () =>
      what === null
        ? []
        : drawing.places.filter(
            (place) => accepts(place, what, copy, index) && !(place.form === "graph" && place.parent === home),
          ),
    [drawing, what, copy, index, home],
  );
  if (what === null) return null;
  return (
    <ViewportPortal>
      <div className="drops" aria-hidden="true">
        {places.map((place) =>
          place.wire !== undefined ? (
            <WirePlace key={place.key} place={place} over={place.key === over} />
          ) : (
            <div
              key={place.key}
              data-testid={nameOf(place)}
              className={`drop ${place.form}${place.key === over ? " over" : ""}`}
              style={{ transform: `translate(${place.x}px, ${place.y}px)`, width: place.width, height: place.height }}
            >
              <i />
            </div>
          ),
        )}
      </div>
    </ViewportPortal>
  );
}
