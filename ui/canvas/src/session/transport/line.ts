/**
 * The line to Python for all that shows one document: edits go there, and what came of them comes back at once.
 *
 * A request of its own, beside Streamlit's runs of the page. One at a time; what comes up meanwhile goes with the next.
 * What is lost is sent again by the outbox that holds it. While nothing is said, it asks for news now and then.
 */
import type { BuildProps, Command, HeaderProps } from "../../protocol";
import type { Failure } from "./outbox";

/** What is drawn anew by an answer; the rest of the props stays as Streamlit sent it. */
export type Figures = Omit<HeaderProps, "view" | "downloads" | "pages" | "page" | "goes" | "theme">;
/** The canvas, while it is on the page. */
export interface CanvasEnd {
  /** The token of the tree it holds, and when that came to be. */
  known: () => { base: string | null; stamp: number };
  receive: (news: BuildProps) => void;
}
/** The header, which is on every page. */
export interface HeaderEnd {
  stamp: () => number;
  receive: (news: Figures) => void;
  /** Have a page without a canvas drawn again. */
  redraw: () => void;
}
interface Answer {
  build: BuildProps | null;
  head: Figures;
  /** Whether workers have still to say something of it. */
  waits: boolean;
}

interface Sent {
  commands: readonly Command[];
  failed?: ((failure: Failure) => void) | undefined;
}

const QUIET_MS = 3000;
const SOON_MS = 300;
const PATIENCE_MS = 30_000;
/** The answer about a document that was deleted. */
const GONE = 404;

export class Line {
  canvas: CanvasEnd | null = null;
  header: HeaderEnd | null = null;
  private readonly address: string;
  private readonly waiting = new Map<string, Sent>();
  private wantsAll = false;
  private isBusy = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(id: string) {
    this.address = `nnblocks/exchange/${id}`;
  }

  /** Begin to ask for news, or go on. */
  open(): void {
    if (!this.isBusy) this.listen(QUIET_MS);
  }

  /** Send the commands that a client has not seen acknowledged; `failed` hears of it where they are not answered. */
  send(client: string, commands: readonly Command[], failed?: (failure: Failure) => void): void {
    this.waiting.set(client, { commands, failed });
    void this.talk();
  }

  /** Ask for all blocks: what Python took for known is not here. */
  askForAll(): void {
    this.wantsAll = true;
    void this.talk();
  }

  private async talk(): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    let isWell = true;
    let waits = false;
    while (isWell && (this.waiting.size > 0 || this.wantsAll)) {
      const [client, sent] = this.waiting.entries().next().value ?? ["", { commands: [] }];
      this.waiting.delete(client);
      ({ isWell, waits } = await this.say(client, sent));
    }
    this.isBusy = false;
    this.listen(waits ? SOON_MS : QUIET_MS);
  }

  private listen(delay: number): void {
    clearTimeout(this.timer);
    if (this.canvas === null && this.header === null) return;
    this.timer = setTimeout(() => void this.ask(), delay);
  }

  private async ask(): Promise<void> {
    if (this.isBusy) return;
    if (document.visibilityState === "hidden") return this.listen(QUIET_MS);
    this.isBusy = true;
    const { waits } = await this.say("", { commands: [] });
    this.isBusy = false;
    if (this.waiting.size > 0 || this.wantsAll) void this.talk();
    else this.listen(waits ? SOON_MS : QUIET_MS);
  }

  private async say(client: string, { commands, failed }: Sent): Promise<{ isWell: boolean; waits: boolean }> {
    const all = this.wantsAll;
    const known = this.canvas?.known();
    const question = {
      client,
      commands,
      canvas: this.canvas !== null,
      base: all ? null : (known?.base ?? null),
      stamp: all ? 0 : (known?.stamp ?? this.header?.stamp() ?? 0),
    };
    const answer = await fetched(this.address, question);
    if (answer !== "no news" && "status" in answer) {
      failed?.(answer);
      if (answer.status === GONE) this.header?.redraw(); // the page says so, and what can be kept
      return { isWell: false, waits: false };
    }
    if (all) this.wantsAll = false;
    if (answer === "no news") return { isWell: true, waits: false };
    if (this.canvas !== null && answer.build !== null) this.canvas.receive(answer.build);
    this.header?.receive(answer.head);
    if (this.canvas === null) this.header?.redraw();
    return { isWell: true, waits: answer.waits };
  }
}

async function fetched(address: string, question: object): Promise<Answer | "no news" | Failure> {
  try {
    const answer = await fetch(new URL(address, document.baseURI), {
      method: "POST",
      body: JSON.stringify(question),
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (answer.status === 204) return "no news";
    if (answer.ok) return (await answer.json()) as Answer;
    const isPlain = answer.headers.get("content-type")?.startsWith("text/plain") === true;
    return { status: answer.status, sentence: isPlain ? await answer.text() : "" };
  } catch {
    return { status: 0, sentence: "" };
  }
}

const lines = new Map<string, Line>();

/** The line of a document; canvas and header share it. */
export function lineOf(id: string): Line {
  const found = lines.get(id) ?? new Line(id);
  lines.set(id, found);
  return found;
}
