/** The text of the pane, fetched by itself once the tree is on the screen: no edit waits for it, and the old one stays. */
import type { Pane } from "../../protocol";

/** Left to the browser, to draw the tree before it asks for a text. */
const AFTER_TREE_MS = 40;
const RETRY_MS = 1500;

export class PaneText {
  private wanted: string | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private isFetching = false;
  private readonly show: (pane: Pane) => void;

  constructor(show: (pane: Pane) => void) {
    this.show = show;
  }

  /** Ask for the text at this address, in place of what was asked for before. */
  want(address: string): void {
    if (address === this.wanted) return;
    this.wanted = address;
    this.schedule(AFTER_TREE_MS);
  }

  stop(): void {
    this.wanted = null;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private schedule(delay: number): void {
    if (this.isFetching || this.timer !== null) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      void this.load();
    }, delay);
  }

  /** One at a time: what is asked for meanwhile comes next. */
  private async load(): Promise<void> {
    const address = this.wanted;
    if (address === null) return;
    this.isFetching = true;
    const pane = await fetched(address);
    this.isFetching = false;
    if (pane !== null && this.wanted !== null) this.show(pane);
    if (this.wanted !== address) this.schedule(0);
    else if (pane === null) this.schedule(RETRY_MS);
  }
}

async function fetched(address: string): Promise<Pane | null> {
  try {
    const answer = await fetch(new URL(address, document.baseURI), { credentials: "same-origin", cache: "no-store" });
    return answer.ok ? ((await answer.json()) as Pane) : null;
  } catch {
    return null;
  }
}
