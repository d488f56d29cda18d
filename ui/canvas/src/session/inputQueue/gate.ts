/** What a person does on the Build page while the canvas is behind: what hangs on the tree waits, all else goes on. */
import { copy } from "../clipboard";
import { copyText, pasteText } from "../copies";
import { removeSelected } from "../actions";
import type { BuildSession } from "../session";
import { say } from "../../sentences/say";
import { holdMouse, stop } from "./mouse";
import { focused, insertText, isText, press, pressOf, shownKey } from "./replay";

const MODIFIERS = new Set(["Control", "Shift", "Alt", "Meta", "CapsLock", "AltGraph", "Dead", "Process"]);
/** Keys of the canvas that do the same whatever the tree is: close, help, zoom, go to the blocks or the code, undo. */
const ANY_TREE = new Set(["Escape", "?", "F1", "=", "-", "f", "b", "k", "Tab", " "]);
const ANY_TREE_WITH_CONTROL = new Set(["z", "y", "c"]);
/** What the browser makes events of the clipboard of: those wait instead. */
const CLIPBOARD = new Set(["c", "x", "v"]);

function isControl({ ctrlKey, metaKey }: KeyboardEvent): boolean {
  return ctrlKey || metaKey;
}

/** Whether a key hangs on the tree: one pressed in a field or a box means what is there. */
function hangsOnTree(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  if (!(target instanceof Element) || target.closest(".canvas") === null) return false;
  if (target.matches("input, textarea, select")) return false;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return !(isControl(event) ? ANY_TREE_WITH_CONTROL : ANY_TREE).has(key);
}

/** Hold back what has to wait; returns what ends it. */
export function holdInput(session: BuildSession, page: HTMLElement): () => void {
  const { held } = session;
  let isReplay = false;
  const replay = (run: () => void) => (): void => {
    isReplay = true;
    try {
      run();
    } finally {
      isReplay = false;
    }
  };
  const onKey = (event: KeyboardEvent): void => {
    if (isReplay || !held.isClosed || event.isComposing || MODIFIERS.has(event.key)) return;
    if (!held.isQueue && !hangsOnTree(event)) return;
    if (isControl(event) && CLIPBOARD.has(event.key.toLowerCase())) return event.stopImmediatePropagation();
    stop(event);
    const init = pressOf(event);
    held.hold({ shown: shownKey(init), isText: isText(init), run: replay(() => press(page, init)) });
  };

  const onClipboard = (event: ClipboardEvent): void => {
    if (!held.isClosed) return;
    const [target] = event.composedPath();
    const isBeside = target instanceof Element && target.matches("input, textarea, select, .side *");
    if (!held.isQueue && (isBeside || event.type === "copy")) return;
    stop(event);
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const run = event.type === "paste" ? () => paste(session, page, text) : () => take(session, event.type === "cut");
    held.hold({ shown: `[${event.type}]`, run: replay(run) });
  };

  const endMouse = holdMouse(session, page, () => isReplay, replay);
  page.addEventListener("keydown", onKey, true);
  for (const name of ["copy", "cut", "paste"] as const) page.addEventListener(name, onClipboard, true);
  return () => {
    page.removeEventListener("keydown", onKey, true);
    for (const name of ["copy", "cut", "paste"] as const) page.removeEventListener(name, onClipboard, true);
    endMouse();
  };
}

function paste(session: BuildSession, page: HTMLElement, text: string): void {
  const target = focused(page);
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) insertText(target, text);
  else pasteText(session, text);
}

/** Copy what is selected, and cut it. */
function take(session: BuildSession, isCut: boolean): void {
  const text = copyText(session);
  if (text === null) return;
  copy(text).catch(() => session.notices.toast(say("canvas.clipboard.no-copy"), say("canvas.clipboard.no-copy-hint")));
  if (isCut) removeSelected(session);
}
