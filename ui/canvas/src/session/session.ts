/**
 * Everything the Build page knows: what Python sent, what was changed since, and what the person looks at.
 *
 * One session belongs to one mounted component. Its slices each hold a part; here is only what needs several of them.
 * Edits leave at once and show at once; what Python refuses disappears again with its reason.
 */
import { lifted } from "../model/clipboard";
import { newId } from "../model/ids";
import { indexTree, reuse } from "../model/tree";
import type { BuildProps, Edit, TreeNode, Trigger } from "../protocol";
import { say } from "../sentences/say";
import { refusesInside } from "../textClass/inside";
import type { CanvasView } from "./canvasView";
import { InputQueue } from "./inputQueue/queue";
import { LiveTint } from "./liveTint";
import { Notices } from "./notices/notices";
import { followFocus } from "./selection/focus";
import { Selection } from "./selection/selection";
import { firstState, type BuildState } from "./state";
import { createStore, type Store } from "./store";
import { followProblems } from "./tools/drawers";
import { Tabs } from "./tools/tabs";
import { CLOSED } from "./tools/tools";
import { Catalogue } from "./transport/catalogue";
import { Transport } from "./transport/transport";
import { whole } from "./transport/trees";

/** What waited in each document when its page was left: said on coming back. */
const untold = new Map<string, string>();

const NOTHING: TreeNode = {
  id: "",
  block: "sequential",
  name: "",
  named: false,
  path: "",
  access: "net",
  title: "",
  children: [],
};

export class BuildSession {
  readonly store: Store<BuildState>;
  readonly notices: Notices;
  readonly selection: Selection;
  readonly catalogue: Catalogue;
  readonly tabs: Tabs;
  readonly held: InputQueue;
  view: CanvasView | null = null;
  private readonly transport: Transport;
  private readonly liveTint: LiveTint;
  private trigger: Trigger;

  constructor(props: BuildProps, trigger: Trigger) {
    this.trigger = trigger;
    const known = whole(props, null) ?? { ...props, tree: NOTHING, problems: [] };
    this.store = createStore(firstState(known));
    this.notices = new Notices(this.store);
    this.selection = new Selection(this.store);
    this.catalogue = new Catalogue(this.store, () =>
      this.notices.toast(say("canvas.toast.no-catalogue"), say("canvas.toast.no-catalogue-hint")),
    );
    this.liveTint = new LiveTint(
      () => this.store.get().props.tint,
      (tint) => this.store.set({ props: { ...this.store.get().props, tint } }),
    );
    this.tabs = new Tabs(this.store, () => this.trigger);
    this.transport = new Transport(known, {
      known: () => {
        const { token = null, stamp = 0 } = this.store.get().props;
        return { base: token, stamp };
      },
      hear: (news) => this.hear(news),
      lose: (problem, hint, isLetGo) => this.lose(problem, hint, isLetGo),
    });
    this.held = new InputQueue({
      isStale: () => this.store.get().stale,
      tell: (problem, hint) => this.notices.toast(problem, hint),
      count: (held) => this.store.set({ held }),
      turn: () => new Promise((resolve) => setTimeout(resolve)),
      drawn,
    });
    this.receive(props, trigger);
    const keys = untold.get(props.document);
    if (keys !== undefined) this.notices.toast(say("canvas.held.left", { keys }));
    untold.delete(props.document);
  }

  /** Take what a run of the page sent; where the canvas has news since that run began, only what is the page's. */
  receive(sent: BuildProps, trigger: Trigger): void {
    this.trigger = trigger;
    const { props } = this.store.get();
    const isOld = sent.document === props.document && (sent.stamp ?? 0) < (props.stamp ?? 0);
    this.take(isOld ? { ...props, base: null, pane: sent.pane, focus: sent.focus, tint: sent.tint } : sent);
    this.transport.listen();
  }

  /** Take what came of edits, here or elsewhere. */
  private hear(news: BuildProps): void {
    const { props } = this.store.get();
    if (news.document !== props.document || (news.stamp ?? 0) < (props.stamp ?? 0)) return;
    this.take({ ...news, pane: props.pane, focus: props.focus, tint: props.tint, theme: props.theme });
  }

  private take(sent: BuildProps): void {
    this.transport.rest();
    const { props: before, definitions: known } = this.store.get();
    const props = whole(sent, sent.document === before.document ? before.tree : null);
    if (props === null) return this.transport.askForTree();
    if (props.document !== before.document) this.open(props);
    this.transport.accept(props);
    if (this.notices.tellRefusals(props.refused ?? [], this.transport.client)) this.held.drop("refused");
    const definitions = props.definitions ?? [];
    this.store.set({
      tab: this.tabs.after(props),
      props,
      problems: props.problems,
      definitions: JSON.stringify(known) === JSON.stringify(definitions) ? known : definitions,
    });
    this.rebuild();
    this.tabs.askForText();
    this.notices.tellInserted(this.transport.pending);
    this.liveTint.follow();
    followFocus(this, props);
    followProblems(this, props);
    void this.catalogue.load(props.catalogue);
  }

  /** Leave the blocks without the colours of the last run. */
  removeTint(): void {
    this.store.set({ props: { ...this.store.get().props, tint: null } });
    this.liveTint.stop();
    this.trigger("tint", "off");
  }

  disconnect(): void {
    const keys = this.held.clear();
    if (keys !== "") untold.set(this.store.get().props.document, keys);
    this.tabs.stop();
    this.liveTint.stop();
    this.transport.disconnect();
  }

  /** Do one action of the person: one undo step, however many edits it takes. */
  edit(edits: Edit | Edit[], select?: readonly string[]): void {
    const list = (Array.isArray(edits) ? edits : [edits]).flatMap(lifted);
    if (this.store.get().readOnly || list.length === 0 || refusesInside(this, list)) return;
    this.notices.tellShared(list);
    const number = this.transport.push(list, list.length > 1 ? newId() : undefined);
    this.notices.expect(list, number);
    this.rebuild(select);
  }

  /** Say why edits are not made, and show the network without those that were let go of. */
  private lose(problem: string, hint: string, isLetGo: boolean): void {
    this.notices.toast(problem, hint);
    if (isLetGo) this.held.drop("refused");
    this.rebuild();
  }

  private open(props: BuildProps): void {
    this.held.drop("left");
    this.transport.open(props.document);
    this.selection.open(props);
    this.store.set({ ...CLOSED, pane: null });
  }

  /** Lay the edits still on their way over Python's tree. */
  private rebuild(select?: readonly string[]): void {
    const { tree: shown, index: known } = this.store.get();
    const { props, tree, isStale: stale } = this.transport.ahead();
    const next = reuse(shown, tree, known);
    const index = next === shown ? known : indexTree(next);
    const waiting = this.transport.pending.length > 0;
    const selected = this.selection.within(index, select, !waiting);
    this.store.set({ props, tree: next, index, waiting, stale, selected });
    void this.held.settle();
  }
}

/** The next frame; a page out of sight has none. */
function drawn(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, 100);
  });
}
