/** Keys that lead to the fields of the selected block: its first argument, ties, wires, its name. */
import type { KeyboardEvent } from "react";
import { flushSync } from "react-dom";
import { firstArgument } from "../../../model/arguments";
import type { BuildSession } from "../../session";
import { show } from "../drawers";
import { say } from "../../../sentences/say";
import { page } from "./target";

/** Edit the first argument on the block itself; what has none is edited beside the canvas. */
export function editFirst(session: BuildSession, event: KeyboardEvent): void {
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
export function focusTies(session: BuildSession, event: KeyboardEvent): void {
  show(session, "fields");
  const side = page(event).querySelector<HTMLElement>(".inspector");
  flushSync(() => side?.querySelector<HTMLElement>("[data-testid=tie]")?.click());
  const list = side?.querySelector<HTMLElement>(".tie-fields select");
  if (list != null) list.focus();
  else session.notices.toast(say("canvas.tie.nothing"));
}

/** The fields that say what flows into the selected node of a graph. */
export function focusWires(session: BuildSession, event: KeyboardEvent): void {
  show(session, "fields");
  const field = page(event).querySelector<HTMLElement>(".inspector .wire-fields select");
  if (field === null) session.notices.toast(say("canvas.wire.select-node"));
  else field.focus();
}

export function rename(session: BuildSession): void {
  const { selected, index } = session.store.get();
  const last = selected[selected.length - 1];
  const parent = index.get(last ?? "")?.parent;
  if (parent?.block === "repeat")
    session.notices.toast(say("canvas.menu.named-by-repeat"), say("canvas.menu.named-by-repeat-hint", { i: "{i}" }));
  else if (last !== undefined && parent != null) session.store.set({ renaming: last });
}
