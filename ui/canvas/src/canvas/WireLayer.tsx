/** Wires with their shapes, and the + on each place; drawn as one layer, only near what is visible. */
import { ViewportPortal } from "@xyflow/react";
import { memo, type ReactElement } from "react";
import type { DropPlace, Layout, Wire } from "../layout/items";
import { PlusButton } from "./PlusButton";
import { isNear, useWindow } from "./useWindow";

function WireLine({ wire }: { wire: Wire }): ReactElement {
  const { x1, y1, x2, y2, label } = wire;
  const style =
    y1 === y2
      ? { transform: `translate(${x1 - 1}px, ${y1 - 1}px)`, width: x2 - x1 + 2, height: 2 }
      : { transform: `translate(${x1 - 1}px, ${y1}px)`, width: 2, height: y2 - y1 };
  return (
    <>
      <i className={wire.unknown ? "wire unknown" : "wire"} style={style} />
      {label !== undefined && (
        <code className="shape" style={{ transform: `translate(${x1 + 11}px, ${y2 - 20}px)` }}>
          {label}
        </code>
      )}
    </>
  );
}

interface WireLayerProps {
  drawing: Layout;
  readOnly: boolean;
}

function plusPlaces(drawing: Layout): DropPlace[] {
  return drawing.places.filter(({ form }) => form === "between" || form === "column" || form === "empty");
}

export const WireLayer = memo(function WireLayer({ drawing, readOnly }: WireLayerProps): ReactElement {
  const window = useWindow();
  return (
    <ViewportPortal>
      <div className="wires" aria-hidden="true">
        {drawing.wires
          .filter(({ x1, y1, x2, y2 }) => isNear(window, x1, y1, x2, y2))
          .map((wire) => (
            <WireLine key={wire.key} wire={wire} />
          ))}
      </div>
      {!readOnly && (
        <div className="pluses">
          {plusPlaces(drawing)
            .filter(({ x, y, width, height }) => isNear(window, x, y, x + width, y + height))
            .map((place) => (
              <PlusButton key={place.key} place={place} />
            ))}
        </div>
      )}
    </ViewportPortal>
  );
});
