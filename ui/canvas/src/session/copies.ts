/** Copies of blocks: duplicated, dragged with Alt, through the clipboard; each one step. */
import { type Block, blockOf, whyNoBlocks, withNewIds } from "../model/blocks";
import { isIdentity } from "../model/body";
import { fromClipboard, tiedBy, toClipboard } from "../model/clipboard";
import { type Tie, tiesOf, tiesOfCopies } from "../model/ties";
import { definitionAround, definitionInside, isVisible, takesChildren, type TreeIndex } from "../model/tree";
import type { Edit, TensorEnd, TreeNode } from "../protocol";
import { say } from "../sentences/say";
import { addAndShow, insertAt, isGraph, nodesOf, wrapped } from "./actions";
import { copyIntoGraph } from "./graph/copy";
import { wiresAmong } from "./graph/wires";
import { holdsOne, insertionPlace, type InsertionPlace } from "./places";
import type { BuildSession } from "./session";

/** Whether what is put into a container can hold a tensor that stands elsewhere. */
function reaches(index: TreeIndex, parent: string): (end: TensorEnd) => boolean {
  return ({ block, tensor }) => {
    const node = index.get(block)?.node;
    const isThere = node?.block === "tensor" ? node.name === tensor : node?.tensors?.[tensor] !== undefined;
    return isThere && isVisible(index, block, parent);
  };
}

/** The copies with their ties, where there can be any: those of a definition would hold in one instance alone. */
function tied(session: BuildSession, parent: string, blocks: Block[], ties: Tie[]): Block[] {
  const name = definitionInside(session.store.get().index, parent);
  if (name === null) return tiedBy(blocks, ties);
  if (ties.length > 0)
    session.notices.toast(say("canvas.clipboard.not-tied"), say("canvas.clipboard.not-tied-hint", { name }));
  return blocks;
}

function copiesOf(session: BuildSession, ids: readonly string[], parent: string): Block[] {
  const nodes = nodesOf(session, ids);
  const { index, tree } = session.store.get();
  const isHome = nodes.every((node) => definitionAround(index, node.id) === definitionInside(index, parent));
  const now = new Map<string, string>();
  const blocks = withNewIds(
    nodes.map((node) => blockOf(node, isHome ? "written" : "computed")),
    now,
  );
  return tied(session, parent, blocks, tiesOfCopies(tiesOf(nodes, tree), now, reaches(index, parent)));
}

/** Copy blocks to a place; returns the copies' ids. */
export function copyTo(session: BuildSession, ids: readonly string[], place: InsertionPlace): string[] {
  const { parent, joining } = place;
  const blocks = copiesOf(session, ids, parent);
  if (isGraph(session, parent))
    copyIntoGraph(session, parent, blocks, wiresAmong(session, nodesOf(session, ids)), joining?.at);
  else insertAt(session, place, blocks);
  return blocks.map((block) => block.id);
}

/** The copy behind a single block, in a Sequential of both, which gets the block's name. */
function beside(session: BuildSession, id: string, parent: TreeNode): { edits: Edit[]; copy: string[] } {
  const { wrap, made } = wrapped(id);
  const copies = copiesOf(session, [id], parent.id).map(({ name: _, ...copy }) => copy);
  const inserts = copies.map((block): Edit => ({ edit: "insert", parent: made, index: 1, block }));
  return { edits: [wrap, ...inserts], copy: copies.map((copy) => copy.id) };
}

/**
 * Copies right behind what is selected. Beside the body of a residual block that would be one more branch, 2 f(x) + x,
 * and beside a repeat's child there is no place: there the copy goes with it into a Sequential. A skip stays as it is.
 */
export function duplicateSelected(session: BuildSession): void {
  const { index } = session.store.get();
  const places = session.selection.chosen().flatMap((id) => index.get(id) ?? []);
  const single = places.filter(({ parent }) => parent !== null && holdsOne(parent));
  const ids = places.filter((place) => !single.includes(place)).map(({ node }) => node.id);
  const bodies = single.filter(({ node }) => !isIdentity(node));
  if (places.length === 0) return;
  if (bodies.length === 0 && ids.length === 0)
    return session.notices.toast(say("canvas.menu.skip"), say("canvas.menu.skip-hint"));
  const [only, ...more] = places;
  if (more.length === 0 && only?.parent != null && ids.length === 1 && takesChildren(only.parent))
    return session.selection.showOnceDrawn(
      copyTo(session, ids, { parent: only.parent.id, index: only.index + 1 }).at(-1),
    );
  const pairs = bodies.flatMap(({ node, parent }) => (parent === null ? [] : beside(session, node.id, parent)));
  // The server's own edit copies several; one copy is drawn at once when its ids are made here.
  const others: Edit[] = ids.length > 0 ? [{ edit: "duplicate", ids }] : [];
  const select = ids.length > 0 ? undefined : pairs.flatMap(({ copy }) => copy);
  session.edit([...others, ...pairs.flatMap(({ edits }) => edits)], select);
  session.selection.showOnceDrawn(select?.at(-1));
}

export function copyText(session: BuildSession): string | null {
  const nodes = nodesOf(session, session.selection.chosen());
  const { index, tree, props } = session.store.get();
  const [first] = nodes;
  if (first === undefined) return null;
  return toClipboard(nodes, wiresAmong(session, nodes), tree, props.contents ?? [], definitionAround(index, first.id));
}

export function pasteText(session: BuildSession, text: string): void {
  const { index, tree } = session.store.get();
  // Documents made from one template have blocks of the same ids.
  const isHere = (target: Block): boolean => {
    const node = index.get(target.id)?.node;
    return node?.block === target.block && node.kind === ("kind" in target ? target.kind : undefined);
  };
  const place = insertionPlace(session);
  const parent = place?.parent ?? tree.id;
  const home = place === null ? null : definitionInside(index, parent);
  const copied = fromClipboard(text, isHere, home, reaches(index, parent));
  if (copied === null) return session.notices.toast(...whyNoBlocks(text));
  if (place === null) return;
  const blocks = tied(session, parent, copied.blocks, copied.ties);
  if (!isGraph(session, parent)) return addAndShow(session, place, blocks);
  copyIntoGraph(session, parent, blocks, copied.wires);
  session.selection.showOnceDrawn(blocks.at(-1)?.id);
}
