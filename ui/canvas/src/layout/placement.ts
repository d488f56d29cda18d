/** The first pass over what was measured: where every block stands. The other passes only read it. */
import * as size from "./constants";
import type { BlockItem } from "./items";
import type { Measured } from "./measure";

export interface Placed {
  measured: Measured;
  /** Its middle, and its top. */
  x: number;
  y: number;
  depth: number;
  /** Its place among its siblings, from 1, and how many they are. */
  position: number;
  siblings: number;
  /** The graph it is a node of. */
  graph?: string;
  /** The root sequence has no frame: it is the canvas, and begins where its first wire does. */
  isOpen?: boolean;
  children: Placed[];
}

type Stand = Omit<Placed, "measured" | "children">;

/** Where what a container holds begins, below its title. */
export function contentTop({ measured, y, isOpen }: Placed): number {
  if (isOpen) return y;
  return measured.form === "sequential" ? y + measured.top - 4 : y + measured.top;
}

/** The gap above the first and below the last block of a sequence. */
export function edgeOf({ isOpen }: Placed): number {
  return isOpen ? size.GAP : size.INNER_GAP;
}

/** Where a parallel's branches begin and end, between its two buses. */
export function busesOf(placed: Placed): { top: number; inside: number; low: number } {
  const top = contentTop(placed);
  const inside = Math.max(size.EMPTY_HEIGHT, ...placed.measured.children.map((child) => child.height));
  return { top, inside, low: top + size.BUS + inside + size.BUS };
}

/** A block and all inside it, where they stand. */
export function place(measured: Measured, stand: Stand): Placed {
  const placed: Placed = { measured, ...stand, children: [] };
  const spots = spotsInside(placed);
  placed.children = measured.children.flatMap((child, i) => {
    const spot = spots[i];
    if (spot === undefined) return [];
    const among = { depth: stand.depth + 1, position: i + 1, siblings: measured.children.length };
    return place(child, { ...spot, ...among, ...(measured.form === "graph" ? { graph: measured.node.id } : {}) });
  });
  return placed;
}

type Spots = { x: number; y: number }[];

function spotsInside(placed: Placed): Spots {
  const { measured, x } = placed;
  const top = contentTop(placed);
  switch (measured.form) {
    case "sequential":
      return inStack(measured.children, x, top + edgeOf(placed), size.GAP);
    case "written":
      return inStack(measured.children, x, top, size.HELD_GAP);
    case "repeat":
      return [{ x, y: top }];
    case "parallel":
      return inColumns(placed);
    case "graph":
      return (measured.arranged?.nodes ?? []).map((spot) => ({ x: x + spot.x, y: top + spot.y }));
    default:
      return [];
  }
}

function inStack(children: readonly Measured[], x: number, from: number, gap: number): Spots {
  let y = from;
  return children.map((child) => {
    const spot = { x, y };
    y += child.height + gap;
    return spot;
  });
}

/** Branches side by side; what only lets through stands half way down. */
function inColumns(placed: Placed): Spots {
  const { children } = placed.measured;
  const { top, inside } = busesOf(placed);
  const widths = children.reduce((sum, child) => sum + child.width, 0);
  let left = placed.x - (widths + size.COLUMN_GAP * Math.max(0, children.length - 1)) / 2;
  return children.map((child) => {
    const x = left + child.width / 2;
    left += child.width + size.COLUMN_GAP;
    return { x, y: top + size.BUS + (child.form === "chip" ? (inside - child.height) / 2 : 0) };
  });
}

export function addBlocks(placed: Placed, blocks: BlockItem[]): void {
  const { measured, x, y, depth, position, siblings, graph } = placed;
  const { width, height, node } = measured;
  const inGraph = graph === undefined ? {} : { graph };
  if (!placed.isOpen)
    blocks.push({ ...inGraph, id: node.id, depth, position, siblings, measured, x: x - width / 2, y, width, height });
  for (const child of placed.children) addBlocks(child, blocks);
}
