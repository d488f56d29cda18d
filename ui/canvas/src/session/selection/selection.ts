/** Which blocks are selected, also while Python has yet to make them, and which are folded. */
import { insideInstance, outermost, survivors, type TreeIndex } from "../../model/tree";
import type { BuildState } from "../state";
import type { Store } from "../store";
import { firstFolds, writeView } from "./view";
import type { WirePlace } from "../graph/wires";
import type { BuildProps } from "../../protocol";

export interface SelectionState {
  selected: readonly string[];
  /** The wire that was clicked. */
  wire: WirePlace | null;
  folded: ReadonlySet<string>;
  /** A new block, to be brought into sight once it is drawn. */
  toShow: string | null;
}
export const NOTHING_SELECTED: SelectionState = { selected: [], wire: null, folded: new Set(), toShow: null };

export class Selection {
  /** What is to be selected as soon as it is there. */
  private awaited: readonly string[] = [];

  constructor(private readonly store: Store<BuildState>) {}

  select(ids: readonly string[]): void {
    const { selected } = this.store.get();
    this.awaited = [];
    const { wire, toShow } = this.store.get();
    if (wire !== null || toShow !== null) this.store.set({ wire: null, toShow: null });
    if (ids.length === selected.length && ids.every((id, i) => id === selected[i])) return;
    this.store.set({ selected: ids, wire: null });
  }

  /** Bring a new block into sight as soon as it is drawn: Python may have yet to make it. */
  showOnceDrawn(id: string | undefined): void {
    if (id !== undefined) this.store.set({ toShow: id });
  }

  toggle(id: string): void {
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

  /** A block's id where it now stands: inside an instance that is written after the instance's. */
  known(id: string): string {
    const { index } = this.store.get();
    return index.has(id) ? id : (insideInstance(index, id) ?? id);
  }

  fold(id: string, fold = !this.store.get().folded.has(id)): void {
    const folded = new Set(this.store.get().folded);
    if (fold) folded.add(id);
    else folded.delete(id);
    this.store.set({ folded });
    writeView(this.store.get().props.document, { folded: [...folded] });
  }

  /** Begin with another document. */
  open({ document, tree }: BuildProps): void {
    this.store.set({ ...NOTHING_SELECTED, folded: firstFolds(document, tree) });
  }

  /**
   * What is selected in the next tree: `wanted`, as soon as it is there, else what is left of the selection.
   *
   * Until Python has made what is wanted the selection stays; `isSettled` says that it has made all.
   */
  within(next: TreeIndex, wanted: readonly string[] | undefined, isSettled: boolean): readonly string[] {
    const { selected, index } = this.store.get();
    const found = (ids: readonly string[]): string[] =>
      ids.flatMap((id) => (next.has(id) ? id : (insideInstance(next, id) ?? [])));
    if (wanted !== undefined) this.awaited = wanted;
    let kept = found(this.awaited);
    if (kept.length > 0 || isSettled) this.awaited = [];
    if (kept.length === 0 && wanted?.length !== 0) kept = found(survivors(selected, index, next));
    return kept.length === selected.length && kept.every((id, i) => id === selected[i]) ? selected : kept;
  }
}
