/**
 * Input that waits until the canvas shows what an edit has made: where only Python can tell that, what a person does next
 * is meant for a tree that is not here yet. It is done in order once the answer has come, and never lost in silence.
 */
import { say } from "../../sentences/say";

/** Something a person did: `shown` is what it is called when it comes to nothing. */
export interface Input {
  shown: string;
  /** A letter: what it changes is there at once, where a command may open a box in the next frame. */
  isText?: boolean;
  run: () => void;
}
/** What the queue knows of the session. */
export interface QueueOwner {
  /** Whether the tree that is shown is not the one that edits on their way make. */
  isStale: () => boolean;
  tell: (problem: string, hint?: string) => void;
  /** How many inputs wait. */
  count: (held: number) => void;
  /** Let the page take in a letter; have it drawn after a command, and after an answer. */
  turn: () => Promise<void>;
  drawn: () => Promise<void>;
}
export type Reason = "refused" | "discarded" | "left";

export const MOST_HELD = 500;

export class InputQueue {
  private inputs: Input[] = [];
  private isRunning = false;
  /** What an input that is being done leaves to be done in its turn: before all that waits. */
  private own: Input[] | null = null;
  private isFull = false;

  constructor(private readonly session: QueueOwner) {}

  /** Whether something waits already, behind which all else has to. */
  get isQueue(): boolean {
    return this.isRunning || this.inputs.length > 0;
  }

  /** Whether what hangs on the tree has to wait. */
  get isClosed(): boolean {
    return this.isQueue || this.session.isStale();
  }

  /** Do something that hangs on the tree: now, or in its turn. */
  after(shown: string, run: () => void): void {
    const isFree = this.own !== null ? !this.session.isStale() : !this.isClosed;
    if (isFree) run();
    else this.hold({ shown, run });
  }

  hold(input: Input): void {
    if (this.own !== null) this.own.push(input);
    else if (this.inputs.length < MOST_HELD) this.inputs.push(input);
    else if (!this.isFull) {
      this.isFull = true;
      this.session.tell(say("canvas.held.full", { count: MOST_HELD }), say("canvas.held.full-hint"));
    }
    this.session.count(this.inputs.length);
  }

  /** The tree has changed: go on with what waits, as far as each leaves a tree that is known. */
  async settle(): Promise<void> {
    if (this.isRunning || this.inputs.length === 0 || this.session.isStale()) return;
    this.isRunning = true;
    await this.session.drawn();
    // What comes in the turn after an input is behind those that wait.
    while (this.inputs.length > 0 && !this.session.isStale()) {
      const isText = this.next();
      this.session.count(this.inputs.length);
      await (isText ? this.session.turn() : this.session.drawn());
    }
    this.isRunning = false;
    this.isFull &&= this.inputs.length > 0;
  }

  private next(): boolean {
    const [input, ...later] = this.inputs;
    this.inputs = later;
    this.own = [];
    try {
      input?.run();
    } finally {
      this.inputs = [...this.own, ...this.inputs];
      this.own = null;
    }
    return input?.isText === true;
  }

  /** Let go of what waits; returns what it was. */
  clear(): string {
    const keys = this.inputs.map(({ shown }) => shown).join("");
    this.inputs = [];
    this.isFull = false;
    this.session.count(0);
    return keys;
  }

  /** Let go of what waits, and say what it was. */
  drop(reason: Reason): void {
    const keys = this.clear();
    if (keys === "") return;
    if (reason === "refused") this.session.tell(say("canvas.held.refused", { keys }), say("canvas.held.refused-hint"));
    else
      this.session.tell(reason === "left" ? say("canvas.held.left", { keys }) : say("canvas.held.discarded", { keys }));
  }
}
