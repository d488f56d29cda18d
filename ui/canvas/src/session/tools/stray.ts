/** Keys pressed while nothing on the page has the focus: they are meant for the canvas, and never for Streamlit. */
import type { BuildSession } from "../session";

const NOT_OURS = new Set(["Tab", "Control", "Shift", "Alt", "Meta", "CapsLock", "AltGraph", "Dead", "Process"]);
/** What a button elsewhere has no use for. */
const FROM_BUTTONS = new Set(["/", "?"]);
const FIELDS = "input, textarea, select, [contenteditable], [role=textbox], [role=combobox]";
const OVERLAYS = "[role=dialog], [role=menu], [role=listbox]";

/** Whether nothing on the page has the focus. */
export function isFocusFree(): boolean {
  const { activeElement, body } = document;
  return activeElement === null || activeElement === body || activeElement === document.documentElement;
}

/** Whether a key that was pressed beside the Build page is one for the canvas. */
function isForCanvas(session: BuildSession, event: KeyboardEvent, page: HTMLElement): boolean {
  const path = event.composedPath();
  if (path.includes(page) || event.defaultPrevented || event.isComposing || NOT_OURS.has(event.key)) return false;
  const { defining, writing, renamingOwn } = session.store.get();
  const isSheetOpen = defining !== null || writing !== null || renamingOwn !== null;
  const isCovered = document.querySelector("[role=dialog]") !== null || isSheetOpen;
  if (isCovered) return false;
  if (isFocusFree()) return true;
  const isBusy = path.some((one) => one instanceof Element && one.matches(`${FIELDS}, ${OVERLAYS}`));
  return !isBusy && FROM_BUTTONS.has(event.key);
}

/** Hand such keys to the canvas, with the focus; returns what ends it. */
export function takeStrayKeys(session: BuildSession, page: () => HTMLElement | null): () => void {
  const listener = (event: KeyboardEvent): void => {
    const element = page();
    const canvas = element?.querySelector<HTMLElement>(".canvas");
    if (element === null || canvas == null || !isForCanvas(session, event, element)) return;
    session.view?.focus();
    event.stopPropagation();
    const { key, code, ctrlKey, metaKey, shiftKey, altKey } = event;
    // It stays within the component's shadow root, where React listens.
    const same = { key, code, ctrlKey, metaKey, shiftKey, altKey, bubbles: true, cancelable: true };
    if (!canvas.dispatchEvent(new KeyboardEvent("keydown", same))) event.preventDefault();
  };
  window.addEventListener("keydown", listener, true);
  return () => window.removeEventListener("keydown", listener, true);
}
