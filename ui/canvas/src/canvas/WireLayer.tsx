/** Wires with their shapes, and the + on each place; drawn as one layer, only near what is visible. */
import { useStore, ViewportPortal } from "@xyflow/react";
import { memo, type ReactElement } from "react";
import type { DropPlace, Layout, Wire } from "../layout/layout";
import { PlusButton } from "./PlusButton";

const BAND = 600;

interface Window {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** What is visible, in whole bands, so that panning inside a band draws nothing anew. */
function useWindow(): Window {
  const key = useStore(({ transform: [x, y, zoom], width, height }) => {
    const band = (value: number): number => Math.floor(value / BAND);
    return [band(-x / zoom), band(-y / zoom), band((width - x) / zoom) + 1, band((height - y) / zoom) + 1].join(" ");
  });
  const [left = 0, top = 0, right = 0, bottom = 0] = key.split(" ").map((part) => Number(part) * BAND);
  return { left, top, right, bottom };
}

function isNear(window: Window, x1: number, y1: number, x2: number, y2: number): boolean {
  return x2 >= window.left - 100 && x1 <= window.right + 100 && y2 >= window.top && y1 <= window.bottom;
}

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
  return drawing.places.filter((place) => place.form !== "into");
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
