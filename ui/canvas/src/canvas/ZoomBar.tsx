import { useReactFlow, useStore } from "@xyflow/react";
import type { ReactElement } from "react";
import { useSession } from "../session/context";

export function ZoomBar(): ReactElement {
  const session = useSession();
  const flow = useReactFlow();
  const percent = useStore((state) => Math.round(state.transform[2] * 100));
  return (
    <div className="zoom-bar nopan">
      <button type="button" data-testid="zoom-out" aria-label="Zoom out" onClick={() => session.view?.zoomBy(1 / 1.2)}>
        −
      </button>
      <button
        type="button"
        data-testid="zoom-100"
        title="Back to 100 %"
        onClick={() => void flow.zoomTo(1, { duration: 120 })}
      >
        {percent} %
      </button>
      <button type="button" data-testid="zoom-in" aria-label="Zoom in" onClick={() => session.view?.zoomBy(1.2)}>
        +
      </button>
      <button type="button" data-testid="fit" title="Fit the network (F)" onClick={() => session.view?.fit()}>
        Fit
      </button>
    </div>
  );
}
