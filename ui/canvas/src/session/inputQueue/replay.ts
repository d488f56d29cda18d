/** A key that waited, pressed again: what the page makes of it, and else what the browser would have done by itself. */

export type Press = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;
type Field = HTMLInputElement | HTMLTextAreaElement;

export function pressOf({ key, code, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): Press {
  return { key, code, ctrlKey, metaKey, shiftKey, altKey };
}

export function isText({ key, ctrlKey, metaKey, altKey }: Press): boolean {
  return key.length === 1 && !ctrlKey && !metaKey && !altKey;
}

/** How a key is written in a sentence. */
export function shownKey(init: Press): string {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = init;
  if (isText(init)) return key;
  const modifiers = [ctrlKey || metaKey ? "Ctrl+" : "", altKey ? "Alt+" : "", shiftKey ? "Shift+" : ""];
  return `[${modifiers.join("")}${key}]`;
}

/** What has the focus within the page; the canvas where nothing has. */
export function focused(page: HTMLElement): HTMLElement {
  const root = page.getRootNode();
  const active = root instanceof ShadowRoot || root instanceof Document ? root.activeElement : null;
  if (active instanceof HTMLElement && page.contains(active)) return active;
  const canvas = page.querySelector<HTMLElement>(".canvas") ?? page;
  canvas.focus({ preventScroll: true });
  return canvas;
}

function isField(target: HTMLElement): target is Field {
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type === "text");
}

export function press(page: HTMLElement, init: Press): void {
  const target = focused(page);
  // It stays within the component's shadow root, as a key that strays does.
  const isOurs = !target.dispatchEvent(new KeyboardEvent("keydown", { ...init, bubbles: true, cancelable: true }));
  if (isOurs) return;
  if (init.key === "Tab") return tab(page, target, init.shiftKey);
  if (isField(target)) return intoField(target, init);
  if (target instanceof HTMLSelectElement) return intoList(target, init.key);
  const isPush = init.key === "Enter" || init.key === " ";
  if (isPush && target.matches("button, summary, a, input")) target.click();
}

/** Put a text where the caret is, as typing and pasting do. */
export function insertText(field: Field, text: string): void {
  const { selectionStart: start, selectionEnd: end, value } = field;
  replace(field, start ?? value.length, end ?? value.length, text);
}

function replace(field: Field, start: number, end: number, text: string): void {
  field.setRangeText(text, start, end, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true, data: text, inputType: "insertText" }));
}

function intoField(field: Field, { key, ctrlKey, metaKey, altKey }: Press): void {
  if (ctrlKey || metaKey) return key === "a" ? field.select() : undefined;
  if (altKey) return;
  const [start, end] = [field.selectionStart ?? 0, field.selectionEnd ?? 0];
  const isEmpty = start === end;
  const caret = (at: number): void => field.setSelectionRange(Math.max(0, at), Math.max(0, at));
  if (key.length === 1) insertText(field, key);
  else if (key === "Enter") enter(field);
  else if (key === "Backspace") replace(field, isEmpty ? Math.max(0, start - 1) : start, end, "");
  else if (key === "Delete") replace(field, start, isEmpty ? Math.min(field.value.length, end + 1) : end, "");
  else if (key === "ArrowLeft") caret(isEmpty ? start - 1 : start);
  else if (key === "ArrowRight") caret(isEmpty ? end + 1 : end);
  else if (key === "Home") caret(0);
  else if (key === "End") caret(field.value.length);
}

function enter(field: Field): void {
  if (field instanceof HTMLTextAreaElement) insertText(field, "\n");
  else field.form?.requestSubmit();
}

/** The entry that begins with a letter, after the one that is chosen; or the next, or the one before. */
function intoList(list: HTMLSelectElement, key: string): void {
  const options = [...list.options].filter(({ disabled }) => !disabled);
  const at = options.findIndex(({ selected }) => selected);
  const begins = (one: HTMLOptionElement): boolean => one.text.toLowerCase().startsWith(key.toLowerCase());
  const next =
    key === "ArrowDown"
      ? options[at + 1]
      : key === "ArrowUp"
        ? options[at - 1]
        : key.length === 1
          ? [...options.slice(at + 1), ...options.slice(0, at + 1)].find(begins)
          : undefined;
  if (next === undefined) return;
  list.value = next.value;
  list.dispatchEvent(new Event("change", { bubbles: true }));
}

const FOCUSABLE = "input, select, textarea, button, summary, a[href], [tabindex]";

/** To what follows in the page; within a dialog it stays there. */
function tab(page: HTMLElement, from: HTMLElement, isBack: boolean): void {
  const within = from.closest("[role=dialog]") ?? page;
  const all = [...within.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (one) => one.tabIndex >= 0 && !one.matches(":disabled") && one.getClientRects().length > 0,
  );
  const at = all.indexOf(from);
  const next = all[(at + (isBack ? all.length - 1 : 1)) % all.length];
  next?.focus();
  if (next instanceof HTMLInputElement && next.type === "text") next.select();
}
