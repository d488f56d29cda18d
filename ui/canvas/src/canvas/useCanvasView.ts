/** What the canvas lends to keys, palette and menus: fit, reveal, quick-add at a place, the place under a point. */
import { useReactFlow } from "@xyflow/react";
import { useEffect, useRef, type RefObject } from "react";
import type { Layout } from "../layout/items";
import { useBuild, useSession } from "../session/context";
import { accepts, nearestPlace, type DropFinder } from "../session/tools/drag";
import type { InsertionPlace } from "../session/places";
import { unfoldAround } from "../session/selection/walk";
import { portAt, quickAddSpot, sourceAt, spotsOf } from "./hitTest";

const PORT_REACH = 14;

const REACH_OF_MOVES = 120;
const MARGIN = 40;

/** Below this nothing can be read: what is much taller than the canvas is shown from its top first, then as a whole. */
const READABLE = 0.3;

/** Fit the network above the zoom bar and below the breadcrumbs. */
function fit(flow: ReturnType<typeof useReactFlow>, { width, height }: Layout, canvas: HTMLElement | null): void {
  if (canvas === null) return;
  const [wide, high] = [canvas.clientWidth - 40, canvas.clientHeight - 110];
  const whole = Math.min(1, wide / width, high / height);
  const across = Math.min(1, Math.max(READABLE, wide / width));
  const top = { x: canvas.clientWidth / 2, y: 46, zoom: across };
  const now = flow.getViewport();
  const isAtTop = Math.abs(now.zoom - across) < 0.01 && Math.abs(now.y - top.y) < 4 && Math.abs(now.x - top.x) < 4;
  const showsAll = whole >= READABLE || isAtTop;
  void flow.setViewport(showsAll ? { ...top, y: 46 + Math.max(0, (high - height * whole) / 2), zoom: whole } : top, {
    duration: 150,
  });
}

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
    const reveal = (wanted: string): void => {
      const id = session.selection.known(wanted);
      const item = latest.current.blocks.find((block) => block.id === id);
      const box = ref.current?.getBoundingClientRect();
      if (item === undefined && unfoldAround(session, id))
        return void requestAnimationFrame(() => requestAnimationFrame(() => reveal(id)));
      if (item === undefined || box === undefined) return;
      const { x, y, zoom } = flow.getViewport();
      const [left, top] = [item.x * zoom + x, item.y * zoom + y];
      const [right, bottom] = [left + item.width * zoom, top + Math.min(item.height * zoom, box.height / 2)];
      const dx = left < MARGIN ? MARGIN - left : Math.min(0, box.width - MARGIN - right);
      const dy = top < MARGIN ? MARGIN - top : Math.min(0, box.height - MARGIN - bottom);
      // Straight there: React Flow's own way zooms out and in again, and where the next one begins is its size.
      const way = { duration: 120, interpolate: "linear" } as const;
      if (dx !== 0 || dy !== 0) void flow.setViewport({ x: x + dx, y: y + dy, zoom }, way);
    };
    const openQuickAdd = (place: InsertionPlace): void => {
      const spot = quickAddSpot(latest.current, place);
      const box = ref.current?.getBoundingClientRect();
      if (spot === null || box === undefined) return;
      const point = flow.flowToScreenPosition(spot);
      const x = Math.min(box.right - 150, Math.max(box.left + 150, point.x));
      session.store.set({
        quickAdd: {
          ...place,
          x,
          y: Math.min(box.bottom - 120, Math.max(box.top + 8, point.y)),
        },
        menu: null,
      });
    };
    session.view = {
      focus: () => ref.current?.focus({ preventScroll: true }),
      zoomTo: (ids) => {
        const items = latest.current.blocks.filter((item) => ids.includes(item.id));
        if (items.length === 0) return;
        const [x, y] = [Math.min(...items.map((item) => item.x)), Math.min(...items.map((item) => item.y))];
        const right = Math.max(...items.map((item) => item.x + item.width));
        const bottom = Math.max(...items.map((item) => item.y + item.height));
        void flow.fitBounds({ x, y, width: right - x, height: bottom - y }, { padding: 0.15, duration: 150 });
      },
      centre: (id) => {
        const item = latest.current.blocks.find((block) => block.id === id);
        if (item === undefined) return;
        const zoom = Math.max(0.6, flow.getZoom());
        const y = item.y + Math.min(item.height, 240) / 2;
        void flow.setCenter(item.x + item.width / 2, y, { zoom, duration: 150 });
      },
      fit: () => fit(flow, latest.current, ref.current),
      zoomBy: (factor) => void flow.zoomTo(flow.getZoom() * factor, { duration: 100 }),
      panBy: (dx, dy) => {
        const { x, y, zoom } = flow.getViewport();
        void flow.setViewport({ x: x + dx, y: y + dy, zoom });
      },
      bounds: () => ref.current?.getBoundingClientRect(),
      point: (x, y) => flow.screenToFlowPosition({ x, y }),
      spots: (graph) => spotsOf(latest.current, graph),
      findPort: (x, y, graph) => {
        const { x: px, y: py } = flow.screenToFlowPosition({ x, y });
        return portAt(latest.current, graph, px, py, PORT_REACH / Math.min(1, flow.getZoom()));
      },
      portOf: (graph, source) =>
        latest.current.ports.find((port) => port.graph === graph && port.side === "out" && port.source === source) ??
        null,
      findSource: (x, y, graph) => {
        const { x: px, y: py } = flow.screenToFlowPosition({ x, y });
        return sourceAt(latest.current, graph, px, py, PORT_REACH / Math.min(1, flow.getZoom()));
      },
      reveal,
      openQuickAdd,
      findPlace,
    };
    return () => {
      session.view = null;
    };
  }, [session, flow, ref]);
  const toShow = useBuild((state) => state.toShow);
  useEffect(() => {
    const { index, waiting } = session.store.get();
    if (toShow === null) return;
    const isThere = index.has(session.selection.known(toShow));
    if (isThere) session.view?.reveal(toShow);
    if (isThere || !waiting) session.store.set({ toShow: null });
  }, [session, drawing, toShow]);
}
