/** The pass that draws the wires of sequences and parallels, each with the shape of what flows there. */
import * as size from "./constants";
import type { Wire } from "./items";
import { busesOf, contentTop, edgeOf, type Placed } from "./placement";
import { flowText, shapes } from "./texts";

export function down(key: string, x: number, y1: number, y2: number, label?: string): Wire {
  return { key, x1: x, y1, x2: x, y2, ...(label ? { label } : {}), ...(label === "" ? { unknown: true } : {}) };
}

export function across(key: string, x1: number, x2: number, y: number): Wire[] {
  return x1 === x2 ? [] : [{ key, x1, y1: y, x2, y2: y }];
}

export function addWires(placed: Placed, wires: Wire[]): void {
  switch (placed.measured.form) {
    case "sequential":
      return stack(placed, wires);
    case "parallel":
      return columns(placed, wires);
    default:
      for (const child of placed.children) addWires(child, wires);
  }
}

/** Down through the children of a sequence; open above and below where the sequence is the network itself. */
function stack(placed: Placed, wires: Wire[]): void {
  const { measured, x, children, isOpen = false } = placed;
  const { node } = measured;
  let top = contentTop(placed);
  children.forEach((child, i) => {
    const before = i === 0 ? shapes(node.in) : flowText(children[i - 1]?.measured.node);
    if (i > 0 || isOpen) wires.push(down(`${node.id}-${i}`, x, top, child.y, before));
    else wires.push(down(`${node.id}-0`, x, top + 4, child.y));
    addWires(child, wires);
    top = child.y + child.measured.height;
  });
  const last = children[children.length - 1];
  const label = isOpen ? flowText(last?.measured.node) : undefined;
  wires.push(down(`${node.id}-${children.length}`, x, top, top + edgeOf(placed), label));
}

/** From one bus through each branch to the other. */
function columns(placed: Placed, wires: Wire[]): void {
  const { measured, x, children } = placed;
  const { id } = measured.node;
  const { top, low } = busesOf(placed);
  children.forEach((child, i) => {
    const { form, height, node } = child.measured;
    wires.push(down(`${id}-in-${i}`, child.x, top, child.y));
    addWires(child, wires);
    wires.push(down(`${id}-out-${i}`, child.x, child.y + height, low, form === "chip" ? undefined : flowText(node)));
  });
  const [first, last] = [children[0]?.x ?? x, children[children.length - 1]?.x ?? x];
  wires.push(...across(`${id}-split`, Math.min(first, x), Math.max(last, x), top));
  wires.push(...across(`${id}-join`, Math.min(first, x), Math.max(last, x), low));
  wires.push(down(`${id}-merged`, x, low + size.MERGE_HEIGHT - 1, low + size.MERGE_HEIGHT + size.PADDING));
}
