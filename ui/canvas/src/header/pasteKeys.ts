/** Ctrl+Enter in the field for pasted code, or in that for its shapes, presses Convert: Streamlit only takes the text over. */

/** Press it whenever the keys are; returns how to stop. */
export function watchPasteKeys(): () => void {
  const press = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !(event.target instanceof Element)) return;
    if (event.target.closest(".st-key-paste-text, .st-key-paste-inputs") === null) return;
    document.querySelector<HTMLElement>(".st-key-paste-read button")?.click();
  };
  // Streamlit has taken the text over when the event comes to the window.
  window.addEventListener("keydown", press);
  return () => window.removeEventListener("keydown", press);
}
