/**
 * Commands on their way to Python: numbered, kept until acknowledged, all sent again each time.
 *
 * A request may fail, and Streamlit replaces a trigger that waits for a running script by a later one; so a single edit
 * may never stand alone.
 */
import { newId } from "../model/ids";
import type { Command, Edit } from "../protocol";

const RETRY_MS = 1500;
const SPACING_MS = 60;

export class Outbox {
  readonly client = newId();
  pending: Command[] = [];
  private last = 0;
  private acknowledged = 0;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private sentAt = -Infinity;
  private deliver: ((commands: Command[]) => void) | null = null;

  /** Take the newest way to Python; null while the component is unmounted. */
  connect(deliver: ((commands: Command[]) => void) | null): void {
    this.deliver = deliver;
    if (deliver !== null && this.timer === null && this.pending.length > 0) this.schedule(RETRY_MS);
  }

  push(edits: Edit[], step?: string): Command[] {
    const commands = edits.map((edit) => ({ number: ++this.last, edit, ...(step === undefined ? {} : { step }) }));
    this.pending = [...this.pending, ...commands];
    this.schedule(Math.max(0, SPACING_MS - (performance.now() - this.sentAt)));
    return commands;
  }

  /** Forget what Python has applied or refused; says whether anything was forgotten. */
  acknowledge(number: number): boolean {
    if (number <= this.acknowledged) return false;
    this.acknowledged = number;
    this.pending = this.pending.filter((command) => command.number > number);
    if (this.pending.length === 0) this.stop();
    return true;
  }

  private schedule(delay: number): void {
    this.stop();
    if (delay <= 0) this.send();
    else this.timer = setTimeout(() => this.send(), delay);
  }

  private send(): void {
    this.stop();
    if (this.pending.length === 0 || this.deliver === null) return;
    this.sentAt = performance.now();
    this.timer = setTimeout(() => this.send(), RETRY_MS);
    this.deliver(this.pending);
  }

  private stop(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }
}

const outboxes = new Map<string, Outbox>();

/** The outbox of a document; it outlives the component, so that leaving the page loses nothing. */
export function outboxOf(view: string, document: string): Outbox {
  const key = `${view}:${document}`;
  const found = outboxes.get(key) ?? new Outbox();
  outboxes.set(key, found);
  return found;
}
