/**
 * The mouse while keys wait: a click waits behind them, on what was clicked; a drag is refused in a sentence.
 *
 * Where nothing waits yet the mouse works on what is shown; what it drops comes to its place once that is known.
 */
import type { BuildSession } from "../session";
import { say } from "../../sentences/say";

/** Pixels from which on a press is a drag, no click. */
const DRAG_DISTANCE = 4;
const EVENTS = ["pointerdown", "mousedown", "pointerup", "mouseup", "click", "dblclick", "contextmenu"] as const;
const WHOLE = new Set(["click", "dblclick", "contextmenu"]);

export function stop(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** Hold clicks back while something waits; returns what ends it. */
export function holdMouse(
  session: BuildSession,
  page: HTMLElement,
  isReplay: () => boolean,
  replay: (run: () => void) => () => void,
): () => void {
  /** Where the button went down, if that has to wait. */
  let from: { x: number; y: number } | null = null;
  let isDrag = false;
  const released = ({ x, y }: { x: number; y: number }, { clientX, clientY }: MouseEvent): void => {
    isDrag = Math.hypot(clientX - x, clientY - y) > DRAG_DISTANCE;
    if (isDrag) session.notices.toast(say("canvas.held.no-drag"), say("canvas.held.no-drag-hint"));
  };
  const listener = (event: MouseEvent): void => {
    if (isReplay()) return;
    if (event.type === "pointerdown") {
      from = session.held.isQueue && !isBeside(event) ? { x: event.clientX, y: event.clientY } : null;
      isDrag = false;
    }
    if (from === null) return;
    stop(event);
    if (event.type === "pointerup") released(from, event);
    const [target] = event.composedPath();
    const isClick = WHOLE.has(event.type) && !isDrag;
    if (isClick && (target instanceof HTMLElement || target instanceof SVGElement))
      session.held.hold({ shown: `[${event.type}]`, run: replay(() => point(session, target, event)) });
  };
  for (const name of EVENTS) page.addEventListener(name, listener, true);
  return () => EVENTS.forEach((name) => page.removeEventListener(name, listener, true));
}

/** What is said of the wait itself can be clicked. */
function isBeside({ target }: Event): boolean {
  return target instanceof Element && target.closest(".toasts") !== null;
}

/** A click that waited, on what was clicked then, if that is still there. */
function point(session: BuildSession, target: HTMLElement | SVGElement, event: MouseEvent): void {
  if (!target.isConnected) return session.notices.toast(say("canvas.held.gone"), say("canvas.held.gone-hint"));
  target.closest<HTMLElement>("input, select, textarea, button, [tabindex]")?.focus({ preventScroll: true });
  const { clientX, clientY, button, ctrlKey, metaKey, shiftKey, altKey } = event;
  const init = { clientX, clientY, button, ctrlKey, metaKey, shiftKey, altKey, bubbles: true, cancelable: true };
  target.dispatchEvent(new MouseEvent(event.type, { ...init, composed: true }));
}
