/** Palette, inspector and code: beside the canvas where there is room, as drawers on a narrower screen, absent below. */
import { flushSync } from "react-dom";
import { readPanels, type Panels } from "../../build/panels";
import type { BuildProps } from "../../protocol";
import type { BuildSession } from "../session";

export type Room = "wide" | "drawers" | "reading";
export type Drawer = "blocks" | "fields" | "code";
export interface OpenDrawer {
  name: Drawer;
  /** What opened it, where the focus goes back to. */
  by: "button" | "key";
}

/** What is open beside the canvas. */
export interface Beside {
  room: Room;
  panels: Panels;
  drawer: OpenDrawer | null;
}

/** What is open at first; the window says what there is room for. */
export function firstRoom(): Beside {
  return { room: "wide", panels: readPanels(), drawer: null };
}

const WIDE_FROM = 900;
export const DRAWERS_FROM = 700;

/** What a window has room for: `page` is its part beside the rail of pages. */
export function roomFor(window: number, page: number): Room {
  if (page >= WIDE_FROM) return "wide";
  return window >= DRAWERS_FROM ? "drawers" : "reading";
}

/** What brings a part into sight, if anything must. */
export function shown(state: Beside, name: Drawer, by: OpenDrawer["by"]): Partial<Beside> | null {
  const { room, panels, drawer } = state;
  if (room === "drawers") return drawer?.name === name ? null : { drawer: { name, by } };
  const part = name === "blocks" ? "palette" : "side";
  return room === "reading" || panels[part] ? null : { panels: { ...panels, [part]: true } };
}

/** Bring a part into sight, and onto the page before this returns, so that it can take the focus at once. */
export function show(session: BuildSession, name: Drawer, by: OpenDrawer["by"] = "key"): void {
  const change = shown(session.store.get(), name, by);
  if (change !== null) flushSync(() => session.store.set(change));
}

/** Close the drawer; the focus goes back to what opened it. */
export function closeDrawer(session: BuildSession): void {
  const { drawer } = session.store.get();
  flushSync(() => session.store.set({ drawer: null }));
  if (drawer?.by === "key") session.view?.focus();
}

/** The last click on the header's problems that was followed; it outlives the component, as in `focus.ts`. */
let followed = 0;

/** Show the problems, once for each click on the header's count. */
export function followProblems(session: BuildSession, { pane }: BuildProps): void {
  if (!pane?.shown || pane.shown === followed) return;
  followed = pane.shown;
  session.tabs.show("problems");
  const change = shown(session.store.get(), "code", "key");
  if (change !== null) session.store.set(change);
}
