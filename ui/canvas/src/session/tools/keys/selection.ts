/** Keys of the selection and of what is seen: Escape, select all, zoom, fold. */
import type { KeyboardEvent } from "react";
import { isContainer } from "../../../model/tree";
import type { BuildSession } from "../../session";
import { closeDrawer } from "../drawers";

function isBeside(target: EventTarget): boolean {
  return target instanceof Element && target.closest(".side, .palette") !== null;
}

export function escape(session: BuildSession, event: KeyboardEvent): void {
  const { quickAdd, menu, wire, help, search, drawer } = session.store.get();
  if (quickAdd !== null || menu !== null || help || search !== null) {
    session.store.set({ quickAdd: null, menu: null, help: false, search: null });
    session.view?.focus();
  } else if (wire !== null) session.store.set({ wire: null });
  else if (drawer !== null) closeDrawer(session);
  else if (isBeside(event.target)) session.view?.focus();
  else session.selection.select([]);
}

/** All blocks beside the selected one; once more, all around them. */
export function selectAll(session: BuildSession): void {
  const { selected, index, tree } = session.store.get();
  const last = selected[selected.length - 1];
  const around = last === undefined ? null : (index.get(last)?.parent ?? null);
  const all = (around ?? tree).children?.map((child) => child.id) ?? [];
  const isAll = all.length === selected.length && all.every((id) => selected.includes(id));
  const further = isAll && around !== null ? index.get(around.id)?.parent : null;
  session.selection.select(further != null ? (further.children ?? []).map((child) => child.id) : all);
}

export function zoomToSelection(session: BuildSession): void {
  const { selected } = session.store.get();
  if (selected.length === 0) session.view?.fit();
  else session.view?.zoomTo(selected);
}

export function toggleFold(session: BuildSession): void {
  const last = session.store.get().selected.at(-1);
  const node = session.store.get().index.get(last ?? "")?.node;
  if (node !== undefined && isContainer(node)) session.selection.fold(node.id);
}
