/** What the list of recent networks knows and sends. */
import type { RecentProps } from "../protocol";
import { abandon } from "../session/transport/outbox";
import { createStore, type Store } from "../session/store";
import { type File, fileOf } from "./visitFiles";
import { forget, type Visit, visits } from "./visits";

/** A network that was on the screen and is gone: its file, and how many edits were not saved. */
export interface Lost {
  file: File | null;
  edits: number;
}

interface RecentState {
  visits: readonly Visit[];
  lost: Lost | null;
}

export class RecentSession {
  readonly store: Store<RecentState>;

  constructor(props: RecentProps) {
    this.store = createStore<RecentState>({ visits: [], lost: null });
    this.receive(props);
  }

  receive(props: RecentProps): void {
    if (props.gone !== null) this.lose(props.gone);
    this.store.set({ visits: visits() });
  }

  private lose(id: string): void {
    const edits = abandon(id) + (this.store.get().lost?.edits ?? 0);
    const file = fileOf(id);
    forget(id);
    if (edits > 0 || file !== null) this.store.set({ lost: { file, edits } });
  }

  disconnect(): void {
    // Nothing of it waits for anything.
  }
}
