/** What the header knows and sends; the same numbered commands as the canvas, from a client of its own. */
import type { Command, Edit, FrameProps, HeaderProps, Trigger } from "../protocol";
import { keepUntouched } from "../recent/visitFiles";
import { remember } from "../recent/visits";
import { lineOf, type Figures, type Line } from "../session/transport/line";
import { outboxOf, type Failure, type Outbox } from "../session/transport/outbox";
import { createStore, type Store } from "../session/store";
import { visit } from "./visit";

export interface HeaderState {
  props: HeaderProps | FrameProps;
  refusal: { problem: string; hint?: string } | null;
}
/** The ways to Python of the document that is open. */
interface Ways {
  document: string;
  outbox: Outbox;
  line: Line;
}

const SHOWN_MS = 8000;

export class HeaderSession {
  readonly store: Store<HeaderState>;
  private ways: Ways | null = null;
  private trigger: Trigger;
  private told = 0;
  private goes: string | null = null;

  constructor(props: HeaderProps | FrameProps, trigger: Trigger) {
    this.trigger = trigger;
    this.store = createStore<HeaderState>({ props, refusal: null });
    this.receive(props, trigger);
  }

  /** Take what a run of the page sent; where there is news since that run began, only what is the page's. */
  receive(sent: HeaderProps | FrameProps, trigger: Trigger): void {
    this.trigger = trigger;
    if (sent.goes && sent.goes !== this.goes) visit(`./${sent.goes}`);
    this.goes = sent.goes ?? null;
    if (sent.document === null) {
      this.disconnect();
      this.ways = null;
      this.store.set({ props: sent });
      return;
    }
    const ways = this.open(sent.document);
    const { props } = this.store.get();
    const isOld = sent.document === props.document && (sent.stamp ?? 0) < (props.stamp ?? 0);
    const { downloads, pages, page } = sent;
    this.take(ways, isOld ? { ...props, downloads, pages, page } : sent);
    ways.line.header = {
      stamp: () => this.stamp(),
      receive: (news) => this.hear(ways, news),
      redraw: () => this.emit("news", true),
    };
    ways.line.open();
  }

  disconnect(): void {
    if (this.ways === null) return;
    this.ways.line.header = null;
    this.ways.outbox.connect(null);
  }

  private open(id: string): Ways {
    if (this.ways?.document === id) return this.ways;
    this.disconnect();
    this.told = 0;
    this.ways = { document: id, outbox: outboxOf("header", id), line: lineOf(id) };
    return this.ways;
  }

  private stamp(): number {
    const { props } = this.store.get();
    return props.document === null ? 0 : (props.stamp ?? 0);
  }

  private hear(ways: Ways, news: Figures): void {
    const { props } = this.store.get();
    if (props.document === null || news.document !== props.document || (news.stamp ?? 0) < this.stamp()) return;
    // A page without a canvas is not yet drawn as this says: it keeps asking until it is.
    const stamp = ways.line.canvas === null ? props.stamp : news.stamp;
    this.take(ways, { ...props, ...news, ...(stamp === undefined ? {} : { stamp }) });
  }

  private take(ways: Ways, props: HeaderProps): void {
    ways.outbox.connect(
      (commands, failed) => this.deliver(ways, commands, failed),
      (problem, hint) => this.refuse({ problem, hint }),
    );
    ways.outbox.acknowledge(props.ack[ways.outbox.client] ?? 0);
    this.store.set({ props });
    remember(props);
    void keepUntouched(props);
    this.tell(ways, props);
  }

  edit(edit: Edit): void {
    this.ways?.outbox.push([edit]);
  }

  /** Name the network; what it was called until now, by an edit still on its way too, goes along. */
  rename(name: string, before: string): void {
    const pending = this.ways?.outbox.pending ?? [];
    const named = pending.flatMap(({ edit }) => (edit.edit === "set_name" ? edit.name : []));
    this.edit({ edit: "set_name", name, before: named.pop() ?? before });
  }

  /** A bare event: `problems`, `news`, `action` with an item's name, or `open` with a document's id. */
  emit(name: "problems" | "action" | "news" | "open", value: unknown): void {
    this.trigger(name, value);
  }

  /** By the line beside a canvas; any other page has to be drawn again by Streamlit. */
  private deliver({ document, outbox, line }: Ways, commands: Command[], failed: (failure: Failure) => void): void {
    if (line.canvas !== null) line.send(outbox.client, commands, failed);
    else this.trigger("commands", { client: outbox.client, document, commands });
  }

  private tell({ outbox }: Ways, props: HeaderProps): void {
    const news = (props.refused ?? []).filter((one) => one.client === outbox.client && one.number > this.told);
    const last = news[news.length - 1];
    if (last === undefined) return;
    this.told = last.number;
    this.refuse({ problem: last.problem, ...(last.hint ? { hint: last.hint } : {}) });
  }

  /** Say for a while what could not be done. */
  refuse(refusal: NonNullable<HeaderState["refusal"]>): void {
    this.store.set({ refusal });
    setTimeout(() => this.store.set({ refusal: null }), SHOWN_MS);
  }
}
