/** Dragging by pointer events of our own: HTML's drag and drop cannot be driven, styled or cancelled well enough. */
import type { DropPlace } from "../layout/layout";
import { newBlock } from "../model/blocks";
import { isInside, type TreeIndex } from "../model/tree";
import { copyTo, insertBlock, moveTo } from "./actions";
import { startAutopan } from "./autopan";
import type { BuildSession } from "./session";

export type Dragged = { from: "palette"; name: string } | { from: "canvas"; ids: readonly string[] };

export interface DragState {
  what: Dragged;
  /** In pixels of the window. */
  x: number;
  y: number;
  /** Key of the place under the pointer. */
  over: string | null;
  copy: boolean;
}

/** How the drag layer turns a point of the window into a place. */
export interface DropFinder {
  (x: number, y: number, what: Dragged, copy: boolean): DropPlace | null;
}

const START_DISTANCE = 4;

/** Whether a place takes what is dragged: a block cannot be put into itself, nor where it already stands. */
export function accepts(place: DropPlace, what: Dragged, copy: boolean, index: TreeIndex): boolean {
  if (what.from === "palette" || copy) return true;
  if (what.ids.some((id) => isInside(index, place.parent, id))) return false;
  const [only] = what.ids;
  if (what.ids.length !== 1 || only === undefined) return true;
  const stands = index.get(only);
  return stands?.parent?.id !== place.parent || (place.index !== stands.index && place.index !== stands.index + 1);
}

function distance(place: DropPlace, x: number, y: number): number {
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

function drop(session: BuildSession, state: DragState, place: DropPlace): void {
  const { what, copy } = state;
  if (what.from === "palette")
    insertBlock(session, place.parent, place.index, newBlock(what.name, session.store.get().kinds));
  else if (copy) copyTo(session, what.ids, place.parent, place.index);
  else moveTo(session, what.ids, place.parent, place.index);
}

/** Follow the pointer from its press until it is let go; `find` looks for the place below it. */
export function startDrag(session: BuildSession, press: PointerEvent, what: Dragged, find: DropFinder): void {
  const { clientX: startX, clientY: startY } = press;
  const { store } = session;
  const step = (x: number, y: number, copy: boolean): void => {
    store.set({ drag: { what, x, y, copy, over: find(x, y, what, copy)?.key ?? null } });
  };
  const onMove = (event: PointerEvent): void => {
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
    window.removeEventListener("blur", stop);
    if (store.get().drag !== null) store.set({ drag: null });
  };
  const onUp = (event: PointerEvent): void => {
    const state = store.get().drag;
    const place = state === null ? null : find(event.clientX, event.clientY, what, state.copy);
    stop();
    if (state === null) return;
    swallowClick();
    if (place !== null) drop(session, state, place);
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
  window.addEventListener("blur", stop);
}

/** The click that ends a drag is no click. */
export function swallowClick(): void {
  const swallow = (event: MouseEvent): void => {
    event.stopPropagation();
    event.preventDefault();
  };
  window.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => window.removeEventListener("click", swallow, true), 0);
}
