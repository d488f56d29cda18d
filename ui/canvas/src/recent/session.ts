/** What the list of recent networks knows and sends. */
import type { RecentProps, Trigger } from "../protocol";
import { createStore, type Store } from "../session/store";
import { forget, type Visit, visits } from "./visits";

export class RecentSession {
  readonly store: Store<{ visits: readonly Visit[] }>;
  private trigger: Trigger;

  constructor(props: RecentProps, trigger: Trigger) {
    this.trigger = trigger;
    this.store = createStore<{ visits: readonly Visit[] }>({ visits: [] });
    this.receive(props, trigger);
  }

  receive(props: RecentProps, trigger: Trigger): void {
    this.trigger = trigger;
    if (props.gone !== null) forget(props.gone);
    this.store.set({ visits: visits().filter((one) => one.id !== props.document) });
  }

  disconnect(): void {
    // Nothing of it waits for anything.
  }

  open(id: string): void {
    this.trigger("open", id);
  }
}
