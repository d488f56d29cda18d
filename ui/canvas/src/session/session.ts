/**
 * Everything the Build page knows: what Python sent, what was changed since, and what the person looks at.
 *
 * One session belongs to one mounted component. Edits leave through the outbox and show at once; what Python refuses
 * disappears again with its reason.
 */
import { applyEdit, applyToNetwork } from "../model/apply";
import { indexTree, outermost, reuse, survivors, type TreeIndex } from "../model/tree";
import type { Stock } from "../model/blocks";
import { lifted } from "../model/clipboard";
import type { Kinds } from "../model/graphs";
import { newId } from "../model/ids";
import { blocksNamed, containersNamed } from "../model/named";
import type { ShapeQuestion } from "../model/shapes";
import type {
  BuildProps,
  Catalogue,
  ClassExample,
  Definition,
  Edit,
  FunctionKind,
  Kind,
  Pane,
  Problem,
  Tab,
  TreeNode,
  Trigger,
} from "../protocol";
import { readPanels, type Panels } from "../build/panels";
import type { DragState, DropFinder } from "./drag";
import { followProblems, type OpenDrawer, type Room } from "./drawers";
import type { WirePlace } from "./graphActions";
import { lineOf, type Line } from "./line";
import type { Linking } from "./linking";
import { followFocus } from "./focus";
import { outboxOf, type Outbox } from "./outbox";
import type { InsertionPlace } from "./places";
import { PaneText } from "./paneText";
import { createStore, type Store } from "./store";
import { whole } from "./trees";
import { firstFolds, writeView } from "./view";
import { refusesInside } from "../writing/inside";
import type { Writing } from "../writing/writing";
import { say } from "../sentences/say";

export interface QuickAddState extends InsertionPlace {
  x: number;
  y: number;
}
export interface MenuState {
  id: string;
  x: number;
  y: number;
  /** Only one group of entries. */
  only?: "wrap";
}
export interface Toast {
  id: number;
  problem: string;
  hint?: string;
  /** What can be done about it at once. */
  action?: { label: string; run: () => void };
}
export interface BuildState {
  props: BuildProps;
  tree: TreeNode;
  index: TreeIndex;
  problems: readonly Problem[];
  kinds: ReadonlyMap<string, Kind>;
  functions: ReadonlyMap<string, FunctionKind>;
  definitions: readonly Definition[];
  /** The wire that is being drawn. */
  linking: Linking | null;
  /** The wire that was clicked. */
  wire: WirePlace | null;
  /** What a screen reader is told of what has just been done. */
  said: string;
  selected: readonly string[];
  folded: ReadonlySet<string>;
  drag: DragState | null;
  quickAdd: QuickAddState | null;
  menu: MenuState | null;
  renaming: string | null;
  /** A shape was typed that may lack its batch. */
  shapeQuestion: ShapeQuestion | null;
  /** The argument that is edited on its block. */
  editing: { id: string; argument: string } | null;
  /** What the search on the canvas looks for; null while it is closed. */
  search: string | null;
  /** Whether the sheet of keys is shown. */
  help: boolean;
  /** Blocks that are about to become a definition. */
  defining: readonly string[] | null;
  /** The class that is being written. */
  writing: Writing | null;
  classExamples: readonly ClassExample[] | null;
  /** The menu of one of the person's own blocks in the palette, and which one is being renamed there. */
  ownMenu: { name: string; x: number; y: number } | null;
  renamingOwn: string | null;
  /** The class that was added last. */
  fresh: string | null;
  toasts: readonly Toast[];
  tab: Tab;
  /** The newest text there is, maybe of another tab. */
  pane: Pane | null;
  readOnly: boolean;
  /** What the window has room for, what is open beside the canvas, and which drawer where there is less room. */
  room: Room;
  panels: Panels;
  drawer: OpenDrawer | null;
  waiting: boolean;
}

/** What the canvas lends to others once it is on the screen. */
export interface CanvasView {
  focus: () => void;
  fit: () => void;
  /** Fill the canvas with these blocks. */
  zoomTo: (ids: readonly string[]) => void;
  centre: (id: string) => void;
  reveal: (id: string) => void;
  openQuickAdd: (place: InsertionPlace) => void;
  findPlace: DropFinder;
  /** A point of the window in the network's own pixels. */
  point: (x: number, y: number) => { x: number; y: number };
  /** Where the nodes of a graph stand, by name. */
  spots: (graph: string) => { [name: string]: [number, number] };
  /** The port or node that a wire let go here would enter. */
  findPort: (x: number, y: number, graph: string) => { node: string | null; index: number | null } | null;
  /** Where a source's port stands. */
  portOf: (graph: string, source: string) => { x: number; y: number } | null;
  /** The port a wire could come from. */
  findSource: (x: number, y: number, graph: string) => string | null;
  zoomBy: (factor: number) => void;
  panBy: (dx: number, dy: number) => void;
  bounds: () => DOMRect | undefined;
}

/** A block put into an instance: Python's tree knows it by the instance's id too. */
function insideInstance(index: TreeIndex, id: string): string | undefined {
  for (const known of index.keys()) if (known.endsWith(`/${id}`)) return known;
  return undefined;
}

/** `Linear 0.1 inserted, output [N, 32]`. */
function insertedText(node: TreeNode): string {
  const { title, path, out = [], problems = [] } = node;
  const parts = [
    say("canvas.said.inserted", { block: `${title} ${path}` }),
    out.length === 0 ? "" : say("canvas.block.output", { shapes: out.join(", ") }),
    problems.length === 0 ? "" : say("canvas.problem.count", { count: problems.length }),
  ];
  return parts.filter((part) => part !== "").join(", ");
}

const SAID: { [edit in Edit["edit"]]?: string } = {
  remove: say("canvas.said.remove"),
  move: say("canvas.said.move"),
  duplicate: say("canvas.said.duplicate"),
  wrap: say("canvas.said.wrap"),
  unwrap: say("canvas.said.unwrap"),
  undo: say("canvas.said.undo"),
  redo: say("canvas.said.redo"),
  define: say("canvas.said.define"),
  unpack: say("canvas.said.unpack"),
};

/** How a mistake in edited code begins. */
const MISTAKE = /^line \d+, column \d+: /;
const TOAST_MS = 9000;
const TAB_RETRY_MS = 1500;
const TREE_RETRY_MS = 1500;
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
  view: CanvasView | null = null;
  private outbox: Outbox;
  private line: Line;
  /** As Python knows it, without the edits on their way. */
  private sent: BuildProps;
  private trigger: Trigger;
  private toastCount = 0;
  private expected: { number: number; ids: string[] } | null = null;
  /** What is to be selected as soon as it is there. */
  private awaited: readonly string[] = [];
  private seenRefusals = new Set<string>();
  /** Definitions of which it was shown that an edit inside reaches all their instances. */
  private toldShared = new Set<string>();
  private catalogueUrl: string | null = null;
  private tabTimer: ReturnType<typeof setTimeout> | undefined;
  private treeTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly paneText = new PaneText((pane) => this.store.set({ pane }));

  constructor(props: BuildProps, trigger: Trigger) {
    this.trigger = trigger;
    this.outbox = outboxOf("build", props.document);
    this.line = lineOf(props.document);
    const known = whole(props, null) ?? { ...props, tree: NOTHING, problems: [] };
    const { tree } = known;
    this.sent = known;
    this.store = createStore<BuildState>({
      props: known,
      tree,
      index: indexTree(tree),
      problems: known.problems,
      kinds: new Map(),
      functions: new Map(),
      definitions: props.definitions ?? [],
      linking: null,
      wire: null,
      said: "",
      selected: [],
      folded: firstFolds(props.document, tree),
      drag: null,
      quickAdd: null,
      menu: null,
      renaming: null,
      editing: null,
      shapeQuestion: null,
      search: null,
      help: false,
      defining: null,
      writing: null,
      classExamples: null,
      ownMenu: null,
      renamingOwn: null,
      fresh: null,
      toasts: [],
      tab: props.pane?.tab ?? "code",
      pane: null,
      readOnly: false,
      room: "wide",
      panels: readPanels(),
      drawer: null,
      waiting: false,
    });
    this.receive(props, trigger);
  }

  /** Take what a run of the page sent; where the canvas has news since that run began, only what is the page's. */
  receive(sent: BuildProps, trigger: Trigger): void {
    this.trigger = trigger;
    const { props } = this.store.get();
    const isOld = sent.document === props.document && (sent.stamp ?? 0) < (props.stamp ?? 0);
    this.take(isOld ? { ...props, base: null, pane: sent.pane, focus: sent.focus } : sent);
    this.line.canvas = {
      known: () => {
        const { token = null, stamp = 0 } = this.store.get().props;
        return { base: token, stamp };
      },
      receive: (news) => this.hear(news),
    };
    this.line.open();
  }

  /** Take what came of edits, here or elsewhere. */
  private hear(news: BuildProps): void {
    const { props } = this.store.get();
    if (news.document !== props.document || (news.stamp ?? 0) < (props.stamp ?? 0)) return;
    this.take({ ...news, pane: props.pane, focus: props.focus, theme: props.theme });
  }

  private take(sent: BuildProps): void {
    clearTimeout(this.treeTimer);
    const isSame = sent.document === this.store.get().props.document;
    const props = whole(sent, isSame ? this.store.get().props.tree : null);
    if (props === null) return this.askForTree();
    if (props.document !== this.store.get().props.document) this.open(props);
    this.outbox.connect(
      (commands, failed) => this.line.send(this.outbox.client, commands, failed),
      (problem, hint) => this.lose(problem, hint),
    );
    this.outbox.acknowledge(props.ack[this.outbox.client] ?? 0);
    this.tellRefusals(props);
    const definitions = props.definitions ?? [];
    const known = this.store.get().definitions;
    this.sent = props;
    this.store.set({
      tab: this.tabAfter(props),
      props,
      problems: props.problems,
      definitions: JSON.stringify(known) === JSON.stringify(definitions) ? known : definitions,
    });
    this.rebuild();
    this.askForText();
    this.tellInserted();
    followFocus(this, props);
    followProblems(this, props);
    void this.loadCatalogue(props.catalogue);
  }

  disconnect(): void {
    clearTimeout(this.tabTimer);
    clearTimeout(this.treeTimer);
    this.paneText.stop();
    this.line.canvas = null;
    this.outbox.connect(null);
  }

  /** Ask for all blocks until they come: what Python took for known is not here. */
  private askForTree(): void {
    this.line.askForAll();
    this.treeTimer = setTimeout(() => this.askForTree(), TREE_RETRY_MS);
  }

  private askForText(): void {
    const { props, tab } = this.store.get();
    const { document: id, pane, token } = props;
    if (token === undefined) this.store.set({ pane: pane === undefined ? null : { text: "", ...pane } });
    else if (tab !== "problems") this.paneText.want(`nnblocks/pane/${id}/${token}/${tab}`);
  }

  /** Do one action of the person: one undo step, however many edits it takes. */
  edit(edits: Edit | Edit[], select?: readonly string[]): void {
    const list = (Array.isArray(edits) ? edits : [edits]).flatMap(lifted);
    if (this.store.get().readOnly || list.length === 0 || refusesInside(this, list)) return;
    this.tellShared(list);
    const commands = this.outbox.push(list, list.length > 1 ? newId() : undefined);
    this.expect(list, commands[commands.length - 1]?.number ?? 0);
    this.rebuild(select);
  }

  /** An edit inside one instance is one of all of them: said each time, and shown the first time. */
  private tellShared(edits: readonly Edit[]): void {
    const { index, definitions } = this.store.get();
    const holder = (id: string, isInto: boolean): TreeNode | undefined => {
      const node = index.get(id)?.node;
      if (node === undefined || (isInto && node.instance_of !== undefined)) return node;
      return index.get(node.id.slice(0, Math.max(0, node.id.lastIndexOf("/"))))?.node;
    };
    const owner = edits
      .flatMap((edit) => [
        ...blocksNamed(edit).map((id) => holder(id, false)),
        ...containersNamed(edit).map((id) => holder(id, true)),
      ])
      .find((node) => node?.instance_of !== undefined);
    const definition = definitions.find((one) => one.class_name === owner?.instance_of);
    if (definition === undefined || definition.uses < 2) return;
    const { class_name: name, uses } = definition;
    this.say(say("canvas.said.changed-all", { count: uses, name }));
    if (this.toldShared.has(name)) return;
    this.toldShared.add(name);
    this.toast(say("canvas.toast.changes-all", { count: uses, name }), say("canvas.toast.changes-all-hint"));
  }

  /** Remember what was inserted, so that its output can be told once Python knows it. */
  private expect(edits: readonly Edit[], number: number): void {
    const inserted = edits.flatMap((edit) => ("block" in edit ? edit.block.id : []));
    const [first] = edits;
    if (inserted.length > 0) this.expected = { number, ids: inserted };
    else if (first !== undefined && SAID[first.edit] !== undefined) this.say(SAID[first.edit] ?? "");
  }

  private tellInserted(): void {
    const { expected } = this;
    if (expected === null || this.outbox.pending.some((command) => command.number <= expected.number)) return;
    this.expected = null;
    const { index } = this.store.get();
    const nodes = expected.ids.flatMap(
      (id) => index.get(id)?.node ?? index.get(insideInstance(index, id) ?? "")?.node ?? [],
    );
    if (nodes.length > 0) this.say(nodes.map(insertedText).join("; "));
  }

  select(ids: readonly string[]): void {
    const { selected } = this.store.get();
    this.awaited = [];
    if (this.store.get().wire !== null) this.store.set({ wire: null });
    if (ids.length === selected.length && ids.every((id, i) => id === selected[i])) return;
    this.store.set({ selected: ids, wire: null });
  }

  /** A block's id where it now stands: inside an instance that is written after the instance's. */
  known(id: string): string {
    const { index } = this.store.get();
    return index.has(id) ? id : (insideInstance(index, id) ?? id);
  }

  kinds(): Kinds {
    const { kinds, functions } = this.store.get();
    return { kinds, functions };
  }

  stock(): Stock {
    const { kinds, functions, definitions } = this.store.get();
    return { kinds, functions, definitions };
  }

  /** Tell a screen reader. */
  say(said: string): void {
    this.store.set({ said });
  }

  toggleSelected(id: string): void {
    const { selected } = this.store.get();
    this.select(selected.includes(id) ? selected.filter((one) => one !== id) : [...selected, id]);
  }

  /** The selected blocks without those inside another selected one, never the root. */
  chosen(): string[] {
    const { index, selected, tree } = this.store.get();
    return outermost(
      index,
      selected.filter((id) => id !== tree.id),
    );
  }

  fold(id: string, fold = !this.store.get().folded.has(id)): void {
    const folded = new Set(this.store.get().folded);
    if (fold) folded.add(id);
    else folded.delete(id);
    this.store.set({ folded });
    writeView(this.store.get().props.document, { folded: [...folded] });
  }

  showTab(tab: Tab): void {
    if (tab === this.store.get().tab) return;
    this.store.set({ tab });
    this.askForText();
    this.askForTab();
  }

  /** Ask for the open tab's text until it comes: a trigger may be replaced by a later one. */
  private askForTab(): void {
    clearTimeout(this.tabTimer);
    const { tab, props } = this.store.get();
    if (tab === props.pane?.tab) return;
    this.trigger("tab", tab);
    this.tabTimer = setTimeout(() => this.askForTab(), TAB_RETRY_MS);
  }

  /** The tab that Python opened of its own accord, as the header's problems do; what the person asked for comes first. */
  private tabAfter(props: BuildProps): Tab {
    const { tab, props: before } = this.store.get();
    const theirs = props.pane?.tab ?? tab;
    const isAsking = tab !== before.pane?.tab;
    if (isAsking && theirs !== tab) return tab;
    clearTimeout(this.tabTimer);
    return theirs;
  }

  toast(problem: string, hint?: string, action?: Toast["action"]): void {
    const id = ++this.toastCount;
    const toast = { id, problem, ...(hint ? { hint } : {}), ...(action ? { action } : {}) };
    this.store.set({ toasts: [...this.store.get().toasts.slice(-2), toast] });
    setTimeout(() => this.dismiss(id), TOAST_MS);
  }

  dismiss(id: number): void {
    this.store.set({ toasts: this.store.get().toasts.filter((toast) => toast.id !== id) });
  }

  /** Say why edits are not made, and show the network without those that were let go of. */
  private lose(problem: string, hint: string): void {
    this.toast(problem, hint);
    this.rebuild();
  }

  private open(props: BuildProps): void {
    this.outbox.connect(null);
    this.outbox = outboxOf("build", props.document);
    this.line.canvas = null;
    this.line = lineOf(props.document);
    this.store.set({
      selected: [],
      pane: null,
      folded: firstFolds(props.document, props.tree),
      quickAdd: null,
      menu: null,
      renaming: null,
      editing: null,
      shapeQuestion: null,
      linking: null,
      wire: null,
      drag: null,
      writing: null,
      ownMenu: null,
      renamingOwn: null,
    });
  }

  /** Lay the edits still on their way over Python's tree. */
  private rebuild(select?: readonly string[]): void {
    const { tree, selected } = this.store.get();
    const pending = this.outbox.pending;
    const props = pending.reduce((sent, command) => applyToNetwork(sent, command.edit), this.sent);
    const next = reuse(
      tree,
      pending.reduce((root, command) => applyEdit(root, command.edit), props.tree),
      this.store.get().index,
    );
    const index = next === tree ? this.store.get().index : indexTree(next);
    const found = (ids: readonly string[]): string[] =>
      ids.flatMap((id) => (index.has(id) ? id : (insideInstance(index, id) ?? [])));
    // What Python has yet to make is selected once it is there; until then the selection stays.
    if (select !== undefined) this.awaited = select;
    let kept = found(this.awaited);
    if (kept.length > 0 || pending.length === 0) this.awaited = [];
    if (kept.length === 0 && select?.length !== 0) kept = found(survivors(selected, this.store.get().index, index));
    this.store.set({
      props,
      tree: next,
      index,
      selected: kept.length === selected.length && kept.every((id, i) => id === selected[i]) ? selected : kept,
      waiting: pending.length > 0,
    });
  }

  private tellRefusals(props: BuildProps): void {
    for (const refusal of props.refused ?? []) {
      const key = `${refusal.client}:${refusal.number}`;
      if (refusal.client !== this.outbox.client || this.seenRefusals.has(key)) continue;
      this.seenRefusals.add(key);
      // An editor that is open marks it on its line.
      if (MISTAKE.test(refusal.problem) || this.store.get().writing !== null) continue;
      this.toast(refusal.problem, refusal.hint);
    }
  }

  private async loadCatalogue(source: string | Catalogue): Promise<void> {
    if (typeof source !== "string") {
      if (this.store.get().kinds.size === 0) this.takeCatalogue(source);
      return;
    }
    if (source === this.catalogueUrl) return;
    this.catalogueUrl = source;
    try {
      const answer = await fetch(new URL(source, document.baseURI), { credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
      this.takeCatalogue((await answer.json()) as Catalogue);
    } catch {
      this.catalogueUrl = null;
      this.toast(say("canvas.toast.no-catalogue"), say("canvas.toast.no-catalogue-hint"));
    }
  }

  private takeCatalogue(catalogue: Catalogue): void {
    this.store.set({
      kinds: new Map(catalogue.kinds.map((kind) => [kind.name, kind])),
      functions: new Map((catalogue.functions ?? []).map((kind) => [kind.name, kind])),
      classExamples: catalogue.classes ?? [],
    });
  }
}
