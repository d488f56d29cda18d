/** The edge between canvas and side: dragged to resize, its button hides the side. */
import type { PointerEvent, ReactElement } from "react";
import { NARROWEST, WIDEST } from "./panels";
import { say } from "../sentences/say";

interface DividerProps {
  open: boolean;
  width: number;
  onWidth: (width: number) => void;
  onToggle: () => void;
}

export function Divider({ open, width, onWidth, onToggle }: DividerProps): ReactElement {
  const press = (event: PointerEvent<HTMLDivElement>): void => {
    if (!open || event.button !== 0) return;
    const { clientX } = event;
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    const follow = (move: globalThis.PointerEvent): void => {
      onWidth(Math.min(WIDEST, Math.max(NARROWEST, width + clientX - move.clientX)));
    };
    const release = (): void => {
      handle.removeEventListener("pointermove", follow);
      handle.removeEventListener("lostpointercapture", release);
    };
    handle.addEventListener("pointermove", follow);
    handle.addEventListener("lostpointercapture", release);
  };
  return (
    <div className={open ? "divider" : "divider closed"} onPointerDown={press}>
      <button
        type="button"
        className="fold-panel"
        onPointerDown={(event) => event.stopPropagation()}
        onClick={onToggle}
        aria-label={open ? say("canvas.page.hide-side") : say("canvas.page.show-side")}
        title={open ? say("canvas.page.hide-side") : say("canvas.page.show-side")}
      >
        {open ? "›" : "‹"}
      </button>
    </div>
  );
}
