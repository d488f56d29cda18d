/** While something is dragged: every place that takes it, and the one it would fall into. */
import { ViewportPortal } from "@xyflow/react";
import { useMemo, type ReactElement } from "react";
import type { Layout } from "../layout/layout";
import { useBuild } from "../session/context";
import { accepts } from "../session/drag";

export function DropLayer({ drawing }: { drawing: Layout }): ReactElement | null {
  const what = useBuild((state) => state.drag?.what ?? null);
  const copy = useBuild((state) => state.drag?.copy ?? false);
  const over = useBuild((state) => state.drag?.over ?? null);
  const index = useBuild((state) => state.index);
  const places = useMemo(
    () => (what === null ? [] : drawing.places.filter((place) => accepts(place, what, copy, index))),
    [drawing, what, copy, index],
  );
  if (what === null) return null;
  return (
    <ViewportPortal>
      <div className="drops" aria-hidden="true">
        {places.map((place) => (
          <div
            key={place.key}
            data-testid={`drop-${place.parent}-${place.index}`}
            className={`drop ${place.form}${place.key === over ? " over" : ""}`}
            style={{ transform: `translate(${place.x}px, ${place.y}px)`, width: place.width, height: place.height }}
          >
            <i />
          </div>
        ))}
      </div>
    </ViewportPortal>
  );
}
