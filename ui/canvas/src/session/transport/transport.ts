/** The way to Python and back: edits leave by the outbox and its line, what Python knows comes by answers and runs. */
import { ahead, applyToNetwork } from "../../model/apply/apply";
import type { BuildProps, Command, Edit, TreeNode } from "../../protocol";
import { lineOf, type Line } from "./line";
import { outboxOf, type Outbox, type Tell } from "./outbox";

/** What the session does with what comes. */
interface Session {
  /** The token of the tree that is shown, and when that came to be. */
  known: () => { base: string | null; stamp: number };
  hear: (news: BuildProps) => void;
  /** Say why edits are not made, and whether they ever will be. */
  lose: Tell;
}

const RETRY_MS = 1500;

export class Transport {
  private outbox: Outbox;
  private line: Line;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** `sent` is the network as Python knows it, without the edits on their way. */
  constructor(
    private sent: BuildProps,
    private readonly session: Session,
  ) {
    this.outbox = outboxOf("build", sent.document);
    this.line = lineOf(sent.document);
  }

  get client(): string {
    return this.outbox.client;
  }

  get pending(): readonly Command[] {
    return this.outbox.pending;
  }

  /** Go over to another document. */
  open(document: string): void {
    this.outbox.connect(null);
    this.outbox = outboxOf("build", document);
    this.line.canvas = null;
    this.line = lineOf(document);
  }

  listen(): void {
    this.line.canvas = { known: this.session.known, receive: this.session.hear };
    this.line.open();
  }

  /** Send the edits of one action; returns the number of the last. */
  push(edits: Edit[], step?: string): number {
    return this.outbox.push(edits, step).at(-1)?.number ?? 0;
  }

  /** Take what Python knows now, and forget the edits that it has made or refused. */
  accept(props: BuildProps): void {
    this.outbox.connect(
      (commands, failed) => this.line.send(this.outbox.client, commands, failed),
      (...told) => this.session.lose(...told),
    );
    this.outbox.acknowledge(props.ack[this.outbox.client] ?? 0);
    this.sent = props;
  }

  /** What Python knows with the edits that are still on their way; stale where blocks may stand elsewhere by then. */
  ahead(): { props: BuildProps; tree: TreeNode; isStale: boolean } {
    const props = this.pending.reduce((sent, { edit }) => applyToNetwork(sent, edit), this.sent);
    const edits = this.pending.map(({ edit }) => edit);
    return { props, ...ahead(props.tree, edits) };
  }

  /** Ask for all blocks until they come: what Python took for known is not here. */
  askForTree(): void {
    this.line.askForAll();
    this.timer = setTimeout(() => this.askForTree(), RETRY_MS);
  }

  /** The tree has come. */
  rest(): void {
    clearTimeout(this.timer);
  }

  disconnect(): void {
    this.rest();
    this.line.canvas = null;
    this.outbox.connect(null);
  }
}
