/** What a person can do to the network, each as one step: the edits it takes and what is selected afterwards. */
import { type Block, blockOf, madeBlock, whyNoBlocks, withNewIds } from "../model/blocks";
import { hasSkip } from "../model/body";
import { fromClipboard, toClipboard } from "../model/clipboard";
import { NOTHING_TYPED, type Typed } from "../model/filling";
import { isLeafOfGraph } from "../model/graphs";
import { newId } from "../model/ids";
import { definitionAround, definitionInside, takesChildren } from "../model/tree";
import type { Edit, Json, TreeNode } from "../protocol";
import { copyIntoGraph, disconnectAt, insertIntoGraph, type Joining, moveIntoGraph } from "./graphActions";
import { holdsOne, insertionPlace, type InsertionPlace } from "./places";
import type { BuildSession } from "./session";
import { say } from "../sentences/say";

export type Wrapper = "sequential" | "parallel" | "repeat" | "graph";

function asJson(block: Block): Json {
  return block as unknown as Json;
}

function isGraph(session: BuildSession, id: string): boolean {
  return session.store.get().index.get(id)?.node.block === "graph";
}

function standsAnywhere(session: BuildSession, blocks: readonly Block[]): boolean {
  const isFree = !blocks.some((block) => isLeafOfGraph(block.block));
  if (!isFree) session.toast(say("canvas.graph.only"), say("canvas.graph.only-hint"));
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
  const edits = blocks.map((block, i): Edit => ({ edit: "insert", parent, index: index + i, block: asJson(block) }));
  session.edit(edits, select);
}

export function insertBlock(
  session: BuildSession,
  parent: string,
  index: number,
  block: Block,
  joining?: Joining,
): void {
  insertBlocks(session, parent, index, [block], joining);
}

/** Put blocks at a place; where that is behind a single block, both go into a Sequential. */
export function insertAt(
  session: BuildSession,
  { parent, index, joining, around }: InsertionPlace,
  blocks: Block[],
  select?: readonly string[],
): void {
  if (around === undefined) return insertBlocks(session, parent, index, blocks, joining, select);
  if (!standsAnywhere(session, blocks)) return;
  const id = newId();
  // Inside an instance the new Sequential is known by the instance's id too.
  const made = around.slice(0, around.lastIndexOf("/") + 1) + id;
  const inserts = blocks.map((block, i): Edit => ({
    edit: "insert",
    parent: made,
    index: i + 1,
    block: asJson(block),
  }));
  session.edit(
    [{ edit: "wrap", ids: [around], into: "sequential", id }, ...inserts],
    select ?? blocks.map((b) => b.id),
  );
}

export function insertByName(session: BuildSession, name: string, typed: Typed = NOTHING_TYPED): void {
  const place = insertionPlace(session);
  if (place === null) return session.toast(say("canvas.graph.one-block"), say("canvas.graph.one-block-hint"));
  const { block, problem } = madeBlock(name, session.stock(), typed);
  if (problem !== null) session.toast(problem);
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
    return session.toast(say("canvas.graph.reads-only"), say("canvas.graph.reads-only-hint"));
  if (node?.block === "parallel" && around === undefined && blocks.length > 1)
    insertAt(session, place, [{ block: "sequential", id: newId(), children: blocks }], last);
  else insertAt(session, place, blocks, last);
}

/** Insert where no place was pointed at, so that what is new may be out of sight. */
function addAndShow(session: BuildSession, place: InsertionPlace, blocks: Block[]): void {
  insertAt(session, place, blocks);
  const last = blocks[blocks.length - 1];
  if (last !== undefined) requestAnimationFrame(() => session.view?.reveal(last.id));
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
  const before = ids.filter((id) => {
    const place = index.get(id);
    return place?.parent?.id === parent && place.index < at;
  });
  session.edit({ edit: "move", ids: [...ids], parent, index: at - before.length }, ids);
}

function nodesOf(session: BuildSession, ids: readonly string[]): TreeNode[] {
  const { index } = session.store.get();
  return ids.flatMap((id) => index.get(id)?.node ?? []);
}

export function copyTo(
  session: BuildSession,
  ids: readonly string[],
  parent: string,
  at: number,
  joining: Joining = {},
): void {
  const nodes = nodesOf(session, ids);
  const { index } = session.store.get();
  const isHome = nodes.every((node) => definitionAround(index, node.id) === definitionInside(index, parent));
  const blocks = withNewIds(nodes.map((node) => blockOf(node, isHome ? "written" : "computed")));
  if (isGraph(session, parent)) copyIntoGraph(session, parent, blocks, wiresAmong(session, nodes), joining.at);
  else insertBlocks(session, parent, at, blocks);
}

/** What flows into nodes of a graph, by name. */
export function wiresAmong(session: BuildSession, nodes: readonly TreeNode[]): { [name: string]: string[] } {
  const { index } = session.store.get();
  return Object.fromEntries(
    nodes.flatMap((node): [string, string[]][] => {
      const wires = index.get(node.id)?.parent?.wires?.[node.name];
      return wires === undefined ? [] : [[node.name, wires]];
    }),
  );
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
  const ids = session.chosen();
  if (ids.length === 0) return;
  const child = ids.find((id) => session.store.get().index.get(id)?.parent?.block === "repeat");
  if (child !== undefined) session.toast(say("canvas.menu.only-child"), say("canvas.graph.only-child-hint"));
  else session.edit({ edit: "remove", ids }, neighbour(session, ids));
}

export function duplicateSelected(session: BuildSession): void {
  const ids = session.chosen();
  const { index } = session.store.get();
  const last = index.get(ids[ids.length - 1] ?? "");
  if (last === undefined || last.parent === null) return;
  const behind = { parent: last.parent.id, index: last.index + 1 };
  // Beside a branch it would be one more branch, 2 f(x) + x, and beside a repeat's child there is no place.
  if (ids.length === 1 && holdsOne(last.parent)) {
    const { name: _, ...copy } = blockOf(last.node); // the Sequential of both gets the name
    return insertAt(session, { ...behind, around: last.node.id }, withNewIds([copy]));
  }
  // Python's own edit keeps several copies one undo step; one copy is drawn at once when its ids are made here.
  if (ids.length === 1 && takesChildren(last.parent)) copyTo(session, ids, last.parent.id, last.index + 1);
  else session.edit({ edit: "duplicate", ids });
}

export function wrapSelected(session: BuildSession, into: Wrapper): void {
  const ids = session.chosen();
  const id = newId();
  if (ids.length > 0) session.edit({ edit: "wrap", ids, into, id }, [id]);
}

export function unwrapSelected(session: BuildSession): void {
  const [node] = nodesOf(session, session.chosen());
  if (node?.instance_of !== undefined) session.edit({ edit: "unpack", id: node.id }, [node.id]);
  else if (node?.children === undefined)
    session.toast(say("canvas.menu.cannot-unwrap"), say("canvas.menu.cannot-unwrap-hint"));
  else
    session.edit(
      { edit: "unwrap", id: node.id },
      node.children.map((child) => child.id),
    );
}

/** Put the same module once more right behind a block. */
export function useAgain(session: BuildSession, node: TreeNode): void {
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
      { edit: "insert", parent: place.parent.id, index, block: asJson(again) },
      { edit: "set_wires", graph: place.parent.id, node: again.id, sources: [node.name] },
    ],
    [again.id],
  );
}

export function setFrozen(session: BuildSession, node: TreeNode, frozen: boolean): void {
  session.edit({ edit: frozen ? "freeze" : "unfreeze", select: { block: node.of ?? node.id } });
}

export function copyText(session: BuildSession): string | null {
  const nodes = nodesOf(session, session.chosen());
  const { index, tree, props } = session.store.get();
  const [first] = nodes;
  if (first === undefined) return null;
  return toClipboard(nodes, wiresAmong(session, nodes), tree, props.contents ?? [], definitionAround(index, first.id));
}

export function pasteText(session: BuildSession, text: string): void {
  const { index } = session.store.get();
  // Documents made from one template have blocks of the same ids.
  const isHere = ({ id, block, kind }: Block): boolean => {
    const node = index.get(id)?.node;
    return node?.block === block && node.kind === kind;
  };
  const place = insertionPlace(session);
  const copied = fromClipboard(text, isHere, place === null ? null : definitionInside(index, place.parent));
  if (copied === null) session.toast(...whyNoBlocks(text));
  else if (place !== null && isGraph(session, place.parent)) {
    copyIntoGraph(session, place.parent, copied.blocks, copied.wires);
    const last = copied.blocks[copied.blocks.length - 1];
    if (last !== undefined) requestAnimationFrame(() => session.view?.reveal(last.id));
  } else if (place !== null) addAndShow(session, place, copied.blocks);
}
