/** What the prompt knows and sends: inputs are sent until they come back as entries, since a trigger may get lost. */
import { newId } from "../model/ids";
import type { Trigger } from "../protocol";
import { createStore, type Store } from "../session/store";
import type { ConsoleProps, Entry, Input } from "./protocol";

const RETRY_MS = 1500;
const MOST_REMEMBERED = 200;
const HISTORY = "nnblocks-console-history";

export interface ConsoleState {
  props: ConsoleProps;
  /** Entered here and not yet known to Python. */
  pending: readonly Input[];
  /** What the words of `props` were asked for. */
  asked: string | null;
}

export class ConsoleSession {
  readonly store: Store<ConsoleState>;
  private trigger: Trigger;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(props: ConsoleProps, trigger: Trigger) {
    this.trigger = trigger;
    this.store = createStore<ConsoleState>({ props, pending: [], asked: null });
  }

  receive(props: ConsoleProps, trigger: Trigger): void {
    this.trigger = trigger;
    const known = new Set(props.entries.map((entry) => entry.id));
    const isAnother = props.document !== this.store.get().props.document;
    const pending = isAnother ? [] : this.store.get().pending.filter((input) => !known.has(input.id));
    this.store.set({ props, pending });
    if (pending.length === 0) clearTimeout(this.timer);
  }

  disconnect(): void {
    clearTimeout(this.timer);
  }

  enter(text: string): void {
    const input = { id: newId(), text };
    remember(text);
    this.store.set({ pending: [...this.store.get().pending, input], asked: null });
    this.send();
  }

  /** Ask how the name at the end of a text may go on. */
  complete(text: string): void {
    const id = newId();
    this.store.set({ asked: id });
    this.trigger("complete", { id, text });
  }

  forgetWords(): void {
    if (this.store.get().asked !== null) this.store.set({ asked: null });
  }

  act(action: "stop" | "clear" | "restart" | "undo"): void {
    this.trigger("action", action);
  }

  /** Make a network of the prompt the document. */
  use(name: string): void {
    this.trigger("action", `use ${name}`);
  }

  private send(): void {
    clearTimeout(this.timer);
    const { pending } = this.store.get();
    if (pending.length === 0) return;
    this.timer = setTimeout(() => this.send(), RETRY_MS);
    this.trigger("inputs", pending);
  }
}

/** Every entry to be shown: Python's, then those on their way. */
export function shown({ props, pending }: ConsoleState): Entry[] {
  const blank = {
    output: "",
    problem: null,
    hint: null,
    line: null,
    column: null,
    notes: [],
    changed: false,
    used: false,
  };
  return [...props.entries, ...pending.map((input): Entry => ({ ...blank, ...input, state: "waiting" }))];
}

/** What was entered before in this browser, oldest first. */
export function history(): string[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(HISTORY) ?? "[]");
    return Array.isArray(found) ? found.filter((one): one is string => typeof one === "string") : [];
  } catch {
    return [];
  }
}

function remember(text: string): void {
  const kept = [...history().filter((one) => one !== text), text].slice(-MOST_REMEMBERED);
  try {
    localStorage.setItem(HISTORY, JSON.stringify(kept));
  } catch {
    // A browser that keeps nothing has no history.
  }
}
