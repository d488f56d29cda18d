/** The layout as React Flow's nodes; one that did not change stays the same object and is not drawn again. */
import type { Node } from "@xyflow/react";
import type { BlockItem, Layout, LinkSet, PillItem, Rect } from "../layout/items";

export type BlockNode = Node<{ item: BlockItem }, "block">;
export type PillNode = Node<{ item: PillItem }, "pill">;
export type LinksNode = Node<{ item: LinkSet }, "links">;
export type FlowNode = BlockNode | PillNode | LinksNode;

/** Sizes are known and there are no handles: said outright, or React Flow draws every changed node once to measure it. */
function placed({
  x,
  y,
  width,
  height,
}: Rect): Pick<FlowNode, "position" | "width" | "height" | "measured" | "handles"> {
  return { position: { x, y }, width, height, measured: { width, height }, handles: [] };
}

function sameRect(a: FlowNode, rect: Rect): boolean {
  return a.position.x === rect.x && a.position.y === rect.y && a.width === rect.width && a.height === rect.height;
}

function samePlace(a: FlowNode, item: BlockItem | PillItem): boolean {
  return a.position.x === item.x && a.position.y === item.y && a.width === item.width && a.height === item.height;
}

function sameBlock(old: BlockItem, item: BlockItem): boolean {
  const [a, b] = [old.measured, item.measured];
  return (
    a.node === b.node &&
    a.form === b.form &&
    a.lane === b.lane &&
    a.copies === b.copies &&
    old.graph === item.graph &&
    JSON.stringify(a.ports) === JSON.stringify(b.ports) &&
    a.top === b.top &&
    old.depth === item.depth &&
    old.position === item.position &&
    old.siblings === item.siblings &&
    JSON.stringify(a.problems) === JSON.stringify(b.problems)
  );
}

export function flowNodes(drawing: Layout, before: ReadonlyMap<string, FlowNode>): FlowNode[] {
  const blocks = drawing.blocks.map((item): FlowNode => {
    const old = before.get(item.id);
    if (old?.type === "block" && samePlace(old, item) && sameBlock(old.data.item, item)) return old;
    return { id: item.id, type: "block", ...placed(item), zIndex: 2 * item.depth, data: { item } };
  });
  const pills = drawing.pills.map((item): FlowNode => {
    // Ids of blocks are printable, so none can have a pill's: a block may well be called "output".
    const id = `\u0001${item.id}`;
    const old = before.get(id);
    if (old?.type === "pill" && samePlace(old, item) && old.data.item.text === item.text) return old;
    return { id, type: "pill", ...placed(item), zIndex: 500, data: { item } };
  });
  const links = drawing.links.map((item): FlowNode => {
    const id = `\u0002${item.graph}`;
    const rect = { x: item.x - item.width / 2, y: item.y, width: item.width, height: item.height };
    const old = before.get(id);
    if (
      old?.type === "links" &&
      sameRect(old, rect) &&
      JSON.stringify(old.data.item.links) === JSON.stringify(item.links)
    )
      return old;
    // Above its graph's frame and below the nodes.
    return { id, type: "links", ...placed(rect), zIndex: 2 * item.depth - 1, data: { item } };
  });
  return [...blocks, ...links, ...pills];
}
