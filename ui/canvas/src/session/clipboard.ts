/**
 * Copying. Only a page from https or localhost has the browser's clipboard; over plain http a marked text is copied as
 * Ctrl+C would. Reading has no such way: there Ctrl+V is the only one.
 */
/** Lend Streamlit's own buttons this way of copying: they know none but the browser's clipboard. */
export function lendClipboard(): void {
  if (!("clipboard" in navigator)) Object.defineProperty(navigator, "clipboard", { value: { writeText: copy } });
}

/** Put a text on the clipboard; rejects where the browser does not allow it. */
export async function copy(text: string): Promise<void> {
  if (isSecureContext) return navigator.clipboard.writeText(text);
  if (!copyMarked(text)) throw new Error("the browser does not copy");
}

/** Read the clipboard's text; rejects where the browser does not allow it. */
export async function pasted(): Promise<string> {
  if (!isSecureContext) throw new Error("the browser has no clipboard to read on plain http");
  return navigator.clipboard.readText();
}

function copyMarked(text: string): boolean {
  const focused = deepest();
  const field = document.createElement("textarea");
  field.value = text;
  field.readOnly = true;
  // Marked it has the focus for a moment: there it neither shows nor makes the page scroll.
  Object.assign(field.style, { position: "fixed", top: "0", opacity: "0" });
  document.body.append(field);
  field.select();
  try {
    return document.execCommand("copy");
  } finally {
    field.remove();
    focused?.focus({ preventScroll: true });
  }
}

/** What has the focus, inside components too. */
function deepest(): HTMLElement | null {
  let found = document.activeElement;
  while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
  return found instanceof HTMLElement ? found : null;
}
