/** The layout as React Flow's nodes; one that did not change stays the same object and is not drawn again. */
import type { Node } from "@xyflow/react";
import type { BlockItem, Layout, PillItem, Rect } from "../layout/layout";

export type BlockNode = Node<{ item: BlockItem }, "block">;
export type PillNode = Node<{ item: PillItem }, "pill">;
export type FlowNode = BlockNode | PillNode;

/** Sizes are known and there are no handles: said outright, or React Flow draws every changed node once to measure it. */
function placed({
  x,
  y,
  width,
  height,
}: Rect): Pick<FlowNode, "position" | "width" | "height" | "measured" | "handles"> {
  return { position: { x, y }, width, height, measured: { width, height }, handles: [] };
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
    return { id: item.id, type: "block", ...placed(item), zIndex: item.depth, data: { item } };
  });
  const pills = drawing.pills.map((item): FlowNode => {
    // Ids of blocks are printable, so none can have a pill's: a block may well be called "output".
    const id = `\u0001${item.id}`;
    const old = before.get(id);
    if (old?.type === "pill" && samePlace(old, item) && old.data.item.text === item.text) return old;
    return { id, type: "pill", ...placed(item), zIndex: 500, data: { item } };
  });
  return [...blocks, ...pills];
}
