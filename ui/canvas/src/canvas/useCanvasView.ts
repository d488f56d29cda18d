/** What the canvas lends to keys, palette and menus: fit, reveal, quick-add at a place, the place under a point. */
import { useReactFlow } from "@xyflow/react";
import { useEffect, useRef, type RefObject } from "react";
import type { Layout } from "../layout/layout";
import { useSession } from "../session/context";
import { accepts, nearestPlace, type DropFinder } from "../session/drag";

const REACH_OF_MOVES = 120;
const MARGIN = 40;

export function useCanvasView(ref: RefObject<HTMLDivElement | null>, drawing: Layout): void {
  const session = useSession();
  const flow = useReactFlow();
  const latest = useRef(drawing);
  latest.current = drawing;
  useEffect(() => {
    const findPlace: DropFinder = (x, y, what, copy) => {
      const box = ref.current?.getBoundingClientRect();
      if (box === undefined || x < box.left || x > box.right || y < box.top || y > box.bottom) return null;
      const point = flow.screenToFlowPosition({ x, y });
      const { index } = session.store.get();
      const open = latest.current.places.filter((place) => accepts(place, what, copy, index));
      return nearestPlace(open, point.x, point.y, what.from === "palette" ? Infinity : REACH_OF_MOVES);
    };
    const reveal = (id: string): void => {
      const item = latest.current.blocks.find((block) => block.id === id);
      const box = ref.current?.getBoundingClientRect();
      if (item === undefined || box === undefined) return;
      const { x, y, zoom } = flow.getViewport();
      const [left, top] = [item.x * zoom + x, item.y * zoom + y];
      const [right, bottom] = [left + item.width * zoom, top + Math.min(item.height * zoom, box.height / 2)];
      const dx = left < MARGIN ? MARGIN - left : Math.min(0, box.width - MARGIN - right);
      const dy = top < MARGIN ? MARGIN - top : Math.min(0, box.height - MARGIN - bottom);
      if (dx !== 0 || dy !== 0) void flow.setViewport({ x: x + dx, y: y + dy, zoom }, { duration: 120 });
    };
    const openQuickAdd = (parent: string, at: number): void => {
      const place = latest.current.places.find((one) => one.parent === parent && one.index === at);
      const box = ref.current?.getBoundingClientRect();
      if (place === undefined || box === undefined) return;
      const point = flow.flowToScreenPosition({ x: place.x + place.width / 2, y: place.y + place.height / 2 });
      const x = Math.min(box.right - 150, Math.max(box.left + 150, point.x));
      session.store.set({
        quickAdd: { parent, index: at, x, y: Math.min(box.bottom - 120, Math.max(box.top + 8, point.y)) },
        menu: null,
      });
    };
    session.view = {
      focus: () => ref.current?.focus({ preventScroll: true }),
      fit: () => void flow.fitView({ padding: 0.06, maxZoom: 1, duration: 150 }),
      zoomBy: (factor) => void flow.zoomTo(flow.getZoom() * factor, { duration: 100 }),
      panBy: (dx, dy) => {
        const { x, y, zoom } = flow.getViewport();
        void flow.setViewport({ x: x + dx, y: y + dy, zoom });
      },
      bounds: () => ref.current?.getBoundingClientRect(),
      reveal,
      openQuickAdd,
      findPlace,
    };
    return () => {
      session.view = null;
    };
  }, [session, flow, ref]);
}
