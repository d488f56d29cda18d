/**
 * Where everything stands: blocks, wires with their shapes, and the places a block can be dropped.
 *
 * Pure and linear in the number of blocks. The network's own wire runs down x = 0 and everything is placed from the top,
 * so that an edit leaves what is above it where it was.
 */
import type { InputSpec, Problem, TreeNode } from "../protocol";
import * as size from "./constants";
import { outputText, portOffset, type Link } from "./graph";
import { isIdentity } from "../model/body";
import { plainSource } from "../model/sources";
import { measure, type Measured, type Slide } from "./measure";
import type { Kinds } from "../model/graphs";
import { say } from "../sentences/say";

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}
export interface BlockItem extends Rect {
  id: string;
  depth: number;
  /** Its place among its siblings, from 1, and how many they are. */
  position: number;
  siblings: number;
  measured: Measured;
  /** The graph it is a node of. */
  graph?: string;
}
export interface PillItem extends Rect {
  id: string;
  pill: "input" | "output" | "merge";
  text: string;
  /** The block a click selects; null for the document itself. */
  block: string | null;
}
/** Runs down from (x, y1) to (x, y2), or sideways when `x2` differs. */
export interface Wire {
  key: string;
  x1: number;
  y1: number;
  x2: number;
  y2: number;
  label?: string;
  unknown?: boolean;
}
/** Where a wire of a graph begins or ends. */
export interface Port {
  key: string;
  graph: string;
  /** The node's name, an input's, or null for what the graph returns. */
  node: string | null;
  side: "in" | "out";
  index: number;
  /** What flows out of it, as a wire names it. */
  source: string;
  x: number;
  y: number;
  name?: string;
  /** What flows out, told on hovering; `shape` when it is written on the canvas. */
  about?: string;
  shape?: string;
  /** Where the shape stands, so that it lies on no wire: to the left, or some lines further down. */
  flip?: boolean;
  line?: number;
  wired: boolean;
}
/** The wires of one graph, about its own origin. */
export interface LinkSet extends Rect {
  graph: string;
  depth: number;
  links: readonly Link[];
}
export interface DropPlace extends Rect {
  key: string;
  parent: string;
  index: number;
  depth: number;
  /** A single block: what is dropped goes into a Sequential with it, behind it or before it. */
  around?: string;
  isBefore?: boolean;
  /** `between` two blocks of a stack, a new `column`, an `empty` container, or `into` a folded one. */
  form: "between" | "column" | "empty" | "into" | "graph" | "wire";
  /** Of a wire: the node it enters and by which port. */
  wire?: { node: string | null; index: number; points: readonly [number, number][]; path: string };
  /** Of a graph: containers inside it, whose own places these are; and its origin. */
  holes?: readonly Rect[];
  origin?: { x: number; y: number };
}
export interface Layout {
  blocks: BlockItem[];
  pills: PillItem[];
  wires: Wire[];
  places: DropPlace[];
  ports: Port[];
  links: LinkSet[];
  width: number;
  height: number;
}

export interface LayoutRequest {
  tree: TreeNode;
  kinds?: Kinds;
  slide?: Slide | null;
  inputs: readonly InputSpec[];
  problems: readonly Problem[];
  isFolded: (id: string) => boolean;
}

export const MERGE_TEXT: { [merge: string]: string } = {
  add: "+ add",
  mul: "× mul",
  cat: "cat",
  stack: "stack",
  none: "tuple",
};

const NO_KINDS: Kinds = { kinds: new Map(), functions: new Map() };

function shapes(list: string[] | undefined): string {
  return (list ?? []).join(", ");
}

/** What flows out of a block; where a run has still to show it, that stands in its place. */
function flowText(node: TreeNode | undefined): string {
  return node?.finding ? say("canvas.block.finding-shape") : shapes(node?.out);
}

export function mergeText(node: TreeNode): string {
  const word = MERGE_TEXT[node.merge ?? "add"] ?? "";
  return node.merge === "cat" || node.merge === "stack"
    ? say("canvas.block.merge-dim", { merge: word, dim: node.dim ?? 1 })
    : word;
}

export function inputShape(input: InputSpec): string {
  return `[${input.shape.join(", ")}]`;
}

/** The wires of a graph by what flows through them. */
function bySource(links: readonly Link[]): ReadonlyMap<string, readonly Link[]> {
  const found = new Map<string, Link[]>();
  for (const link of links) {
    const known = found.get(link.source);
    if (known === undefined) found.set(link.source, [link]);
    else known.push(link);
  }
  return found;
}

/** Whether wires bend away to the right and none to the left. */
function leansRight(links: readonly Link[]): boolean {
  let [left, right] = [0, 0];
  for (const link of links) {
    const start = link.points[0]?.[0] ?? 0;
    const next = link.points.find(([x]) => Math.abs(x - start) > 20)?.[0] ?? start;
    if (next > start) right += 1;
    else if (next < start) left += 1;
  }
  return right > 0 && left === 0;
}

class Drawing implements Layout {
  readonly blocks: BlockItem[] = [];
  readonly pills: PillItem[] = [];
  readonly wires: Wire[] = [];
  readonly places: DropPlace[] = [];
  readonly ports: Port[] = [];
  readonly links: LinkSet[] = [];
  width = 0;
  height = 0;

  down(key: string, x: number, y1: number, y2: number, label?: string): void {
    this.wires.push({
      key,
      x1: x,
      y1,
      x2: x,
      y2,
      ...(label ? { label } : {}),
      ...(label === "" ? { unknown: true } : {}),
    });
  }

  across(key: string, x1: number, x2: number, y: number): void {
    if (x1 !== x2) this.wires.push({ key, x1, y1: y, x2, y2: y });
  }

  place(form: DropPlace["form"], parent: TreeNode, index: number, depth: number, rect: Rect): void {
    if (parent.written_in !== undefined) return;
    this.places.push({ key: `${parent.id}-${index}-${form}`, parent: parent.id, index, depth, form, ...rect });
  }

  between(parent: TreeNode, index: number, depth: number, x: number, y: number, height: number, width: number): void {
    this.place("between", parent, index, depth, { x: x - width / 2, y, width, height });
  }

  /** Before and behind a block that stands alone in its parent's place; what is a Sequential has places of its own. */
  beside({ node }: Measured, parent: TreeNode, index: number, depth: number, rects: [Rect, Rect]): void {
    if (node.block === "sequential" || node.written_in !== undefined || isIdentity(node)) return;
    const made = { parent: parent.id, index, depth, form: "between" as const, around: node.id };
    rects.forEach((rect, i) =>
      this.places.push({ key: `${node.id}-beside-${i}`, ...made, isBefore: i === 0, ...rect }),
    );
  }

  pill(pill: PillItem["pill"], id: string, text: string, x: number, y: number, block: string | null): PillItem {
    const width = Math.max(44, 26 + text.length * 7.4);
    const height = pill === "merge" ? size.MERGE_HEIGHT : size.PILL_HEIGHT;
    const item = { id, pill, text, block, x: x - width / 2, y, width, height };
    this.pills.push(item);
    return item;
  }

  block(m: Measured, x: number, y: number, depth: number, position: number, siblings: number, graph?: string): void {
    this.blocks.push({
      ...(graph === undefined ? {} : { graph }),
      id: m.node.id,
      depth,
      position,
      siblings,
      measured: m,
      x: x - m.width / 2,
      y,
      width: m.width,
      height: m.height,
    });
    switch (m.form) {
      case "sequential":
        return this.stack(m, x, y + m.top - 4, depth + 1, size.INNER_GAP, false);
      case "empty-sequential":
        return this.empty(m, x, y + m.top, depth + 1);
      case "parallel":
        return this.columns(m, x, y + m.top, depth + 1);
      case "repeat":
        return this.only(m, x, y + m.top, depth + 1);
      case "graph":
        return this.graph(m, x, y + m.top, depth + 1);
      case "written":
        return this.held(m, x, y + m.top, depth + 1);
      case "folded":
        if (m.node.block === "sequential") {
          this.place("into", m.node, m.node.children?.length ?? 0, depth + 1, {
            x: x - 90,
            y: y + 8,
            width: 180,
            height: m.height - 16,
          });
        }
        return undefined;
      case "card":
      case "chip":
      case "function":
        return undefined;
    }
  }

  /** The children of a sequence, from `y` down; returns through the wires it leaves open above and below. */
  stack(m: Measured, x: number, y: number, depth: number, edge: number, open: boolean): void {
    const { node, children } = m;
    const width = Math.max(size.CARD_WIDTH, m.width - 2 * size.LANE_PADDING);
    let top = y;
    children.forEach((child, i) => {
      const gap = i === 0 ? edge : size.GAP;
      const before = i === 0 ? shapes(node.in) : flowText(children[i - 1]?.node);
      if (i > 0 || open) this.down(`${node.id}-${i}`, x, top, top + gap, before);
      else this.down(`${node.id}-0`, x, top + 4, top + gap);
      this.between(node, i, depth, x, top, gap, width);
      this.block(child, x, top + gap, depth, i + 1, children.length);
      top += gap + child.height;
    });
    const last = children[children.length - 1];
    this.down(`${node.id}-${children.length}`, x, top, top + edge, open ? flowText(last?.node) : undefined);
    this.between(node, children.length, depth, x, top, edge, width);
  }

  empty(m: Measured, x: number, y: number, depth: number): void {
    const width = m.width - 2 * (m.lane ? size.LANE_PADDING : size.PADDING);
    this.place("empty", m.node, 0, depth, { x: x - width / 2, y, width, height: size.EMPTY_HEIGHT });
  }

  only(m: Measured, x: number, y: number, depth: number): void {
    const child = m.children[0];
    if (child === undefined) return;
    this.block(child, x, y, depth, 1, 1);
    const room = { x: x - child.width / 2, width: child.width, height: size.PADDING };
    this.beside(child, m.node, 0, depth, [
      { ...room, y: y - size.PADDING },
      { ...room, y: y + child.height },
    ]);
  }

  /** What a written class holds, as a list: its text alone says what flows where. */
  held(m: Measured, x: number, y: number, depth: number): void {
    let top = y;
    m.children.forEach((child, i) => {
      this.block(child, x, top, depth, i + 1, m.children.length);
      top += child.height + size.HELD_GAP;
    });
  }

  /** Nodes where the arrangement puts them, wires between their ports. */
  graph(m: Measured, x: number, y: number, depth: number): void {
    const { node, arranged, children } = m;
    if (arranged === undefined) return;
    const left = x - m.width / 2;
    const area = { x: left + 1, y: y - 4, width: m.width - 2, height: arranged.height + size.PADDING };
    this.links.push({ graph: node.id, depth, links: arranged.links, x, y, width: m.width, height: arranged.height });
    const holes: Rect[] = [];
    const wired = bySource(arranged.links);
    children.forEach((child, i) => {
      const spot = arranged.nodes[i];
      if (spot === undefined) return;
      this.block(child, x + spot.x, y + spot.y, depth, i + 1, children.length, node.id);
      this.nodePorts(node, child, x + spot.x, y + spot.y, wired, left);
      if (child.children.length > 0 || child.form === "empty-sequential" || child.form === "folded")
        holes.push({ x: x + spot.x - child.width / 2, y: y + spot.y, width: child.width, height: child.height });
    });
    this.graphPills(node, m, x, y, wired);
    if (node.written_in !== undefined) return;
    this.places.push({
      key: `${node.id}-graph`,
      parent: node.id,
      index: children.length,
      depth,
      form: "graph",
      holes,
      origin: { x, y },
      ...area,
    });
    for (const link of arranged.links)
      this.places.push({
        key: `${node.id}-wire-${link.node ?? ""}-${link.index}`,
        parent: node.id,
        index: children.length,
        depth,
        form: "wire",
        wire: {
          node: link.node,
          index: link.index,
          points: link.points.map(([px, py]): [number, number] => [px + x, py + y]),
          path: link.path,
        },
        origin: { x, y },
        ...area,
      });
  }

  nodePorts(
    graph: TreeNode,
    m: Measured,
    x: number,
    y: number,
    links: ReadonlyMap<string, readonly Link[]>,
    left: number,
  ): void {
    const { node, ports } = m;
    const wired = graph.wires?.[node.name] ?? [];
    const ins = ports?.ins ?? 1;
    for (let i = 0; i < ins; i += 1) {
      const name = ports?.names?.[i];
      this.ports.push({
        key: `${graph.id}-in-${node.name}-${i}`,
        graph: graph.id,
        node: node.name,
        side: "in",
        index: i,
        source: plainSource(wired[i] ?? ""),
        x: x + portOffset(m.width, ins, i),
        y,
        wired: wired[i] !== undefined,
        ...(name === undefined ? {} : { name }),
      });
    }
    const leaves = ports?.leaves ?? [];
    const sources = leaves.length === 0 ? [node.name] : leaves;
    const room = x - left;
    const used = leaves.filter((source) => links.has(source));
    sources.forEach((source, i) => {
      const known = graph.wire_shapes?.[source] ?? (leaves.length === 0 ? flowText(node) : "");
      // Of a tuple only what is wired says its shape: there is no room for all.
      const shape = leaves.length > 1 && !used.includes(source) ? "" : known;
      this.ports.push({
        key: `${graph.id}-out-${source}`,
        graph: graph.id,
        node: node.name,
        side: "out",
        index: i,
        source,
        x: x + portOffset(m.width, sources.length, i),
        y: y + m.height,
        wired: true,
        ...(leaves.length > 1 ? { name: source.slice(node.name.length) } : {}),
        ...(known === "" ? {} : { about: known }),
        ...(shape === ""
          ? {}
          : {
              shape,
              flip: room > shape.length * 6.7 + 14 && leansRight(links.get(source) ?? []),
              line: Math.max(0, used.indexOf(source)),
            }),
      });
    });
  }

  graphPills(node: TreeNode, m: Measured, x: number, y: number, links: ReadonlyMap<string, readonly Link[]>): void {
    const arranged = m.arranged;
    const port = { graph: node.id, wired: true };
    (node.inputs ?? []).forEach((name, i) => {
      const spot = arranged?.inputs[i];
      if (spot === undefined) return;
      this.pill("input", `input-${node.id}-${name}`, name, x + spot.x, y + spot.y, node.id);
      const shape = node.wire_shapes?.[name] ?? node.in?.[i];
      this.ports.push({
        ...port,
        key: `${node.id}-out-${name}`,
        node: name,
        side: "out",
        index: 0,
        source: name,
        x: x + spot.x,
        y: y + spot.y + spot.height,
        ...(shape === undefined
          ? {}
          : {
              shape,
              flip: m.width / 2 + spot.x > shape.length * 6.7 + 14 && leansRight(links.get(name) ?? []),
            }),
      });
    });
    (arranged?.outputs ?? []).forEach((spot, i, all) => {
      this.pill("output", `output-${node.id}-${i}`, outputText(i, all.length), x + spot.x, y + spot.y, node.id);
      const source = node.outputs?.[i] ?? "";
      const place = { x: x + spot.x, y: y + spot.y };
      this.ports.push({
        ...port,
        key: `${node.id}-result-${i}`,
        node: null,
        side: "in",
        index: i,
        source,
        ...place,
        wired: source !== "",
      });
    });
  }

  /** Branches side by side between two buses. */
  columns(m: Measured, x: number, y: number, depth: number): void {
    const { node, children } = m;
    const inside = Math.max(size.EMPTY_HEIGHT, ...children.map((child) => child.height));
    const total =
      children.reduce((sum, child) => sum + child.width, 0) + size.COLUMN_GAP * Math.max(0, children.length - 1);
    const low = y + size.BUS + inside + size.BUS;
    const axes: number[] = [];
    let left = x - total / 2;
    children.forEach((child, i) => {
      const axis = left + child.width / 2;
      axes.push(axis);
      const top = child.form === "chip" ? y + size.BUS + (inside - child.height) / 2 : y + size.BUS;
      this.down(`${node.id}-in-${i}`, axis, y, top);
      this.column(node, i, depth, left - size.COLUMN_GAP, y, low);
      this.beside(child, node, i, depth, [
        { x: left, y, width: child.width, height: top - y },
        { x: left, y: top + child.height, width: child.width, height: low - top - child.height },
      ]);
      this.block(child, axis, top, depth, i + 1, children.length);
      this.down(
        `${node.id}-out-${i}`,
        axis,
        top + child.height,
        low,
        child.form === "chip" ? undefined : flowText(child.node),
      );
      left += child.width + size.COLUMN_GAP;
    });
    if (children.length === 0)
      this.place("empty", node, 0, depth, {
        x: x - size.CARD_WIDTH / 2,
        y: y + size.BUS,
        width: size.CARD_WIDTH,
        height: inside,
      });
    else this.column(node, children.length, depth, left - size.COLUMN_GAP, y, low);
    const [first, last] = [axes[0] ?? x, axes[axes.length - 1] ?? x];
    this.across(`${node.id}-split`, Math.min(first, x), Math.max(last, x), y);
    this.across(`${node.id}-join`, Math.min(first, x), Math.max(last, x), low);
    this.pill("merge", `merge-${node.id}`, mergeText(node), x, low - 1, node.id);
    this.down(`${node.id}-merged`, x, low + size.MERGE_HEIGHT - 1, low + size.MERGE_HEIGHT + size.PADDING);
  }

  column(node: TreeNode, index: number, depth: number, x: number, y: number, low: number): void {
    this.place("column", node, index, depth, {
      x,
      y: y + size.BUS - 4,
      width: size.COLUMN_GAP,
      height: low - y - 2 * size.BUS + 8,
    });
  }

  inputs(inputs: readonly InputSpec[]): number {
    if (inputs.length <= 1) {
      const only = inputs[0];
      if (only !== undefined) this.pill("input", `input-${only.name}`, only.name, 0, 0, null);
      return size.PILL_HEIGHT;
    }
    const bus = size.PILL_HEIGHT + size.GAP;
    const step = Math.max(...inputs.map((input) => 60 + inputShape(input).length * 7), 90);
    const left = (-step * (inputs.length - 1)) / 2;
    inputs.forEach((input, i) => {
      const x = left + i * step;
      this.pill("input", `input-${input.name}`, input.name, x, 0, null);
      this.down(`input-${input.name}`, x, size.PILL_HEIGHT, bus, inputShape(input));
    });
    this.across("inputs", left, -left, bus);
    return bus;
  }

  measureExtent(): void {
    let left = 0;
    let height = 0;
    for (const item of this.blocks) [left, height] = [Math.min(left, item.x), Math.max(height, item.y + item.height)];
    for (const item of this.pills) [left, height] = [Math.min(left, item.x), Math.max(height, item.y + item.height)];
    this.width = -2 * left;
    this.height = height;
  }
}

/** The whole network under its inputs. The root sequence has no frame: it is the canvas. */
export function layout({ tree, inputs, problems, isFolded, kinds = NO_KINDS, slide = null }: LayoutRequest): Layout {
  const drawing = new Drawing();
  const root = measure(tree, { problems, isFolded: (id) => id !== tree.id && isFolded(id), kinds, slide });
  if (tree.block === "graph") {
    // Its own inputs and outputs are the network's.
    drawing.block(root, 0, 0, 0, 1, 1);
    drawing.measureExtent();
    return drawing;
  }
  const top = drawing.inputs(inputs);
  const single = inputs.length === 1 && inputs[0] !== undefined ? inputShape(inputs[0]) : undefined;
  if (tree.block === "sequential" && root.children.length > 0) {
    const width = Math.max(...root.children.map((child) => child.width));
    const opened = { ...root, width, node: { ...tree, in: single === undefined ? [""] : [single] } };
    drawing.stack(opened, 0, top, 0, size.GAP, true);
    const height = root.children.reduce((sum, child) => sum + child.height, 0) + size.GAP * (root.children.length + 1);
    drawing.pill("output", "output", "out", 0, top + height, null);
  } else if (tree.block === "sequential") {
    drawing.down("first", 0, top, top + size.GAP, single);
    drawing.empty({ ...root, width: size.CARD_WIDTH + 2 * size.PADDING }, 0, top + size.GAP, 0);
    drawing.down("last", 0, top + size.GAP + size.EMPTY_HEIGHT, top + 2 * size.GAP + size.EMPTY_HEIGHT);
    drawing.pill("output", "output", "out", 0, top + 2 * size.GAP + size.EMPTY_HEIGHT, null);
  } else {
    drawing.down("first", 0, top, top + size.GAP, single);
    drawing.block(root, 0, top + size.GAP, 0, 1, 1);
    drawing.down("last", 0, top + size.GAP + root.height, top + 2 * size.GAP + root.height, flowText(tree));
    drawing.pill("output", "output", "out", 0, top + 2 * size.GAP + root.height, null);
  }
  drawing.measureExtent();
  return drawing;
}
