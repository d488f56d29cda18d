/** What a person can do to the network, each as one step: the edits it takes and what is selected afterwards. */
import { type Block, blockOf, fromClipboard, newBlock, newId, toClipboard, withNewIds } from "../model/blocks";
import { takesChildren } from "../model/tree";
import type { Edit, Json, TreeNode } from "../protocol";
import type { BuildSession } from "./session";

export type Wrapper = "sequential" | "parallel" | "repeat";

function asJson(block: Block): Json {
  return block as unknown as Json;
}

export function insertBlocks(session: BuildSession, parent: string, index: number, blocks: Block[]): void {
  const edits = blocks.map((block, i): Edit => ({ edit: "insert", parent, index: index + i, block: asJson(block) }));
  session.edit(
    edits,
    blocks.map((block) => block.id),
  );
}

export function insertBlock(session: BuildSession, parent: string, index: number, block: Block): void {
  insertBlocks(session, parent, index, [block]);
}

/** Where a new block goes when no place was pointed at: into an empty chosen container, after the chosen block, or last. */
export function insertionPlace(session: BuildSession): { parent: string; index: number } | null {
  const { index, selected, tree } = session.store.get();
  const last = selected[selected.length - 1];
  let place = last === undefined ? undefined : index.get(last);
  if (place !== undefined && place.node.block === "sequential" && place.node.children?.length === 0)
    return { parent: place.node.id, index: 0 };
  if (
    place?.node.block === "repeat" &&
    place.node.children?.[0]?.block === "sequential" &&
    place.node.children[0].children?.length === 0
  ) {
    return { parent: place.node.children[0].id, index: 0 };
  }
  while (place !== undefined && place.parent !== null) {
    if (takesChildren(place.parent)) return { parent: place.parent.id, index: place.index + 1 };
    place = index.get(place.parent.id);
  }
  return takesChildren(tree) ? { parent: tree.id, index: tree.children?.length ?? 0 } : null;
}

export function insertByName(session: BuildSession, name: string, numbers: number[] = []): void {
  const place = insertionPlace(session);
  if (place === null)
    session.toast("The network is one block, so nothing can stand beside it.", "Wrap it in a Sequential first.");
  else addAndShow(session, place.parent, place.index, [newBlock(name, session.store.get().kinds, numbers)]);
}

/** Insert where no place was pointed at, so that what is new may be out of sight. */
function addAndShow(session: BuildSession, parent: string, index: number, blocks: Block[]): void {
  insertBlocks(session, parent, index, blocks);
  const last = blocks[blocks.length - 1];
  if (last !== undefined) requestAnimationFrame(() => session.view?.reveal(last.id));
}

export function moveTo(session: BuildSession, ids: readonly string[], parent: string, at: number): void {
  const { index } = session.store.get();
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

export function copyTo(session: BuildSession, ids: readonly string[], parent: string, at: number): void {
  insertBlocks(session, parent, at, withNewIds(nodesOf(session, ids).map(blockOf)));
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
  const ids = session.chosen();
  if (ids.length === 0) return;
  const child = ids.find((id) => session.store.get().index.get(id)?.parent?.block === "repeat");
  if (child !== undefined) session.toast("A Repeat always holds one block.", "Delete the Repeat itself, or unwrap it.");
  else session.edit({ edit: "remove", ids }, neighbour(session, ids));
}

export function duplicateSelected(session: BuildSession): void {
  const ids = session.chosen();
  const { index } = session.store.get();
  const last = index.get(ids[ids.length - 1] ?? "");
  if (last === undefined || last.parent === null) return;
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
  if (node?.children === undefined)
    session.toast("Only a container can be unwrapped.", "Select a Sequential, Parallel or Repeat.");
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
  insertBlock(session, place.parent.id, place.index + 1, { block: "shared", id: newId(), of: node.of ?? node.id });
}

export function setFrozen(session: BuildSession, node: TreeNode, frozen: boolean): void {
  session.edit({ edit: frozen ? "freeze" : "unfreeze", select: { block: node.of ?? node.id } });
}

export function copyText(session: BuildSession): string | null {
  const nodes = nodesOf(session, session.chosen());
  return nodes.length === 0 ? null : toClipboard(nodes);
}

export function pasteText(session: BuildSession, text: string): void {
  const blocks = fromClipboard(text);
  const place = insertionPlace(session);
  if (blocks === null) session.toast("The clipboard holds no blocks.", "Copy blocks on a canvas first.");
  else if (place !== null) addAndShow(session, place.parent, place.index, blocks);
}
