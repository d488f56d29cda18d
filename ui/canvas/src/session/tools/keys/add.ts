/** Keys that open quick-add, or a part beside the canvas. */
import type { KeyboardEvent } from "react";
import { flushSync } from "react-dom";
import { insertionPlace, type InsertionPlace, insidePlace } from "../../places";
import type { BuildSession } from "../../session";
import { closeDrawer, show, type Drawer } from "../drawers";
import { type Action, page } from "./target";

export function quickAdd(session: BuildSession, event: KeyboardEvent): void {
  const place = insertionPlace(session);
  const onCanvas = event.target instanceof Element && event.target.closest(".canvas") !== null;
  if (onCanvas && place !== null) openAt(session, place);
  else {
    show(session, "blocks");
    page(event).querySelector<HTMLElement>(".palette input")?.focus();
  }
}

/** Go to a part beside the canvas; again, and it is hidden where it is a drawer. */
export function go(drawer: Drawer): Action {
  return (session, event) => {
    if (session.store.get().drawer?.name === drawer) return closeDrawer(session);
    show(session, drawer);
    page(event).querySelector<HTMLElement>(`#drawer-${drawer}`)?.focus({ preventScroll: true });
  };
}

function openAt(session: BuildSession, place: InsertionPlace): void {
  const last = session.store.get().selected.at(-1);
  if (last !== undefined) session.view?.reveal(last);
  session.view?.openQuickAdd(place);
}

export function addInside(session: BuildSession): void {
  const { selected, folded } = session.store.get();
  const last = selected[selected.length - 1];
  // Drawn before the next key arrives, which is the first letter of what is looked for.
  if (last !== undefined && folded.has(last)) flushSync(() => session.selection.fold(last, false));
  const place = insidePlace(session);
  if (place !== null) openAt(session, place);
}
