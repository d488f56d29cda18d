/** What the header knows and sends; the same numbered commands as the canvas, from a client of its own. */
import type { Command, Edit, HeaderProps, Trigger } from "../protocol";
import { outboxOf, type Outbox } from "../session/outbox";
import { createStore, type Store } from "../session/store";

export interface HeaderState {
  props: HeaderProps;
  refusal: { problem: string; hint?: string } | null;
}

const SHOWN_MS = 8000;

export class HeaderSession {
  readonly store: Store<HeaderState>;
  private outbox: Outbox;
  private trigger: Trigger;
  private told = 0;

  constructor(props: HeaderProps, trigger: Trigger) {
    this.trigger = trigger;
    this.outbox = outboxOf("header", props.document);
    this.store = createStore<HeaderState>({ props, refusal: null });
    this.receive(props, trigger);
  }

  receive(props: HeaderProps, trigger: Trigger): void {
    this.trigger = trigger;
    if (props.document !== this.store.get().props.document) {
      this.outbox.connect(null);
      this.outbox = outboxOf("header", props.document);
      this.told = 0;
    }
    this.outbox.connect((commands) => this.deliver(commands));
    this.outbox.acknowledge(props.ack[this.outbox.client] ?? 0);
    this.store.set({ props });
    this.tell(props);
  }

  disconnect(): void {
    this.outbox.connect(null);
  }

  edit(edit: Edit): void {
    this.outbox.push([edit]);
  }

  /** A bare event: `problems`, or `action` with an item's name. */
  emit(name: "problems" | "action", value: unknown): void {
    this.trigger(name, value);
  }

  private deliver(commands: Command[]): void {
    this.trigger("commands", { client: this.outbox.client, document: this.store.get().props.document, commands });
  }

  private tell(props: HeaderProps): void {
    const news = (props.refused ?? []).filter((one) => one.client === this.outbox.client && one.number > this.told);
    const last = news[news.length - 1];
    if (last === undefined) return;
    this.told = last.number;
    this.store.set({ refusal: { problem: last.problem, ...(last.hint ? { hint: last.hint } : {}) } });
    setTimeout(() => this.store.set({ refusal: null }), SHOWN_MS);
  }
}
