/** Colours that change while a network learns: as long as they are shown, the server is asked for them again. */
import type { Tint } from "../protocol";

const EVERY_MS = 1000;

/** What the server answers: the colours as they are now, none before the first look, and whether the run goes on. */
export interface TintNews {
  tint: Omit<Tint, "token" | "address"> | null;
  going: boolean;
}

/** The colours after an answer; those of another run, or none, stay as they are. */
export function tintAfter(shown: Tint | null | undefined, address: string, news: TintNews): Tint | null | undefined {
  if (shown?.address !== address || news.tint === null) return shown;
  return { ...news.tint, token: shown.token, address };
}

export class LiveTint {
  private asked: string | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly shown: () => Tint | null | undefined,
    private readonly show: (tint: Tint | null | undefined) => void,
  ) {}

  /** Ask for the colours that are shown, if they are those of a run; of others, stop. */
  follow(): void {
    const address = this.shown()?.address ?? null;
    if (address === this.asked) return;
    this.stop();
    this.asked = address;
    if (address !== null) void this.ask(address);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.asked = null;
  }

  private async ask(address: string): Promise<void> {
    const news = await fetched(address);
    if (this.asked !== address) return;
    if (news !== null) {
      const before = this.shown();
      const after = tintAfter(before, address, news);
      if (after !== before) this.show(after);
    }
    if (news?.going !== false) this.timer = setTimeout(() => void this.ask(address), EVERY_MS);
  }
}

async function fetched(address: string): Promise<TintNews | null> {
  try {
    const answer = await fetch(new URL(address, document.baseURI), { credentials: "same-origin", cache: "no-store" });
    if (answer.status === 404) return { tint: null, going: false };
    return answer.ok ? ((await answer.json()) as TintNews) : null;
  } catch {
    return null;
  }
}
