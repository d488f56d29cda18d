/**
 * Streamlit's dialog about a lost connection makes the whole page inert, and speaks of its own command. It is closed as
 * it opens: the page says by itself that the server does not answer (ui/style.css), and the canvas keeps what is edited.
 */
const DIALOG = '[role="dialog"]:has([data-testid="stErrorCodeBlock"])';

/** Close it whenever it opens; returns how to stop. */
export function closeStreamlitsDialog(): () => void {
  const close = (): void => document.querySelector<HTMLElement>(`${DIALOG} button[aria-label="Close"]`)?.click();
  const observer = new MutationObserver(close);
  observer.observe(document.body, { childList: true });
  return () => observer.disconnect();
}
