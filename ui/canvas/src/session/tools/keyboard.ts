/** Keys of the Build page. None may reach Streamlit, which reruns on `r` and clears caches on `c`. */
import type { KeyboardEvent } from "react";
import { flushSync } from "react-dom";
import { firstArgument } from "../../model/arguments";
import { isContainer } from "../../model/tree";
import { removeSelected, unwrapSelected, wrapSelected } from "../actions";
import { copyText, duplicateSelected, pasteText } from "../copies";
import { closeDrawer, show, type Drawer } from "./drawers";
import { insertionPlace, type InsertionPlace, insidePlace } from "../places";
import { shift } from "../moveKeys";
import type { BuildSession } from "../session";
import { walk } from "../selection/walk";
import { say } from "../../sentences/say";

type Action = (session: BuildSession, event: KeyboardEvent) => void;

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
  );
}

function page(event: KeyboardEvent): HTMLElement {
  return event.currentTarget as HTMLElement;
}

/** Edit the first argument on the block itself; what has none is edited beside the canvas. */
function editFirst(session: BuildSession, event: KeyboardEvent): void {
  const { selected, index } = session.store.get();
  const node = index.get(selected[selected.length - 1] ?? "")?.node;
  // Nothing selected stands for the network itself, whose first argument is the shape of what comes in.
  const argument = node === undefined ? null : firstArgument(node, session.catalogue.kinds());
  if (node !== undefined && argument !== null) return session.store.set({ editing: { id: node.id, argument } });
  show(session, "fields");
  if (node === undefined) return page(event).querySelector<HTMLInputElement>(".inspector .shape-text")?.select();
  const fields = page(event).querySelectorAll<HTMLElement>(".inspector input:not([disabled]), .inspector select");
  const first = [...fields].find((field) => !BESIDE.has(field.dataset.testid ?? "") && !field.closest(".wire-fields"));
  first?.focus();
  if (first instanceof HTMLInputElement) first.select();
}

/** Fields that have keys of their own. */
const BESIDE = new Set(["field-name", "freeze"]);

/** The list of what a tensor of the selected block may be tied to. */
function focusTies(session: BuildSession, event: KeyboardEvent): void {
  show(session, "fields");
  const side = page(event).querySelector<HTMLElement>(".inspector");
  flushSync(() => side?.querySelector<HTMLElement>("[data-testid=tie]")?.click());
  const list = side?.querySelector<HTMLElement>(".tie-fields select");
  if (list != null) list.focus();
  else session.notices.toast(say("canvas.tie.nothing"));
}

/** The fields that say what flows into the selected node of a graph. */
function focusWires(session: BuildSession, event: KeyboardEvent): void {
  show(session, "fields");
  const field = page(event).querySelector<HTMLElement>(".inspector .wire-fields select");
  if (field === null) session.notices.toast(say("canvas.wire.select-node"));
  else field.focus();
}

function rename(session: BuildSession): void {
  const { selected, index } = session.store.get();
  const last = selected[selected.length - 1];
  const parent = index.get(last ?? "")?.parent;
  if (parent?.block === "repeat")
    session.notices.toast(say("canvas.menu.named-by-repeat"), say("canvas.menu.named-by-repeat-hint", { i: "{i}" }));
  else if (last !== undefined && parent != null) session.store.set({ renaming: last });
}

function isBeside(target: EventTarget): boolean {
  return target instanceof Element && target.closest(".side, .palette") !== null;
}

function escape(session: BuildSession, event: KeyboardEvent): void {
  const { quickAdd, menu, wire, help, search, drawer } = session.store.get();
  if (quickAdd !== null || menu !== null || help || search !== null) {
    session.store.set({ quickAdd: null, menu: null, help: false, search: null });
    session.view?.focus();
  } else if (wire !== null) session.store.set({ wire: null });
  else if (drawer !== null) closeDrawer(session);
  else if (isBeside(event.target)) session.view?.focus();
  else session.selection.select([]);
}

function quickAdd(session: BuildSession, event: KeyboardEvent): void {
  const place = insertionPlace(session);
  const onCanvas = event.target instanceof Element && event.target.closest(".canvas") !== null;
  if (onCanvas && place !== null) openAt(session, place);
  else {
    show(session, "blocks");
    page(event).querySelector<HTMLElement>(".palette input")?.focus();
  }
}

/** Go to a part beside the canvas; again, and it is hidden where it is a drawer. */
function go(drawer: Drawer): Action {
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

function addInside(session: BuildSession): void {
  const { selected, folded } = session.store.get();
  const last = selected[selected.length - 1];
  // Drawn before the next key arrives, which is the first letter of what is looked for.
  if (last !== undefined && folded.has(last)) flushSync(() => session.selection.fold(last, false));
  const place = insidePlace(session);
  if (place !== null) openAt(session, place);
}

/** All blocks beside the selected one; once more, all around them. */
function selectAll(session: BuildSession): void {
  const { selected, index, tree } = session.store.get();
  const last = selected[selected.length - 1];
  const around = last === undefined ? null : (index.get(last)?.parent ?? null);
  const all = (around ?? tree).children?.map((child) => child.id) ?? [];
  const isAll = all.length === selected.length && all.every((id) => selected.includes(id));
  const further = isAll && around !== null ? index.get(around.id)?.parent : null;
  session.selection.select(further != null ? (further.children ?? []).map((child) => child.id) : all);
}

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
function wrapMenu(session: BuildSession, event: KeyboardEvent): void {
  const spot = menuSpot(session, event);
  const isRoot = spot?.id === session.store.get().tree.id;
  if (spot !== null) session.store.set({ menu: { ...spot, ...(isRoot ? {} : { only: "wrap" as const }) } });
}

function zoomToSelection(session: BuildSession): void {
  const { selected } = session.store.get();
  if (selected.length === 0) session.view?.fit();
  else session.view?.zoomTo(selected);
}

function contextMenu(session: BuildSession, event: KeyboardEvent): void {
  const spot = menuSpot(session, event);
  if (spot !== null) session.store.set({ menu: spot });
}

function toggleFold(session: BuildSession): void {
  const last = session.store.get().selected.at(-1);
  const node = session.store.get().index.get(last ?? "")?.node;
  if (node !== undefined && isContainer(node)) session.selection.fold(node.id);
}

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
