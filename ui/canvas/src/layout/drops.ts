/** The pass that finds the places where a block can be dropped. */
import { isIdentity } from "../model/body";
import type { TreeNode } from "../protocol";
import * as size from "./constants";
import type { DropPlace, Rect } from "./items";
import { busesOf, contentTop, edgeOf, type Placed } from "./placement";

export function addDrops(placed: Placed, places: DropPlace[]): void {
  switch (placed.measured.form) {
    case "sequential":
      return stack(placed, places);
    case "parallel":
      return columns(placed, places);
    case "repeat":
      return only(placed, places);
    case "graph":
      return graph(placed, places);
    case "empty-sequential":
      return void places.push(...empty(placed));
    case "folded":
      return void places.push(...into(placed));
    default:
      for (const child of placed.children) addDrops(child, places);
  }
}

function drop(form: DropPlace["form"], { measured, depth }: Placed, index: number, rect: Rect): DropPlace[] {
  const { id, written_in } = measured.node;
  if (written_in !== undefined) return [];
  return [{ key: `${id}-${index}-${form}`, parent: id, index, depth: depth + 1, form, ...rect }];
}

/** Between the children of a sequence, before the first and behind the last. */
function stack(placed: Placed, places: DropPlace[]): void {
  const { measured, x, children } = placed;
  const width = Math.max(size.CARD_WIDTH, measured.width - 2 * size.LANE_PADDING);
  const between = (index: number, y: number, height: number): DropPlace[] =>
    drop("between", placed, index, { x: x - width / 2, y, width, height });
  let top = contentTop(placed);
  children.forEach((child, i) => {
    places.push(...between(i, top, child.y - top));
    addDrops(child, places);
    top = child.y + child.measured.height;
  });
  places.push(...between(children.length, top, edgeOf(placed)));
}

function empty(placed: Placed): DropPlace[] {
  const { measured, x } = placed;
  const width = measured.width - 2 * (measured.lane ? size.LANE_PADDING : size.PADDING);
  return drop("empty", placed, 0, { x: x - width / 2, y: contentTop(placed), width, height: size.EMPTY_HEIGHT });
}

function into(placed: Placed): DropPlace[] {
  const { measured, x, y } = placed;
  const { node, height } = measured;
  if (node.block !== "sequential") return [];
  return drop("into", placed, node.children?.length ?? 0, { x: x - 90, y: y + 8, width: 180, height: height - 16 });
}

/** Before and behind a block that stands alone in its parent's place; what is a Sequential has places of its own. */
function beside({ measured, depth }: Placed, parent: TreeNode, index: number, rects: [Rect, Rect]): DropPlace[] {
  const { node } = measured;
  if (node.block === "sequential" || node.written_in !== undefined || isIdentity(node)) return [];
  const made = { parent: parent.id, index, depth, form: "between" as const, around: node.id };
  return rects.map((rect, i) => ({ key: `${node.id}-beside-${i}`, ...made, isBefore: i === 0, ...rect }));
}

function only({ measured, children }: Placed, places: DropPlace[]): void {
  const [child] = children;
  if (child === undefined) return;
  addDrops(child, places);
  const { width, height } = child.measured;
  const room = { x: child.x - width / 2, width, height: size.PADDING };
  const rects: [Rect, Rect] = [
    { ...room, y: child.y - size.PADDING },
    { ...room, y: child.y + height },
  ];
  places.push(...beside(child, measured.node, 0, rects));
}

/** A new branch beside each, and places before and behind the one block of a branch. */
function columns(placed: Placed, places: DropPlace[]): void {
  const { measured, x, children } = placed;
  const { top, inside, low } = busesOf(placed);
  const column = (index: number, left: number): DropPlace[] => {
    const y = top + size.BUS - 4;
    return drop("column", placed, index, { x: left, y, width: size.COLUMN_GAP, height: low - top - 2 * size.BUS + 8 });
  };
  children.forEach((child, i) => {
    const { width, height } = child.measured;
    const left = child.x - width / 2;
    const bottom = child.y + height;
    places.push(...column(i, left - size.COLUMN_GAP));
    const rects: [Rect, Rect] = [
      { x: left, y: top, width, height: child.y - top },
      { x: left, y: bottom, width, height: low - bottom },
    ];
    places.push(...beside(child, measured.node, i, rects));
    addDrops(child, places);
  });
  const last = children[children.length - 1];
  if (last !== undefined) return void places.push(...column(children.length, last.x + last.measured.width / 2));
  const room = { x: x - size.CARD_WIDTH / 2, y: top + size.BUS, width: size.CARD_WIDTH, height: inside };
  places.push(...drop("empty", placed, 0, room));
}

/** Anywhere in a graph but over the containers in it, and on each of its wires. */
function graph(placed: Placed, places: DropPlace[]): void {
  const { measured, x, depth, children } = placed;
  const { node, arranged } = measured;
  for (const child of children) addDrops(child, places);
  if (arranged === undefined || node.written_in !== undefined) return;
  const y = contentTop(placed);
  const area = { x: x - measured.width / 2 + 1, y: y - 4, width: measured.width - 2 };
  const common = {
    parent: node.id,
    index: measured.children.length,
    depth: depth + 1,
    origin: { x, y },
    ...area,
    height: arranged.height + size.PADDING,
  };
  places.push({ ...common, key: `${node.id}-graph`, form: "graph", holes: children.flatMap(holeOf) });
  for (const { node: target, index, points, path } of arranged.links) {
    const moved = points.map(([px, py]): [number, number] => [px + x, py + y]);
    const wire = { node: target, index, points: moved, path };
    places.push({ ...common, key: `${node.id}-wire-${target ?? ""}-${index}`, form: "wire", wire });
  }
}

/** What a container covers of the graph that it stands in: it has places of its own. */
function holeOf({ measured, x, y }: Placed): Rect[] {
  const { form, width, height, children } = measured;
  const isHole = children.length > 0 || form === "empty-sequential" || form === "folded";
  return isHole ? [{ x: x - width / 2, y, width, height }] : [];
}
