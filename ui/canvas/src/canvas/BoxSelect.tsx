/** Selecting with a box: a drag from the background with shift held. */
import { useReactFlow } from "@xyflow/react";
import { useState, type MouseEvent, type PointerEvent, type ReactElement } from "react";
import type { Layout, Rect } from "../layout/items";
import { useSession } from "../session/context";
import { swallowClick } from "../session/tools/drag";

export interface BoxSelecting {
  rect: Rect | null;
  handlers: {
    onPointerDown: (event: PointerEvent<HTMLDivElement>) => void;
    onMouseDownCapture: (event: MouseEvent) => void;
  };
}

function between(ax: number, ay: number, bx: number, by: number): Rect {
  return { x: Math.min(ax, bx), y: Math.min(ay, by), width: Math.abs(ax - bx), height: Math.abs(ay - by) };
}

/** Cards the box touches, and containers it holds whole. */
export function inBox(drawing: Layout, box: Rect): string[] {
  return drawing.blocks
    .filter(({ x, y, width, height, measured: { form } }) => {
      const isCard = form === "card" || form === "folded" || form === "chip";
      const touches = x < box.x + box.width && x + width > box.x && y < box.y + box.height && y + height > box.y;
      return isCard
        ? touches
        : x >= box.x && y >= box.y && x + width <= box.x + box.width && y + height <= box.y + box.height;
    })
    .map((item) => item.id);
}

export function useBoxSelect(drawing: Layout): BoxSelecting {
  const session = useSession();
  const flow = useReactFlow();
  const [rect, setRect] = useState<Rect | null>(null);
  const press = (event: PointerEvent<HTMLDivElement>): void => {
    if (
      !event.shiftKey ||
      event.button !== 0 ||
      (event.target as Element).closest(".card, .head, button, input") !== null
    )
      return;
    const { clientX, clientY, currentTarget } = event;
    const already = session.store.get().selected;
    const origin = currentTarget.getBoundingClientRect();
    const move = (now: globalThis.PointerEvent): void => {
      setRect(
        between(clientX - origin.left, clientY - origin.top, now.clientX - origin.left, now.clientY - origin.top),
      );
      const [from, to] = [
        flow.screenToFlowPosition({ x: clientX, y: clientY }),
        flow.screenToFlowPosition({ x: now.clientX, y: now.clientY }),
      ];
      session.selection.select([...new Set([...already, ...inBox(drawing, between(from.x, from.y, to.x, to.y))])]);
    };
    const stop = (): void => {
      setRect(null);
      swallowClick();
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", stop);
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", stop);
  };
  // React Flow pans on mousedown; with shift held it must not see one.
  const hold = (event: MouseEvent): void => {
    if (event.shiftKey && (event.target as Element).closest(".card, .head, button, input") === null)
      event.stopPropagation();
  };
  return { rect, handlers: { onPointerDown: press, onMouseDownCapture: hold } };
}

export function BoxSelect({ rect }: { rect: Rect | null }): ReactElement | null {
  if (rect === null) return null;
  return <div className="box-select" style={{ left: rect.x, top: rect.y, width: rect.width, height: rect.height }} />;
}
