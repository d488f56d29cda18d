/**
 * Where the nodes of a graph stand and how its wires run, about a middle axis at x = 0 and from y = 0 down.
 *
 * Nodes without a place of their own stand in layers. Once a person has put nodes by hand those stay, and a node that
 * comes in between moves what is below it down by as much as it needs.
 */
import { plainSource, sourceName } from "../model/sources";
import * as size from "./constants";
import { layered, type Vertex } from "./layers";

export interface GraphShape {
  inputs: readonly string[];
  /** Effective names of the nodes, in order. */
  names: readonly string[];
  sizes: readonly { width: number; height: number }[];
  /** How many ports stand on top of each node. */
  ports: readonly number[];
  /** The sources that leave each node by ports of their own; empty for one that returns one tensor. */
  leaves: readonly (readonly string[])[];
  wires: { readonly [node: string]: readonly string[] };
  outputs: readonly string[];
  positions: { readonly [node: string]: readonly [number, number] };
  /** While a hand moves a node it may lie over others. */
  sliding?: boolean;
}
export interface Spot {
  /** Middle. */
  x: number;
  y: number;
  width: number;
  height: number;
}
export interface Link {
  /** The node it enters; null for what the graph returns. */
  node: string | null;
  index: number;
  source: string;
  path: string;
  /** Corners of the way, for pointing at it. */
  points: [number, number][];
}
export interface Arranged {
  nodes: Spot[];
  inputs: Spot[];
  outputs: Spot[];
  links: Link[];
  /** Whether anything stands where a person put it. */
  byHand: boolean;
  width: number;
  height: number;
}

interface Vertical {
  x: number;
  top: number;
  bottom: number;
}

const MARGIN = 14;
const CURVE = 20;

export function pillWidth(text: string): number {
  return Math.max(44, 26 + text.length * 7.4);
}

/** Offset of a port from the middle of its node. */
export function portOffset(width: number, count: number, index: number): number {
  const step = Math.min(count > 3 ? 46 : 64, (width - 16) / Math.max(1, count));
  return (index - (count - 1) / 2) * step;
}

function pathOf(verticals: readonly Vertical[]): { path: string; points: [number, number][] } {
  const points: [number, number][] = [];
  let path = "";
  let before: Vertical | undefined;
  for (const vertical of verticals) {
    const { x, top, bottom } = vertical;
    if (before === undefined) path = `M${x} ${top}`;
    else if (Math.abs(before.x - x) < 0.5) path += `V${top}`;
    else {
      // Below its source a wire bends within one gap; uphill it swings out.
      const bend = top > before.bottom + 8 ? (top - before.bottom) / 2 : 60;
      path += `C${before.x} ${before.bottom + bend} ${x} ${top - bend} ${x} ${top}`;
    }
    points.push([x, top]);
    if (bottom !== top) {
      path += `V${bottom}`;
      points.push([x, bottom]);
    }
    before = vertical;
  }
  return { path, points };
}

class Arrangement {
  private readonly index: Map<string, number>;
  private readonly inputAt: Map<string, number>;
  private readonly vertices: Vertex[];
  private readonly byHand: boolean;
  nodes: Spot[] = [];
  inputs: Spot[] = [];
  outputs: Spot[] = [];
  private tops: number[] = [];
  private bottoms: number[] = [];
  private layer: number[] = [];
  private bends = new Map<string, number>();

  constructor(private readonly shape: GraphShape) {
    const { inputs, names, sizes, wires, outputs, positions } = shape;
    this.index = new Map(names.map((name, i) => [name, i]));
    this.inputAt = new Map(inputs.map((name, i) => [name, i]));
    this.byHand = names.some((name) => positions[name] !== undefined);
    const vertexOf = (source: string): number[] => {
      const name = sourceName(source);
      const input = this.inputAt.get(name);
      const node = this.index.get(name);
      return input !== undefined ? [input] : node !== undefined ? [inputs.length + node] : [];
    };
    const pill = (text: string): Vertex => ({ width: pillWidth(text), height: size.PILL_HEIGHT, sources: [] });
    this.vertices = [
      ...inputs.map((name): Vertex => ({ ...pill(name), rank: "first" })),
      ...names.map((name, i): Vertex => ({
        width: sizes[i]?.width ?? size.CARD_WIDTH,
        height: sizes[i]?.height ?? 40,
        sources: (wires[name] ?? []).flatMap(vertexOf),
      })),
      ...outputs.map((source, i): Vertex => ({
        ...pill(outputText(i, outputs.length)),
        sources: vertexOf(source),
        rank: "last",
      })),
    ];
  }

  run(): Arranged {
    this.automatic();
    if (this.byHand) this.manual();
    const links = this.links();
    const spots = [...this.nodes, ...this.inputs, ...this.outputs];
    const reach = Math.max(
      0,
      ...spots.map((spot) => Math.abs(spot.x) + spot.width / 2),
      ...links.map((link) => Math.max(...link.points.map(([x]) => Math.abs(x) + 4))),
    );
    const height = Math.max(size.EMPTY_HEIGHT, ...spots.map((spot) => spot.y + spot.height));
    const { nodes, inputs, outputs, byHand } = this;
    return { nodes, inputs, outputs, links, byHand, width: 2 * reach, height };
  }

  private automatic(): void {
    const { x, layer, layers, bends } = layered(this.vertices);
    const heights = new Array<number>(layers).fill(0);
    this.vertices.forEach(({ height }, i) => {
      const at = layer[i] ?? 0;
      heights[at] = Math.max(heights[at] ?? 0, height);
    });
    let y = 0;
    heights.forEach((height, at) => {
      this.tops[at] = y;
      this.bottoms[at] = y + height;
      y += height + (height > 0 || at > 0 ? size.LAYER_GAP : 0);
    });
    const lefts = this.vertices.map(({ width }, i) => (x[i] ?? 0) - width / 2);
    const rights = this.vertices.map(({ width }, i) => (x[i] ?? 0) + width / 2);
    const xs = bends.map((bend) => bend.x);
    const middle = this.vertices.length === 0 ? 0 : (Math.min(...lefts, ...xs) + Math.max(...rights, ...xs)) / 2;
    const spots = this.vertices.map(({ width, height }, i): Spot => {
      const at = layer[i] ?? 0;
      return { x: (x[i] ?? 0) - middle, y: (this.tops[at] ?? 0) + ((heights[at] ?? 0) - height) / 2, width, height };
    });
    this.layer = layer;
    bends.forEach((bend) => this.bends.set(`${bend.source} ${bend.layer}`, bend.x - middle));
    const { inputs, names } = this.shape;
    this.inputs = spots.slice(0, inputs.length);
    this.nodes = spots.slice(inputs.length, inputs.length + names.length);
    this.outputs = spots.slice(inputs.length + names.length);
  }

  private manual(): void {
    const { names, positions } = this.shape;
    const fresh: number[] = [];
    names.forEach((name, i) => {
      const node = this.nodes[i];
      const at = positions[name];
      if (node === undefined) return;
      if (at === undefined) fresh.push(i);
      else [node.x, node.y] = [at[0], Math.max(size.PILL_HEIGHT + MARGIN, at[1])];
    });
    fresh.sort((a, b) => this.layerOf(a) - this.layerOf(b));
    const done = new Set(names.keys());
    fresh.forEach((i) => done.delete(i));
    for (const i of fresh) {
      this.comeBetween(i, done);
      done.add(i);
    }
    if (this.shape.sliding !== true) this.apart(new Set(fresh));
    const lowest = Math.max(size.PILL_HEIGHT, ...this.nodes.map((node) => node.y + node.height));
    this.outputs.forEach((pill, i) => {
      const from = this.startOf(this.shape.outputs[i] ?? "");
      pill.y = lowest + size.LAYER_GAP;
      if (from !== null) pill.x = from.x;
    });
    this.inputs.forEach((pill, i) => {
      const readers = this.readersOf(this.shape.inputs[i] ?? "").flatMap((at) => this.nodes[at]?.x ?? []);
      if (readers.length > 0) pill.x = readers.reduce((sum, x) => sum + x, 0) / readers.length;
    });
    for (const row of [this.inputs, this.outputs])
      row.forEach((pill, i) => {
        const before = row[i - 1];
        if (before !== undefined) pill.x = Math.max(pill.x, before.x + (before.width + pill.width) / 2 + 30);
      });
  }

  private layerOf(node: number): number {
    return this.layer[this.shape.inputs.length + node] ?? 0;
  }

  private readersOf(name: string): number[] {
    const { names, wires } = this.shape;
    return names.flatMap((reader, i) => ((wires[reader] ?? []).some((source) => sourceName(source) === name) ? i : []));
  }

  /** Put a new node below what it reads, and move all that reads it, and what is below that, down. */
  private comeBetween(i: number, done: ReadonlySet<number>): void {
    const { names, wires } = this.shape;
    const node = this.nodes[i];
    if (node === undefined) return;
    const name = names[i] ?? "";
    const above = (wires[name] ?? []).flatMap((source) => {
      const at = this.index.get(sourceName(source));
      const input = this.inputAt.get(sourceName(source));
      if (input !== undefined) return this.inputs[input] ?? [];
      return at !== undefined && done.has(at) ? (this.nodes[at] ?? []) : [];
    });
    const readers = this.readersOf(name).flatMap((at) => (done.has(at) ? (this.nodes[at] ?? []) : []));
    const near = above.length > 0 ? above : readers;
    if (near.length > 0) node.x = near.reduce((sum, spot) => sum + spot.x, 0) / near.length;
    else
      node.x =
        Math.max(0, ...[...done].map((at) => (this.nodes[at]?.x ?? 0) + (this.nodes[at]?.width ?? 0) / 2)) +
        node.width / 2 +
        30;
    if (above.length > 0) node.y = Math.max(...above.map((spot) => spot.y + spot.height)) + size.LAYER_GAP;
    else if (readers.length > 0)
      node.y = Math.max(
        size.PILL_HEIGHT + MARGIN,
        Math.min(...readers.map((spot) => spot.y)) - node.height - size.LAYER_GAP,
      );
    else node.y = size.PILL_HEIGHT + size.LAYER_GAP;
    const first = Math.min(...readers.map((spot) => spot.y));
    const short = node.y + node.height + size.LAYER_GAP - first;
    if (readers.length === 0 || short <= 0) return;
    for (const at of done) {
      const other = this.nodes[at];
      if (other !== undefined && other.y >= first) other.y += short;
    }
  }

  /** Move down what lies under something else; the newest keep their place. */
  private apart(fresh: ReadonlySet<number>): void {
    const order = [...this.nodes.keys()].sort(
      (a, b) => (this.nodes[a]?.y ?? 0) - (this.nodes[b]?.y ?? 0) || Number(fresh.has(b)) - Number(fresh.has(a)),
    );
    for (let round = 0; round < 3; round += 1) {
      let moved = false;
      order.forEach((upper, at) => {
        for (const lower of order.slice(at + 1)) {
          const [a, b] = [this.nodes[upper], this.nodes[lower]];
          if (a === undefined || b === undefined || Math.abs(a.x - b.x) >= (a.width + b.width) / 2 + 4) continue;
          if (b.y < a.y + a.height + 6 && b.y + b.height > a.y - 6) {
            b.y = a.y + a.height + MARGIN;
            moved = true;
          }
        }
      });
      if (!moved) return;
    }
  }

  /** Where a wire leaves: below its port. */
  startOf(source: string): { x: number; y: number; vertex: number } | null {
    const { inputs, leaves } = this.shape;
    const name = sourceName(source);
    const input = this.inputAt.get(name);
    if (input !== undefined) {
      const pill = this.inputs[input];
      return pill === undefined ? null : { x: pill.x, y: pill.y + pill.height, vertex: input };
    }
    const node = this.index.get(name);
    const spot = node === undefined ? undefined : this.nodes[node];
    if (node === undefined || spot === undefined) return null;
    const ports = leaves[node] ?? [];
    const at = ports.indexOf(plainSource(source));
    const offset = at < 0 ? 0 : portOffset(spot.width, ports.length, at);
    return { x: spot.x + offset, y: spot.y + spot.height, vertex: inputs.length + node };
  }

  private links(): Link[] {
    const { names, wires, outputs, inputs, ports } = this.shape;
    const links: Link[] = [];
    names.forEach((name, i) => {
      const spot = this.nodes[i];
      const sources = wires[name] ?? [];
      sources.forEach((source, index) => {
        if (spot === undefined) return;
        const x = spot.x + portOffset(spot.width, Math.max(sources.length, ports[i] ?? 1), index);
        this.link(links, { node: name, index, source }, x, spot.y, inputs.length + i);
      });
    });
    outputs.forEach((source, index) => {
      const pill = this.outputs[index];
      if (pill !== undefined)
        this.link(links, { node: null, index, source }, pill.x, pill.y, inputs.length + names.length + index);
    });
    return links;
  }

  private link(links: Link[], what: Pick<Link, "node" | "index" | "source">, x: number, y: number, to: number): void {
    const from = this.startOf(what.source);
    if (from === null) return;
    const verticals = this.byHand ? this.detour(from, x, y, to) : this.between(from, x, y, to);
    links.push({ ...what, ...pathOf(verticals) });
  }

  /** Through the bends that the layers keep for it. */
  private between(from: { x: number; y: number; vertex: number }, x: number, y: number, to: number): Vertical[] {
    const [first, last] = [this.layer[from.vertex] ?? 0, this.layer[to] ?? 0];
    const way: Vertical[] = [
      { x: from.x, top: from.y, bottom: Math.max(from.y, last > first ? (this.bottoms[first] ?? 0) : 0) },
    ];
    for (let row = first + 1; row < last; row += 1) {
      const bend = this.bends.get(`${from.vertex} ${row}`);
      if (bend !== undefined) way.push({ x: bend, top: this.tops[row] ?? 0, bottom: this.bottoms[row] ?? 0 });
    }
    way.push({ x, top: last > first ? Math.min(y, this.tops[last] ?? y) : y, bottom: y });
    return way;
  }

  /** Around the nodes in its way, by the nearest lane beside them. */
  private detour(from: { x: number; y: number; vertex: number }, x: number, y: number, to: number): Vertical[] {
    const { inputs } = this.shape;
    const direct = [
      { x: from.x, top: from.y, bottom: from.y },
      { x, top: y, bottom: y },
    ];
    const [top, bottom] = [from.y + CURVE, y - CURVE];
    const inWay = this.nodes.filter(
      (node, i) =>
        i !== from.vertex - inputs.length && i !== to - inputs.length && node.y < bottom && node.y + node.height > top,
    );
    const blocked = (lane: number, left: number, right: number): number =>
      inWay.filter((node) => {
        const [a, b] = [node.x - node.width / 2 - 5, node.x + node.width / 2 + 5];
        return (
          (lane > a && lane < b) || (a < right && b > left && (node.y < top + 4 || node.y + node.height > bottom - 4))
        );
      }).length;
    const span = (lane: number): number => blocked(lane, Math.min(lane, from.x, x), Math.max(lane, from.x, x));
    if (
      bottom <= top ||
      inWay.every(
        (node) =>
          Math.max(from.x, x) < node.x - node.width / 2 - 5 || Math.min(from.x, x) > node.x + node.width / 2 + 5,
      )
    )
      return direct;
    const lanes = [
      from.x,
      x,
      ...inWay.flatMap((node) => [node.x - node.width / 2 - MARGIN, node.x + node.width / 2 + MARGIN]),
    ];
    let best = lanes[0] ?? x;
    let least = Infinity;
    for (const lane of lanes) {
      const cost = span(lane) * 1e4 + Math.abs(lane - from.x) + Math.abs(lane - x);
      if (cost < least) [best, least] = [lane, cost];
    }
    return [
      direct[0] as Vertical,
      { x: best, top: top + CURVE, bottom: Math.max(top + CURVE, bottom - CURVE) },
      direct[1] as Vertical,
    ];
  }
}

export function outputText(index: number, count: number): string {
  return count < 2 ? "out" : `out ${index}`;
}

export function arrange(shape: GraphShape): Arranged {
  return new Arrangement(shape).run();
}
