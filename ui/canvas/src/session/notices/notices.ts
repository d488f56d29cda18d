/** What a person is told: toasts for all, sentences for a screen reader. */
import { blocksNamed, containersNamed } from "../../model/editTargets";
import { insideInstance, type TreeIndex } from "../../model/tree";
import type { Command, Edit, Refusal, TreeNode } from "../../protocol";
import { say } from "../../sentences/say";
import type { BuildState } from "../state";
import type { Store } from "../store";
import { insertedText, SAID } from "./announcements";

export interface Toast {
  id: number;
  problem: string;
  hint?: string;
  /** What can be done about it at once. */
  action?: { label: string; run: () => void };
}
export interface NoticeState {
  /** What a screen reader is told of what has just been done. */
  said: string;
  toasts: readonly Toast[];
}
export const NO_NOTICES: NoticeState = { said: "", toasts: [] };

/** How a mistake in edited code begins. */
const MISTAKE = /^line \d+, column \d+: /;
const TOAST_MS = 9000;

export class Notices {
  private count = 0;
  private expected: { number: number; ids: string[] } | null = null;
  private readonly seenRefusals = new Set<string>();
  /** Definitions of which it was shown that an edit inside reaches all their instances. */
  private readonly toldShared = new Set<string>();

  constructor(private readonly store: Store<BuildState>) {}

  toast(problem: string, hint?: string, action?: Toast["action"]): void {
    const id = ++this.count;
    const toast = { id, problem, ...(hint ? { hint } : {}), ...(action ? { action } : {}) };
    // Three at most, or they would hide the network.
    this.store.set({ toasts: [...this.store.get().toasts.slice(-2), toast] });
    setTimeout(() => this.dismiss(id), TOAST_MS);
  }

  dismiss(id: number): void {
    this.store.set({ toasts: this.store.get().toasts.filter((toast) => toast.id !== id) });
  }

  /** Tell a screen reader. */
  say(said: string): void {
    this.store.set({ said });
  }

  /** An edit inside one instance is one of all of them: said each time, and shown the first time. */
  tellShared(edits: readonly Edit[]): void {
    const { index, definitions } = this.store.get();
    const owner = ownerOf(index, edits);
    const definition = definitions.find((one) => one.class_name === owner?.instance_of);
    if (definition === undefined || definition.uses < 2) return;
    const { class_name: name, uses } = definition;
    this.say(say("canvas.said.changed-all", { count: uses, name }));
    if (this.toldShared.has(name)) return;
    this.toldShared.add(name);
    this.toast(say("canvas.toast.changes-all", { count: uses, name }), say("canvas.toast.changes-all-hint"));
  }

  /** Remember what was inserted, so that its output can be told once Python knows it. */
  expect(edits: readonly Edit[], number: number): void {
    const inserted = edits.flatMap((edit) => ("block" in edit ? edit.block.id : []));
    const [first] = edits;
    if (inserted.length > 0) this.expected = { number, ids: inserted };
    else if (first !== undefined && SAID[first.edit] !== undefined) this.say(SAID[first.edit] ?? "");
  }

  tellInserted(pending: readonly Command[]): void {
    const { expected } = this;
    if (expected === null || pending.some((command) => command.number <= expected.number)) return;
    this.expected = null;
    const { index } = this.store.get();
    const nodes = expected.ids.flatMap(
      (id) => index.get(id)?.node ?? index.get(insideInstance(index, id) ?? "")?.node ?? [],
    );
    if (nodes.length > 0) this.say(nodes.map(insertedText).join("; "));
  }

  /** Say why edits were refused; returns whether any was that has not been told of before. */
  tellRefusals(refused: readonly Refusal[], client: string): boolean {
    let isNew = false;
    for (const refusal of refused) {
      const key = `${refusal.client}:${refusal.number}`;
      if (refusal.client !== client || this.seenRefusals.has(key)) continue;
      this.seenRefusals.add(key);
      isNew = true;
      // An editor that is open marks it on its line.
      if (MISTAKE.test(refusal.problem) || this.store.get().writing !== null) continue;
      this.toast(refusal.problem, refusal.hint);
    }
    return isNew;
  }
}

/** The instance of a block of one's own that edits are made inside of. */
function ownerOf(index: TreeIndex, edits: readonly Edit[]): TreeNode | undefined {
  const holder = (id: string, isInto: boolean): TreeNode | undefined => {
    const node = index.get(id)?.node;
    if (node === undefined || (isInto && node.instance_of !== undefined)) return node;
    return index.get(node.id.slice(0, Math.max(0, node.id.lastIndexOf("/"))))?.node;
  };
  return edits
    .flatMap((edit) => [
      ...blocksNamed(edit).map((id) => holder(id, false)),
      ...containersNamed(edit).map((id) => holder(id, true)),
    ])
    .find((node) => node?.instance_of !== undefined);
}
