/**
 * Commands on their way to Python: numbered, kept until acknowledged, all sent again each time.
 *
 * A request may fail, and Streamlit replaces a trigger that waits for a running script by a later one; so a single edit
 * may never stand alone. A request that Python cannot read is narrowed down until the one step in it that is to blame
 * goes by itself; that step is let go of, and told, so that the edits behind it are made.
 */
import { newId } from "../../model/ids";
import type { Command, Edit } from "../../protocol";
import { say } from "../../sentences/say";

const RETRY_MS = 1500;
const SPACING_MS = 60;
/** Commands of one request: `MAX_COMMANDS` of `ui/server/commands.py`. */
export const MOST = 100;
/** Times that the server may fail at a step that goes by itself. */
const TRIES = 4;

/** What all outboxes of this tab begin with: Python tells by it which edits are another person's. */
const TAB = newId();
let count = 0;

/** What became of a request that was not answered; status 0 where nothing came back. */
export interface Failure {
  status: number;
  sentence: string;
}
export type Deliver = (commands: Command[], failed: (failure: Failure) => void) => void;
/** Told of edits that are let go of, and of those that are kept although they cannot be made now. */
export type Tell = (problem: string, hint: string, isLetGo: boolean) => void;

export class Outbox {
  readonly client = `${TAB}.${++count}`;
  pending: Command[] = [];
  private last = 0;
  private acknowledged = 0;
  /** The last command that a request has held. */
  private sentTo = 0;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private sentAt = -Infinity;
  private deliver: Deliver | null = null;
  private tell: Tell | null = null;
  /** Commands that the next request may hold. */
  private room = MOST;
  private failures = 0;
  private told = "";

  /** Take the newest way to Python; null while the component is unmounted. */
  connect(deliver: Deliver | null, tell: Tell | null = null): void {
    this.deliver = deliver;
    this.tell = tell;
    if (deliver !== null && this.timer === null && this.pending.length > 0) this.schedule(RETRY_MS);
  }

  /** Number edits and send them; an action of more than a request holds becomes several steps. */
  push(edits: Edit[], step?: string): Command[] {
    const commands = edits.map((edit, i) => {
      const part = i < MOST ? "" : `-${Math.floor(i / MOST)}`;
      return { number: ++this.last, edit, ...(step === undefined ? {} : { step: `${step}${part}` }) };
    });
    this.pending = [...this.pending, ...commands];
    this.schedule(Math.max(0, SPACING_MS - (performance.now() - this.sentAt)));
    return commands;
  }

  /** Forget what Python has applied or refused; says whether anything was forgotten. */
  acknowledge(number: number): boolean {
    if (number <= this.acknowledged) return false;
    this.acknowledged = number;
    this.pending = this.pending.filter((command) => command.number > number);
    this.room = MOST;
    this.failures = 0;
    this.told = "";
    if (this.pending.length === 0) this.stop();
    else if (this.last > this.sentTo) this.schedule(SPACING_MS);
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
    const sent = this.next();
    this.sentTo = Math.max(this.sentTo, sent[sent.length - 1]?.number ?? 0);
    this.deliver(sent, (failure) => this.fail(sent, failure));
  }

  /** The first commands that go in one request; a step is never parted. */
  private next(): Command[] {
    const first = this.pending[0];
    let count = 0;
    while (count < this.pending.length) {
      const { step } = this.pending[count] as Command;
      let end = count + 1;
      while (step !== undefined && this.pending[end]?.step === step) end += 1;
      if (end > this.room && this.pending[count] !== first) break;
      count = end;
    }
    return this.pending.slice(0, count);
  }

  private fail(sent: Command[], { status, sentence }: Failure): void {
    if (this.pending[0]?.number !== sent[0]?.number) return; // it is answered meanwhile
    // Python is busy, or cannot save now: the edits are good, and the timer sends them again.
    if (status === 503) return this.say(sentence, "", false);
    const isRefused = status === 400 || status === 413 || status === 422;
    // Whatever else it is, such as a cut line, says nothing against the edits.
    if (!isRefused && status !== 500) return;
    this.failures += 1;
    const isAlone = sent.length === 1 || sent.every(({ step }) => step !== undefined && step === sent[0]?.step);
    if (!isAlone) this.room = 1;
    else if (isRefused || this.failures > TRIES) this.letGo(sent, sentence);
  }

  private letGo(sent: Command[], sentence: string): void {
    this.pending = this.pending.slice(sent.length);
    this.failures = 0;
    this.told = "";
    this.say(sentence === "" ? say("canvas.toast.edit-failed") : sentence, say("canvas.toast.edit-failed-hint"), true);
    this.schedule(SPACING_MS);
  }

  /** Tell something once, until it is over. */
  private say(problem: string, hint: string, isLetGo: boolean): void {
    if (problem === this.told) return;
    this.told = problem;
    this.tell?.(problem, hint, isLetGo);
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

/** Let go of all edits on their way to a document that is gone; returns how many. */
export function abandon(document: string): number {
  const left = [...outboxes].filter(([key]) => key.endsWith(`:${document}`)).map(([, outbox]) => outbox);
  return left.reduce((count, outbox) => {
    const pending = outbox.pending.length;
    outbox.pending = [];
    return count + pending;
  }, 0);
}

/** Have the browser ask before the tab is closed on edits that are not saved yet. */
function askBeforeLeaving(event: BeforeUnloadEvent): void {
  if ([...outboxes.values()].some(({ pending }) => pending.length > 0)) event.preventDefault();
}
if (typeof window !== "undefined") window.addEventListener("beforeunload", askBeforeLeaving);
