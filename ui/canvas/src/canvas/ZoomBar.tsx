import { useReactFlow, useStore } from "@xyflow/react";
import type { ReactElement } from "react";
import { say } from "../sentences/say";
import { useSession } from "../session/context";

export function ZoomBar(): ReactElement {
  const session = useSession();
  const flow = useReactFlow();
  const percent = useStore((state) => Math.round(state.transform[2] * 100));
  return (
    <div className="zoom-bar nopan">
      <button
        type="button"
        data-testid="zoom-out"
        aria-label={say("canvas.zoom.out")}
        onClick={() => session.view?.zoomBy(1 / 1.2)}
      >
        −
      </button>
      <button
        type="button"
        data-testid="zoom-100"
        title={say("canvas.zoom.reset")}
        onClick={() => void flow.zoomTo(1, { duration: 120 })}
      >
        {percent} %
      </button>
      <button
        type="button"
        data-testid="zoom-in"
        aria-label={say("canvas.zoom.in")}
        onClick={() => session.view?.zoomBy(1.2)}
      >
        +
      </button>
      <button type="button" data-testid="fit" title={say("canvas.zoom.fit")} onClick={() => session.view?.fit()}>
        {say("canvas.zoom.fit-label")}
      </button>
    </div>
  );
}
