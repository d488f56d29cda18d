/** What a person can do to the network, each as one step: the edits it takes and what is selected afterwards. */
import type { Block } from "../model/blocks";
import { madeBlock } from "../model/newBlocks";
import { hasSkip } from "../model/body";
import { NOTHING_TYPED, type Typed } from "../model/quickArguments";
import { isLeafOfGraph } from "../model/graphs";
import { newId } from "../model/ids";
import { takesChildren } from "../model/tree";
import type { Into } from "../model/edits";
import type { Edit, TreeNode } from "../protocol";
import { insertIntoGraph } from "./graph/insert";
import type { Joining } from "./graph/join";
import { moveIntoGraph } from "./graph/move";
import { disconnectAt } from "./graph/wires";
import { anchored, insertionPlace, type InsertionPlace } from "./places";
import type { BuildSession } from "./session";
import { say } from "../sentences/say";

export function isGraph(session: BuildSession, id: string): boolean {
  return session.store.get().index.get(id)?.node.block === "graph";
}

function standsAnywhere(session: BuildSession, blocks: readonly Block[]): boolean {
  const isFree = !blocks.some((block) => isLeafOfGraph(block.block));
  if (!isFree) session.notices.toast(say("canvas.graph.only"), say("canvas.graph.only-hint"));
  return isFree;
}

export function insertBlocks(
  session: BuildSession,
  parent: string,
  index: number,
  blocks: Block[],
  joining: Joining = {},
  select: readonly string[] = blocks.map((block) => block.id),
): void {
  if (isGraph(session, parent)) return insertIntoGraph(session, parent, blocks, joining);
  if (!standsAnywhere(session, blocks)) return;
  const edits = blocks.map((block, i): Edit => ({ edit: "insert", parent, index: index + i, block }));
  session.edit(edits, select);
}

/** The edit that puts a single block into a Sequential of its own, and the id by which that is known then. */
export function wrapped(around: string): { wrap: Edit; made: string } {
  const id = newId();
  // Inside an instance the new Sequential is known by the instance's id too.
  const made = around.slice(0, around.lastIndexOf("/") + 1) + id;
  return { wrap: { edit: "wrap", ids: [around], into: "sequential", id }, made };
}

/** Put blocks at a place; where that is beside a single block, all go into a Sequential. */
export function insertAt(
  session: BuildSession,
  { parent, index, joining, around, isBefore = false }: InsertionPlace,
  blocks: Block[],
  select?: readonly string[],
): void {
  if (around === undefined) return insertBlocks(session, parent, index, blocks, joining, select);
  if (!standsAnywhere(session, blocks)) return;
  const { wrap, made } = wrapped(around);
  const first = isBefore ? 0 : 1;
  const inserts = blocks.map((block, i): Edit => ({
    edit: "insert",
    parent: made,
    index: first + i,
    block,
  }));
  session.edit([wrap, ...inserts], select ?? blocks.map((b) => b.id));
}

/** Do something at a place that was pointed at, once the canvas shows all edits; `shown` is what it is called. */
export function atPlace(
  session: BuildSession,
  shown: string,
  place: InsertionPlace,
  act: (place: InsertionPlace) => void,
): void {
  const find = anchored(session, place);
  session.held.after(shown, () => {
    const found = find();
    if (found === null) session.notices.toast(say("canvas.held.gone"), say("canvas.held.gone-hint"));
    else act(found);
  });
}

export function insertByName(session: BuildSession, name: string, typed: Typed = NOTHING_TYPED): void {
  session.held.after(`[${name}]`, () => insertNamed(session, name, typed));
}

function insertNamed(session: BuildSession, name: string, typed: Typed): void {
  const place = insertionPlace(session);
  if (place === null) return session.notices.toast(say("canvas.graph.one-block"), say("canvas.graph.one-block-hint"));
  const { block, problem } = madeBlock(name, session.catalogue.stock(), typed);
  if (problem !== null) session.notices.toast(problem);
  else addAndShow(session, place, [block]);
}

/** What was typed as one chain: in a sequence one after another, of a parallel one new branch. */
export function insertChain(
  session: BuildSession,
  place: InsertionPlace,
  blocks: Block[],
  reads: readonly (readonly string[])[],
): void {
  const { parent, joining = {}, around } = place;
  const node = session.store.get().index.get(parent)?.node;
  const last = blocks.slice(-1).map((block) => block.id);
  if (node?.block === "graph") return insertIntoGraph(session, parent, blocks, joining, reads);
  if (reads.some((one) => one.length > 0))
    return session.notices.toast(say("canvas.graph.reads-only"), say("canvas.graph.reads-only-hint"));
  if (node?.block === "parallel" && around === undefined && blocks.length > 1)
    insertAt(session, place, [{ block: "sequential", id: newId(), children: blocks }], last);
  else insertAt(session, place, blocks, last);
}

/** Insert where no place was pointed at, so that what is new may be out of sight. */
export function addAndShow(session: BuildSession, place: InsertionPlace, blocks: Block[]): void {
  insertAt(session, place, blocks);
  session.selection.showOnceDrawn(blocks.at(-1)?.id);
}

/** Take blocks to a place that was pointed at; beside a single block all go into a Sequential. */
export function moveInto(session: BuildSession, ids: readonly string[], place: InsertionPlace): void {
  const { parent, index, joining, around, isBefore = false } = place;
  if (around === undefined) return moveTo(session, ids, parent, index, joining);
  const { wrap, made } = wrapped(around);
  session.edit([wrap, { edit: "move", ids: [...ids], parent: made, index: isBefore ? 0 : 1 }], ids);
}

export function moveTo(
  session: BuildSession,
  ids: readonly string[],
  parent: string,
  at: number,
  joining: Joining = {},
): void {
  const { index } = session.store.get();
  if (isGraph(session, parent)) return moveIntoGraph(session, parent, ids, joining);
  // Python counts the place without the blocks that move; the pointer has counted with them.
  const before = ids.filter((id) => {
    const place = index.get(id);
    return place?.parent?.id === parent && place.index < at;
  });
  session.edit({ edit: "move", ids: [...ids], parent, index: at - before.length }, ids);
}

export function nodesOf(session: BuildSession, ids: readonly string[]): TreeNode[] {
  const { index } = session.store.get();
  return ids.flatMap((id) => index.get(id)?.node ?? []);
}

/** Name a block, null for its position's name; what it was called here goes along. */
export function renameBlock(session: BuildSession, node: TreeNode, name: string | null): void {
  const before = node.named ? node.name : null;
  if (name !== before) session.edit({ edit: "rename", id: node.id, name, before });
}

/** What is selected once blocks are gone: the one after them, before them, or around them. */
function neighbour(session: BuildSession, ids: readonly string[]): string[] {
  const { index, tree } = session.store.get();
  const place = index.get(ids[0] ?? "");
  if (place?.parent === null || place === undefined) return [];
  const rest = (place.parent.children ?? []).filter((child) => !ids.includes(child.id));
  const next = rest[place.index] ?? rest[rest.length - 1];
  if (next !== undefined) return [next.id];
  return place.parent.id === tree.id ? [] : [place.parent.id];
}

export function removeSelected(session: BuildSession): void {
  const { wire } = session.store.get();
  if (wire !== null) return disconnectAt(session, wire);
  const ids = session.selection.chosen();
  if (ids.length === 0) return;
  const child = ids.find((id) => session.store.get().index.get(id)?.parent?.block === "repeat");
  if (child !== undefined) session.notices.toast(say("canvas.menu.only-child"), say("canvas.graph.only-child-hint"));
  else session.edit({ edit: "remove", ids }, neighbour(session, ids));
}

export function wrapSelected(session: BuildSession, into: Into): void {
  const ids = session.selection.chosen();
  const id = newId();
  if (ids.length > 0) session.edit({ edit: "wrap", ids, into, id }, [id]);
}

export function unwrapSelected(session: BuildSession): void {
  const [node] = nodesOf(session, session.selection.chosen());
  if (node?.instance_of !== undefined) session.edit({ edit: "unpack", id: node.id }, [node.id]);
  else if (node?.children === undefined)
    session.notices.toast(say("canvas.menu.cannot-unwrap"), say("canvas.menu.cannot-unwrap-hint"));
  else
    session.edit(
      { edit: "unwrap", id: node.id },
      node.children.map((child) => child.id),
    );
}

/** Put the same module once more right behind a block. */
export function shareBehind(session: BuildSession, node: TreeNode): void {
  const place = session.store.get().index.get(node.id);
  if (place?.parent == null || !takesChildren(place.parent)) return;
  const again: Block = { block: "shared", id: newId(), of: node.of ?? node.id };
  const behind = { parent: place.parent.id, index: place.index + 1 };
  if (hasSkip(place.parent)) return insertAt(session, { ...behind, around: node.id }, [again]);
  if (place.parent.block !== "graph") return insertAt(session, behind, [again]);
  // Without a name it is one more call of the module in the same graph.
  const index = place.parent.children?.length ?? 0;
  session.edit(
    [
      { edit: "insert", parent: place.parent.id, index, block: again },
      { edit: "set_wires", graph: place.parent.id, node: again.id, sources: [node.name] },
    ],
    [again.id],
  );
}

export function setFrozen(session: BuildSession, node: TreeNode, frozen: boolean): void {
  session.edit({ edit: frozen ? "freeze" : "unfreeze", select: { block: node.of ?? node.id } });
}
