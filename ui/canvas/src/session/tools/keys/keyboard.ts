/** Keys of the Build page. None may reach Streamlit, which reruns on `r` and clears caches on `c`. */
import type { KeyboardEvent } from "react";
import { removeSelected, unwrapSelected, wrapSelected } from "../../actions";
import { duplicateSelected } from "../../copies";
import { walk } from "../../selection/walk";
import type { BuildSession } from "../../session";
import { addInside, go, quickAdd } from "./add";
import { editFirst, focusTies, focusWires, rename } from "./fields";
import { contextMenu, wrapMenu } from "./menus";
import { shift } from "./move";
import { escape, selectAll, toggleFold, zoomToSelection } from "./selection";
import { type Action, isTyping } from "./target";

const PLAIN: { [key: string]: Action } = {
  Delete: removeSelected,
  Backspace: removeSelected,
  Enter: (session, event) => (event.shiftKey ? addInside(session) : editFirst(session, event)),
  F2: rename,
  F1: (session) => session.store.set({ help: true }),
  "?": (session) => session.store.set({ help: true }),
  Escape: escape,
  "/": quickAdd,
  "+": quickAdd,
  b: go("blocks"),
  p: go("fields"),
  k: go("code"),
  i: addInside,
  g: (session) => wrapSelected(session, "sequential"),
  u: unwrapSelected,
  w: wrapMenu,
  c: focusWires,
  t: focusTies,
  x: toggleFold,
  f: (session, event) => (event.shiftKey ? zoomToSelection(session) : session.view?.fit()),
  z: zoomToSelection,
  "=": (session) => session.view?.zoomBy(1.2),
  "-": (session) => session.view?.zoomBy(1 / 1.2),
  ContextMenu: contextMenu,
  F10: (session, event) => event.shiftKey && contextMenu(session, event),
  ArrowUp: (session, event) => walk(session, "previous", event.shiftKey),
  ArrowDown: (session, event) => walk(session, "next", event.shiftKey),
  ArrowLeft: (session, event) => walk(session, "out", event.shiftKey),
  ArrowRight: (session, event) => walk(session, "in", event.shiftKey),
  Home: (session, event) => walk(session, "first", event.shiftKey),
  End: (session, event) => walk(session, "last", event.shiftKey),
};

const WITH_ALT: { [key: string]: Action } = {
  ArrowUp: (session) => shift(session, "up"),
  ArrowDown: (session) => shift(session, "down"),
  ArrowLeft: (session) => shift(session, "left"),
  ArrowRight: (session) => shift(session, "right"),
};

const WITH_CONTROL: { [key: string]: Action } = {
  d: duplicateSelected,
  a: selectAll,
  f: (session) => session.store.set({ search: session.store.get().search ?? "" }),
  z: (session, event) => session.edit({ edit: event.shiftKey ? "redo" : "undo" }),
  y: (session) => session.edit({ edit: "redo" }),
  Enter: addInside,
};

const EVERYWHERE = new Set(["y", "/", "b", "p", "k", "Escape", "?", "F1"]);

const EVERYWHERE_WITH_CONTROL = new Set(["z", "y", "f"]);

/** What can be done without changing anything. */
const READING = new Set([
  "f",
  "z",
  "=",
  "-",
  "?",
  "F1",
  "Escape",
  "x",
  "ArrowUp",
  "ArrowDown",
  "ArrowLeft",
  "ArrowRight",
  "Home",
  "End",
]);

export function onKeyDown(session: BuildSession, event: KeyboardEvent): void {
  event.stopPropagation();
  // A list has taken its value already: Enter and Escape lead back, as they do from a field.
  if (event.target instanceof HTMLSelectElement && (event.key === "Enter" || event.key === "Escape")) {
    event.preventDefault();
    return session.view?.focus();
  }
  if (event.defaultPrevented || event.nativeEvent.isComposing || isTyping(event.target)) return;
  const control = event.ctrlKey || event.metaKey;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.key === "Enter" && event.target instanceof HTMLButtonElement) return;
  // Beside the canvas a key may mean the text there: only what is meant for the whole page works.
  const isBeside = event.target instanceof Element && event.target.closest(".side") !== null;
  const action = (control ? WITH_CONTROL : event.altKey ? WITH_ALT : PLAIN)[key];
  if (action === undefined || (isBeside && !(control ? EVERYWHERE_WITH_CONTROL : EVERYWHERE).has(key))) return;
  if (session.store.get().readOnly && !READING.has(key)) return;
  event.preventDefault();
  action(session, event);
}
