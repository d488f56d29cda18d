/** What the header knows and sends; the same numbered commands as the canvas, from a client of its own. */
import type { Command, Edit, HeaderProps, Trigger } from "../protocol";
import { keepUntouched } from "../recent/visitFiles";
import { remember } from "../recent/visits";
import { lineOf, type Figures, type Line } from "../session/transport/line";
import { outboxOf, type Failure, type Outbox } from "../session/transport/outbox";
import { createStore, type Store } from "../session/store";

export interface HeaderState {
  props: HeaderProps;
  refusal: { problem: string; hint?: string } | null;
}

const SHOWN_MS = 8000;

export class HeaderSession {
  readonly store: Store<HeaderState>;
  private outbox: Outbox;
  private line: Line;
  private trigger: Trigger;
  private told = 0;

  constructor(props: HeaderProps, trigger: Trigger) {
    this.trigger = trigger;
    this.outbox = outboxOf("header", props.document);
    this.line = lineOf(props.document);
    this.store = createStore<HeaderState>({ props, refusal: null });
    this.receive(props, trigger);
  }

  /** Take what a run of the page sent; where there is news since that run began, only what is the page's. */
  receive(sent: HeaderProps, trigger: Trigger): void {
    this.trigger = trigger;
    const { props } = this.store.get();
    if (sent.document !== props.document) this.open(sent.document);
    const isOld = sent.document === props.document && (sent.stamp ?? 0) < (props.stamp ?? 0);
    const { menu, downloads, pages, page } = sent;
    this.take(isOld ? { ...props, menu, downloads, pages, page } : sent);
    this.line.header = {
      stamp: () => this.store.get().props.stamp ?? 0,
      receive: (news) => this.hear(news),
      redraw: () => this.emit("news", true),
    };
    this.line.open();
  }

  disconnect(): void {
    this.line.header = null;
    this.outbox.connect(null);
  }

  private open(id: string): void {
    this.disconnect();
    this.outbox = outboxOf("header", id);
    this.line = lineOf(id);
    this.told = 0;
  }

  private hear(news: Figures): void {
    const { props } = this.store.get();
    if (news.document !== props.document || (news.stamp ?? 0) < (props.stamp ?? 0)) return;
    // A page without a canvas is not yet drawn as this says: it keeps asking until it is.
    const stamp = this.line.canvas === null ? props.stamp : news.stamp;
    this.take({ ...props, ...news, ...(stamp === undefined ? {} : { stamp }) });
  }

  private take(props: HeaderProps): void {
    this.outbox.connect(
      (commands, failed) => this.deliver(commands, failed),
      (problem, hint) => this.refuse({ problem, hint }),
    );
    this.outbox.acknowledge(props.ack[this.outbox.client] ?? 0);
    this.store.set({ props });
    remember(props);
    void keepUntouched(props);
    this.tell(props);
  }

  edit(edit: Edit): void {
    this.outbox.push([edit]);
  }

  /** Name the network; what it was called here, by an edit still on its way too, goes along. */
  rename(name: string): void {
    const named = this.outbox.pending.flatMap(({ edit }) => (edit.edit === "set_name" ? edit.name : []));
    this.edit({ edit: "set_name", name, before: named.pop() ?? this.store.get().props.name });
  }

  /** A bare event: `problems`, `news`, `action` with an item's name, or `open` with a document's id. */
  emit(name: "problems" | "action" | "news" | "open", value: unknown): void {
    this.trigger(name, value);
  }

  /** By the line beside a canvas; any other page has to be drawn again by Streamlit. */
  private deliver(commands: Command[], failed: (failure: Failure) => void): void {
    const { client } = this.outbox;
    if (this.line.canvas !== null) this.line.send(client, commands, failed);
    else this.trigger("commands", { client, document: this.store.get().props.document, commands });
  }

  private tell(props: HeaderProps): void {
    const news = (props.refused ?? []).filter((one) => one.client === this.outbox.client && one.number > this.told);
    const last = news[news.length - 1];
    if (last === undefined) return;
    this.told = last.number;
    this.refuse({ problem: last.problem, ...(last.hint ? { hint: last.hint } : {}) });
  }

  private refuse(refusal: NonNullable<HeaderState["refusal"]>): void {
    this.store.set({ refusal });
    setTimeout(() => this.store.set({ refusal: null }), SHOWN_MS);
  }
}
