/** Dragging by pointer events of our own: HTML's drag and drop cannot be driven, styled or cancelled well enough. */
import type { DropPlace, Rect } from "../../layout/items";
import { newBlock, OWN } from "../../model/newBlocks";
import { isInside, type TreeIndex } from "../../model/tree";
import { isLeafOfGraph } from "../../model/graphs";
import { atPlace, insertAt, moveInto } from "../actions";
import { copyTo } from "../copies";
import type { Joining } from "../graph/join";
import { keepPositions } from "../graph/positions";
import { startAutopan } from "./autopan";
import type { InsertionPlace } from "../places";
import type { BuildSession } from "../session";
import { say } from "../../sentences/say";

export type Dragged = { from: "palette"; name: string } | { from: "canvas"; ids: readonly string[] };

export interface DragState {
  what: Dragged;
  /** In pixels of the window. */
  x: number;
  y: number;
  /** Key of the place under the pointer. */
  over: string | null;
  copy: boolean;
  /** Nodes moving freely in their own graph, by how much in the network's pixels. */
  slide?: { graph: string; dx: number; dy: number } | null;
}

/** How the drag layer turns a point of the window into a place. */
export interface DropFinder {
  (x: number, y: number, what: Dragged, copy: boolean): DropPlace | null;
}

/** Pixels that the pointer may go astray in a click. */
const START_DISTANCE = 4;

/** Functions and tensors stand in a graph only. */
function needsGraph(what: Dragged, index: TreeIndex): boolean {
  if (what.from === "palette") return what.name === "Tensor" || (what.name.includes(".") && !what.name.startsWith(OWN));
  return what.ids.some((id) => isLeafOfGraph(index.get(id)?.node.block ?? ""));
}

/** Whether a place takes what is dragged: a block cannot be put into itself, nor where it already stands. */
export function accepts(place: DropPlace, what: Dragged, copy: boolean, index: TreeIndex): boolean {
  const inGraph = place.form === "graph" || place.form === "wire";
  if (!inGraph && needsGraph(what, index)) {
    if (place.form !== "empty" || index.get(place.parent)?.node.block !== "graph") return false;
  }
  if (what.from === "palette") return place.form !== "wire" || what.name !== "Tensor";
  if (copy) return place.form !== "wire";
  if (place.form === "wire" && !isOnOtherWire(place, what.ids, index)) return false;
  if (what.ids.some((id) => isInside(index, place.around ?? place.parent, id))) return false;
  if (place.around !== undefined) return true;
  const [only] = what.ids;
  if (what.ids.length !== 1 || only === undefined) return true;
  const stands = index.get(only);
  if (inGraph) return true;
  return stands?.parent?.id !== place.parent || (place.index !== stands.index && place.index !== stands.index + 1);
}

/** A node is not put on a wire that begins or ends at it, nor one of its own graph at all: it slides there. */
function isOnOtherWire(place: DropPlace, ids: readonly string[], index: TreeIndex): boolean {
  return !ids.some((id) => index.get(id)?.parent?.id === place.parent);
}

/** Pixels from a wire within which a block is let go onto it. */
const WIRE_REACH = 22;

function toSegment(
  x: number,
  y: number,
  [ax, ay]: readonly [number, number],
  [bx, by]: readonly [number, number],
): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const at = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length));
  return Math.hypot(x - ax - at * dx, y - ay - at * dy);
}

function toWire(points: readonly [number, number][], x: number, y: number): number {
  let least = Infinity;
  points.forEach((point, i) => {
    const next = points[i + 1];
    if (next !== undefined) least = Math.min(least, toSegment(x, y, point, next));
  });
  return least;
}

function inside(rect: Rect, x: number, y: number): boolean {
  return x >= rect.x && x <= rect.x + rect.width && y >= rect.y && y <= rect.y + rect.height;
}

function distance(place: DropPlace, x: number, y: number): number {
  // A wire is nearer than the graph that it lies in, and a place inside a block nearer than both.
  if (place.wire !== undefined) return toWire(place.wire.points, x, y) < WIRE_REACH ? 0.2 : Infinity;
  if (place.form === "graph")
    return inside(place, x, y) && !(place.holes ?? []).some((hole) => inside(hole, x, y)) ? 0.5 : Infinity;
  const dx = Math.max(place.x - x, 0, x - place.x - place.width);
  const dy = Math.max(place.y - y, 0, y - place.y - place.height);
  return Math.hypot(dx, dy);
}

/** The place nearest to a point of the canvas, the deeper one of two as near. */
export function nearestPlace(places: readonly DropPlace[], x: number, y: number, reach: number): DropPlace | null {
  let best: DropPlace | null = null;
  let least = reach;
  for (const place of places) {
    const away = distance(place, x, y) - place.depth * 0.01;
    if (away < least) {
      best = place;
      least = away;
    }
  }
  return best;
}

/** How what is let go at a point comes into the graph below it. */
function joiningAt(session: BuildSession, place: DropPlace, x: number, y: number): Joining | undefined {
  if (place.wire !== undefined) return { wire: { node: place.wire.node, index: place.wire.index } };
  const point = session.view?.point(x, y);
  if (place.form !== "graph" || point === undefined || place.origin === undefined) return undefined;
  return { at: { x: point.x - place.origin.x, y: point.y - place.origin.y - 16 } };
}

function drop(session: BuildSession, state: DragState, place: DropPlace, spots: Spots): void {
  const { what, copy, slide } = state;
  const { parent, index, around, isBefore = false } = place;
  const joining = joiningAt(session, place, state.x, state.y);
  const target: InsertionPlace = {
    parent,
    index,
    ...(joining === undefined ? {} : { joining }),
    ...(around === undefined ? {} : { around, isBefore }),
  };
  atPlace(session, "[drop]", target, (found) => {
    if (what.from === "palette") insertAt(session, found, [newBlock(what.name, session.catalogue.stock())]);
    else if (copy) copyTo(session, what.ids, found);
    else if (slide != null && parent === slide.graph) settle(session, what.ids, slide, spots);
    else moveInto(session, what.ids, found);
  });
}

/** Where the nodes stood when the drag began. */
type Spots = { [name: string]: [number, number] };

function settle(
  session: BuildSession,
  ids: readonly string[],
  slide: { graph: string; dx: number; dy: number },
  spots: Spots,
): void {
  const { index } = session.store.get();
  const names = new Set(ids.flatMap((id) => index.get(id)?.node.name ?? []));
  const moved = Object.entries(spots).map(([name, [x, y]]): [string, [number, number]] => {
    const isHeld = names.has(name);
    return [name, [Math.round(x + (isHeld ? slide.dx : 0)), Math.round(y + (isHeld ? slide.dy : 0))]];
  });
  keepPositions(session, slide.graph, Object.fromEntries(moved));
}

/** The graph whose nodes these are, all of them. */
function ownGraph(index: TreeIndex, what: Dragged): string | null {
  if (what.from === "palette") return null;
  const parents = new Set(what.ids.map((id) => index.get(id)?.parent));
  const [parent] = parents;
  return parents.size === 1 && parent?.block === "graph" ? parent.id : null;
}

/** Follow the pointer from its press until it is let go; `find` looks for the place below it. */
export function startDrag(session: BuildSession, press: PointerEvent, what: Dragged, find: DropFinder): void {
  const { clientX: startX, clientY: startY } = press;
  const { store } = session;
  const home = ownGraph(store.get().index, what);
  const origin = session.view?.point(startX, startY) ?? { x: 0, y: 0 };
  const spots = home === null ? {} : (session.view?.spots(home) ?? {});
  const step = (x: number, y: number, copy: boolean): void => {
    const place = find(x, y, what, copy);
    const now = session.view?.point(x, y) ?? origin;
    const slides = !copy && home !== null && place?.form === "graph" && place.parent === home;
    const slide = slides ? { graph: home, dx: now.x - origin.x, dy: now.y - origin.y } : null;
    store.set({ drag: { what, x, y, copy, over: place?.key ?? null, slide } });
  };
  const onMove = (event: PointerEvent): void => {
    // The button was let go where no event reached us, as in another window.
    if ((event.buttons & 1) === 0) return stop();
    const begun = store.get().drag !== null;
    if (!begun && Math.hypot(event.clientX - startX, event.clientY - startY) < START_DISTANCE) return;
    event.preventDefault();
    step(event.clientX, event.clientY, event.altKey && what.from === "canvas");
  };
  const stopPanning = startAutopan(
    session,
    () => store.get().drag,
    () => {
      const state = store.get().drag;
      if (state !== null) step(state.x, state.y, state.copy);
    },
  );
  const stop = (): void => {
    stopPanning();
    window.removeEventListener("pointermove", onMove, true);
    window.removeEventListener("pointerup", onUp, true);
    window.removeEventListener("pointercancel", stop, true);
    window.removeEventListener("keydown", onKey, true);
    window.removeEventListener("keyup", onKey, true);
    if (store.get().drag !== null) store.set({ drag: null });
  };
  const onUp = (event: PointerEvent): void => {
    const state = store.get().drag;
    const place = state === null ? null : find(event.clientX, event.clientY, what, state.copy);
    stop();
    if (state === null) return;
    swallowClick();
    if (place !== null) drop(session, { ...state, x: event.clientX, y: event.clientY }, place, spots);
    else if (needsGraph(what, store.get().index))
      session.notices.toast(say("canvas.graph.only"), say("canvas.graph.drop-hint"));
    session.view?.focus();
  };
  const onKey = (event: KeyboardEvent): void => {
    const state = store.get().drag;
    if (state === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") stop();
    else if (event.key === "Alt") step(state.x, state.y, event.type === "keydown" && what.from === "canvas");
  };
  window.addEventListener("pointermove", onMove, true);
  window.addEventListener("pointerup", onUp, true);
  window.addEventListener("pointercancel", stop, true);
  window.addEventListener("keydown", onKey, true);
  window.addEventListener("keyup", onKey, true);
}

/** The click that ends a drag is no click. */
export function swallowClick(): void {
  const swallow = (event: MouseEvent): void => {
    event.stopPropagation();
    event.preventDefault();
  };
  window.addEventListener("click", swallow, { capture: true, once: true });
  // Not every drag ends with a click; then the next one is the person's own.
  setTimeout(() => window.removeEventListener("click", swallow, true), 0);
}
