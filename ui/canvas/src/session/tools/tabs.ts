/** The pane below the inspector: which tab is open, and its text. */
import type { BuildProps, Pane, Tab, Trigger } from "../../protocol";
import type { BuildState } from "../state";
import type { Store } from "../store";
import { PaneText } from "../transport/paneText";

export interface TabState {
  tab: Tab;
  /** The newest text there is, maybe of another tab. */
  pane: Pane | null;
}
export const NO_TABS: TabState = { tab: "code", pane: null };

const RETRY_MS = 1500;

export class Tabs {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly text: PaneText;

  constructor(
    private readonly store: Store<BuildState>,
    private readonly trigger: () => Trigger,
  ) {
    this.text = new PaneText((pane) => store.set({ pane }));
  }

  show(tab: Tab): void {
    if (tab === this.store.get().tab) return;
    this.store.set({ tab });
    this.askForText();
    this.askForTab();
  }

  askForText(): void {
    const { props, tab } = this.store.get();
    const { document: id, pane, token } = props;
    if (token === undefined) this.store.set({ pane: pane === undefined ? null : { text: "", ...pane } });
    else if (tab !== "problems") this.text.want(`nnblocks/pane/${id}/${token}/${tab}`);
  }

  /** Ask for the open tab's text until it comes: a trigger may be replaced by a later one. */
  private askForTab(): void {
    clearTimeout(this.timer);
    const { tab, props } = this.store.get();
    if (tab === props.pane?.tab) return;
    this.trigger()("tab", tab);
    this.timer = setTimeout(() => this.askForTab(), RETRY_MS);
  }

  /** The tab that Python opened of its own accord, as the header's problems do; what the person asked for comes first. */
  after(props: BuildProps): Tab {
    const { tab, props: before } = this.store.get();
    const theirs = props.pane?.tab ?? tab;
    const isAsking = tab !== before.pane?.tab;
    if (isAsking && theirs !== tab) return tab;
    clearTimeout(this.timer);
    return theirs;
  }

  stop(): void {
    clearTimeout(this.timer);
    this.text.stop();
  }
}
