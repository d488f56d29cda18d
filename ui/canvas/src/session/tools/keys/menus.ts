/** Keys that open a menu on the selection. */
import type { KeyboardEvent } from "react";
import type { BuildSession } from "../../session";
import { page } from "./target";

/** Where a menu opens by a key: on the selected block, or for the network itself at the canvas's top. */
function menuSpot(session: BuildSession, event: KeyboardEvent): { id: string; x: number; y: number } | null {
  const last = session.store.get().selected.at(-1);
  const within = last === undefined ? ".canvas" : `[id="node-${CSS.escape(last)}"]`;
  const box = page(event).querySelector(within)?.getBoundingClientRect();
  if (box === undefined) return null;
  const around = session.view?.bounds();
  const [top, bottom] = [around?.top ?? 0, around?.bottom ?? window.innerHeight];
  const y = Math.min(bottom - 60, Math.max(top, box.top));
  return { id: last ?? session.store.get().tree.id, x: box.left + 24, y: y + 28 };
}

/** The menu of what can be wrapped around the selection. */
export function wrapMenu(session: BuildSession, event: KeyboardEvent): void {
  const spot = menuSpot(session, event);
  const isRoot = spot?.id === session.store.get().tree.id;
  if (spot !== null) session.store.set({ menu: { ...spot, ...(isRoot ? {} : { only: "wrap" as const }) } });
}

export function contextMenu(session: BuildSession, event: KeyboardEvent): void {
  const spot = menuSpot(session, event);
  if (spot !== null) session.store.set({ menu: spot });
}
