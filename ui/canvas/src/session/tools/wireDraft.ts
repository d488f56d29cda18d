/** Drawing a wire by hand: from a port to a port or a node; what takes it lights up, what cannot says why. */
import { freePort, whyNot, type WireTarget } from "../../model/graphs";
import { inPlaceOf } from "../../model/sources";
import type { TreeNode } from "../../protocol";
import { startAutopan } from "./autopan";
import { swallowClick } from "./drag";
import { connectTo, disconnectAt, type WirePlace } from "../graph/wires";
import type { BuildSession } from "../session";

export interface Linking {
  graph: string;
  /** What flows, when the wire is drawn from where it begins; null when it is drawn backwards. */
  source: string | null;
  /** Where the wire ends, when it is drawn backwards from there. */
  into: WireTarget | null;
  /** Both ends, in the network's pixels. */
  from: { x: number; y: number };
  to: { x: number; y: number };
  /** The pointer, in pixels of the window. */
  pointer: { x: number; y: number };
  over: WireTarget | string | null;
  why: string | null;
  /** The wire whose end was taken up. */
  taken: WirePlace | null;
}

/** Pixels that the pointer may go astray in a click on a port. */
const START_DISTANCE = 3;

function targetAt(session: BuildSession, graph: TreeNode, x: number, y: number): WireTarget | null {
  const found = session.view?.findPort(x, y, graph.id);
  if (found == null) return null;
  if (found.index !== null) return { node: found.node, index: found.index };
  const node = graph.children?.find((child) => child.name === found.node);
  return node === undefined ? null : { node: node.name, index: freePort(graph, node, session.catalogue.kinds()) };
}

export interface LinkStart {
  graph: string;
  source: string | null;
  into: WireTarget | null;
  at: { x: number; y: number };
  taken: WirePlace | null;
}

/** The graph without the wire that is in the hand. */
function without(graph: TreeNode, taken: WirePlace | null): TreeNode {
  if (taken === null || taken.node === null) return graph;
  const sources = (graph.wires?.[taken.node] ?? []).filter((_, i) => i !== taken.index);
  return { ...graph, wires: { ...graph.wires, [taken.node]: sources } };
}

function looked(session: BuildSession, start: LinkStart, x: number, y: number): Linking | null {
  const graph = session.store.get().index.get(start.graph)?.node;
  const point = session.view?.point(x, y);
  if (graph === undefined || point === undefined) return null;
  const common = { graph: start.graph, source: start.source, into: start.into, pointer: { x, y }, taken: start.taken };
  if (start.source === null) {
    const source = session.view?.findSource(x, y, graph.id) ?? null;
    const why =
      source === null || start.into === null ? null : whyNot(graph, source, start.into, session.catalogue.kinds());
    return { ...common, from: point, to: start.at, over: source, why };
  }
  const left = without(graph, start.taken);
  const target = targetAt(session, left, x, y);
  const why = target === null ? null : whyNot(left, start.source, target, session.catalogue.kinds());
  return { ...common, from: start.at, to: point, over: target, why };
}

function finish(session: BuildSession, state: Linking): void {
  const { over, why, source, into, taken, graph } = state;
  if (why !== null) return session.notices.toast(why);
  if (typeof over === "string") {
    if (into !== null) connectTo(session, graph, over, into);
  } else if (over === null) {
    if (taken !== null) disconnectAt(session, taken);
    else offerBlock(session, state);
  } else if (source !== null) {
    if (taken === null) connectTo(session, graph, source, over);
    else rewire(session, source, taken, over);
  }
}

/** A wire let go over nothing asks for the block that it was meant for. */
function offerBlock(session: BuildSession, { graph, source, into, pointer }: Linking): void {
  const joining = source !== null ? { branch: source } : into !== null ? { into } : {};
  const box = session.view?.bounds();
  if (box === undefined || pointer.x < box.left || pointer.x > box.right) return;
  const [x, y] = [
    Math.min(box.right - 150, Math.max(box.left + 150, pointer.x)),
    Math.min(box.bottom - 120, pointer.y),
  ];
  session.store.set({ quickAdd: { parent: graph, index: 0, x, y, joining }, menu: null });
}

/** The end of a wire taken elsewhere, as one step. */
function rewire(session: BuildSession, source: string, taken: WirePlace, over: WireTarget): void {
  const graph = session.store.get().index.get(taken.graph)?.node;
  if (graph === undefined || (taken.node === over.node && taken.index === over.index)) return;
  const sources = (node: string): string[] => [...(graph.wires?.[node] ?? [])];
  if (taken.node === null || over.node === null || taken.node === over.node) {
    connectTo(session, graph.id, source, over);
    return;
  }
  const left = sources(taken.node).filter((_, i) => i !== taken.index);
  const next = sources(over.node);
  next[Math.min(over.index, next.length)] = inPlaceOf(next[over.index], source);
  session.edit([
    { edit: "set_wires", graph: graph.id, node: taken.node, sources: left },
    { edit: "set_wires", graph: graph.id, node: over.node, sources: next },
  ]);
}

export function startLinking(session: BuildSession, press: PointerEvent, start: LinkStart): void {
  const { store } = session;
  const { clientX, clientY } = press;
  const step = (x: number, y: number): void => store.set({ linking: looked(session, start, x, y) });
  const onMove = (event: PointerEvent): void => {
    if ((event.buttons & 1) === 0) return stop();
    const begun = store.get().linking !== null;
    if (!begun && Math.hypot(event.clientX - clientX, event.clientY - clientY) < START_DISTANCE) return;
    event.preventDefault();
    step(event.clientX, event.clientY);
  };
  const stopPanning = startAutopan(
    session,
    () => store.get().linking?.pointer ?? null,
    () => {
      const pointer = store.get().linking?.pointer;
      if (pointer !== undefined) step(pointer.x, pointer.y);
    },
  );
  const stop = (): void => {
    stopPanning();
    window.removeEventListener("pointermove", onMove, true);
    window.removeEventListener("pointerup", onUp, true);
    window.removeEventListener("pointercancel", stop, true);
    window.removeEventListener("keydown", onKey, true);
    if (store.get().linking !== null) store.set({ linking: null });
  };
  const onUp = (event: PointerEvent): void => {
    const isDrawn = store.get().linking !== null;
    const state = looked(session, start, event.clientX, event.clientY);
    stop();
    if (state === null) return;
    // A click on a port asks for a block there.
    if (!isDrawn) return start.taken === null ? offerBlock(session, state) : undefined;
    swallowClick();
    session.held.after("[wire]", () => finish(session, state));
    if (session.store.get().quickAdd === null) session.view?.focus();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (store.get().linking === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") stop();
  };
  window.addEventListener("pointermove", onMove, true);
  window.addEventListener("pointerup", onUp, true);
  window.addEventListener("pointercancel", stop, true);
  window.addEventListener("keydown", onKey, true);
}
