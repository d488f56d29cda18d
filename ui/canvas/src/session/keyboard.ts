/** Keys of the Build page. None may reach Streamlit, which reruns on `r` and clears caches on `c`. */
import type { KeyboardEvent } from "react";
import {
  copyText,
  duplicateSelected,
  insertionPlace,
  pasteText,
  removeSelected,
  unwrapSelected,
  wrapSelected,
} from "./actions";
import type { BuildSession } from "./session";
import { walk } from "./walk";

type Action = (session: BuildSession, event: KeyboardEvent) => void;

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
  );
}

function page(event: KeyboardEvent): HTMLElement {
  return event.currentTarget as HTMLElement;
}

function focusField(session: BuildSession, event: KeyboardEvent): void {
  if (session.store.get().selected.length === 0) return;
  page(event).querySelector<HTMLElement>(".inspector .field input:not([disabled]), .inspector .field select")?.focus();
}

function rename(session: BuildSession): void {
  const { selected, index } = session.store.get();
  const last = selected[selected.length - 1];
  const parent = index.get(last ?? "")?.parent;
  if (parent?.block === "repeat")
    session.toast("The copies are named by the Repeat.", "Set its names, such as block {i}.");
  else if (last !== undefined && parent != null) session.store.set({ renaming: last });
}

function escape(session: BuildSession): void {
  const { quickAdd, menu } = session.store.get();
  if (quickAdd !== null || menu !== null) session.store.set({ quickAdd: null, menu: null });
  else session.select([]);
}

function quickAdd(session: BuildSession, event: KeyboardEvent): void {
  const place = insertionPlace(session);
  const onCanvas = event.target instanceof Element && event.target.closest(".canvas") !== null;
  if (onCanvas && place !== null) session.view?.openQuickAdd(place.parent, place.index);
  else page(event).querySelector<HTMLElement>(".palette input")?.focus();
}

function selectAll(session: BuildSession): void {
  session.select((session.store.get().tree.children ?? []).map((child) => child.id));
}

const PLAIN: { [key: string]: Action } = {
  Delete: removeSelected,
  Backspace: removeSelected,
  Enter: focusField,
  F2: rename,
  Escape: escape,
  "/": quickAdd,
  g: (session) => wrapSelected(session, "sequential"),
  u: unwrapSelected,
  f: (session) => session.view?.fit(),
  "+": (session) => session.view?.zoomBy(1.2),
  "-": (session) => session.view?.zoomBy(1 / 1.2),
  ArrowUp: (session, event) => walk(session, "previous", event.shiftKey),
  ArrowDown: (session, event) => walk(session, "next", event.shiftKey),
  ArrowLeft: (session, event) => walk(session, "out", event.shiftKey),
  ArrowRight: (session, event) => walk(session, "in", event.shiftKey),
};

const WITH_CONTROL: { [key: string]: Action } = {
  d: duplicateSelected,
  a: selectAll,
  z: (session, event) => session.edit({ edit: event.shiftKey ? "redo" : "undo" }),
  y: (session) => session.edit({ edit: "redo" }),
};

const EVERYWHERE = new Set(["z", "y", "/", "Escape"]);

export function onKeyDown(session: BuildSession, event: KeyboardEvent): void {
  event.stopPropagation();
  if (event.defaultPrevented || event.nativeEvent.isComposing || isTyping(event.target)) return;
  const control = event.ctrlKey || event.metaKey;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.key === "Enter" && event.target instanceof HTMLButtonElement) return;
  // Beside the canvas a key may mean the text there: only what is meant for the whole page works.
  const isBeside = event.target instanceof Element && event.target.closest(".side") !== null;
  const action = (control ? WITH_CONTROL : PLAIN)[key];
  if (action === undefined || (event.altKey && !control) || (isBeside && !EVERYWHERE.has(key))) return;
  event.preventDefault();
  action(session, event);
}

/** Copy, cut and paste blocks as text: pasted into an editor they are the document's JSON. */
export function onClipboard(session: BuildSession, event: ClipboardEvent): void {
  const [target] = event.composedPath();
  if (isTyping(target ?? null) || event.clipboardData === null) return;
  if (target instanceof Element && target.closest(".side") !== null) return;
  if (event.type === "paste") {
    event.preventDefault();
    pasteText(session, event.clipboardData.getData("text/plain"));
    return;
  }
  const text = copyText(session);
  if (text === null) return;
  event.preventDefault();
  event.clipboardData.setData("text/plain", text);
  if (event.type === "cut") removeSelected(session);
}
