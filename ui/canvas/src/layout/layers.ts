/**
 * Layers of a directed graph, top down: each node below everything that flows into it, few wires crossing.
 *
 * A wire that passes a layer takes a place of its own there (a *bend*), so that it runs between the blocks. Wires of one
 * source share their bends. Pure: nodes are numbers here.
 */

export interface Vertex {
  width: number;
  height: number;
  /** What flows into it, in the order of its ports. */
  sources: number[];
  /** Pinned to the first layer or the last one. */
  rank?: "first" | "last";
}

export interface Layered {
  /** Middle of each vertex. */
  x: number[];
  layer: number[];
  layers: number;
  /** Where the wires of a source pass layers they do not stop at: source, layer, middle. */
  bends: { source: number; layer: number; x: number }[];
}

interface Item {
  width: number;
  /** The vertex, or for a bend its source. */
  vertex: number;
  bend: boolean;
  up: { item: number; port: number }[];
  down: { item: number; port: number }[];
}

const SPACE = 28;
const BEND_WIDTH = 10;
const SWEEPS = 8;

/** The longest way from the top, a cycle's last wire left out; what only feeds stands right above its reader. */
export function layersOf(vertices: readonly Vertex[]): number[] {
  const layer = new Array<number>(vertices.length).fill(-1);
  const open = new Set<number>();
  const visit = (at: number): number => {
    const known = layer[at] ?? 0;
    if (known >= 0 || open.has(at)) return Math.max(0, known);
    open.add(at);
    const vertex = vertices[at];
    let depth = vertex?.rank === "first" ? 0 : 1;
    for (const source of vertex?.sources ?? []) if (!open.has(source)) depth = Math.max(depth, visit(source) + 1);
    open.delete(at);
    layer[at] = depth;
    return depth;
  };
  vertices.forEach((_, at) => visit(at));
  const last = Math.max(0, ...layer.filter((_, at) => vertices[at]?.rank !== "last"));
  const readers = vertices.map(() => Infinity);
  vertices.forEach((vertex, at) => {
    if (vertex.rank === "last") layer[at] = Math.max(last + 1, 1);
    for (const source of vertex.sources) readers[source] = Math.min(readers[source] ?? Infinity, layer[at] ?? 0);
  });
  return layer.map((depth, at) => {
    const vertex = vertices[at];
    const reader = readers[at] ?? Infinity;
    const feedsOnly = vertex?.sources.length === 0 && vertex.rank === undefined && reader < Infinity;
    return feedsOnly ? Math.max(1, reader - 1) : depth;
  });
}

function itemsOf(vertices: readonly Vertex[], layer: readonly number[]): { items: Item[]; rows: number[][] } {
  const items: Item[] = vertices.map(({ width }, vertex) => ({ width, vertex, bend: false, up: [], down: [] }));
  const rows: number[][] = [];
  const put = (item: number, at: number): void => {
    (rows[at] ??= []).push(item);
  };
  const bends = new Map<string, number>();
  const seen = new Set<number>();
  const order: number[] = [];
  const walk = (at: number): void => {
    if (seen.has(at)) return;
    seen.add(at);
    order.push(at);
    vertices.forEach((vertex, reader) => {
      if (vertex.sources.includes(at)) walk(reader);
    });
  };
  if (vertices.length < 400) vertices.forEach((_, at) => walk(at));
  else vertices.forEach((_, at) => order.push(at));
  for (const at of order) put(at, layer[at] ?? 0);
  const join = (upper: number, lower: number, port: number): void => {
    items[upper]?.down.push({ item: lower, port });
    items[lower]?.up.push({ item: upper, port });
  };
  vertices.forEach((vertex, at) => {
    vertex.sources.forEach((source, i) => {
      const [from, to] = [layer[source] ?? 0, layer[at] ?? 0];
      if (to <= from) return;
      let above = source;
      for (let row = from + 1; row < to; row += 1) {
        const key = `${source} ${row}`;
        let bend = bends.get(key);
        if (bend === undefined) {
          bend = items.push({ width: BEND_WIDTH, vertex: source, bend: true, up: [], down: [] }) - 1;
          bends.set(key, bend);
          put(bend, row);
          join(above, bend, 0);
        }
        above = bend;
      }
      join(above, at, (i + 1) / (vertex.sources.length + 1) - 0.5);
    });
  });
  return { items, rows: Array.from({ length: rows.length }, (_, i) => rows[i] ?? []) };
}

function crossings(items: readonly Item[], rows: readonly number[][]): number {
  const place = new Map<number, number>();
  rows.forEach((row) => row.forEach((item, i) => place.set(item, i)));
  let total = 0;
  for (const row of rows) {
    const wires = row.flatMap((item, i) =>
      (items[item]?.up ?? []).map(({ item: above, port }) => [place.get(above) ?? 0, i + port * 0.9] as const),
    );
    if (wires.length > 300) continue;
    for (let a = 0; a < wires.length; a += 1)
      for (let b = a + 1; b < wires.length; b += 1) {
        const [p, q] = [wires[a], wires[b]];
        if (p !== undefined && q !== undefined && (p[0] - q[0]) * (p[1] - q[1]) < 0) total += 1;
      }
  }
  return total;
}

/** Order each layer by the middle of what it is wired to, down and up in turn; keep the order with fewest crossings. */
function untangle(items: readonly Item[], rows: number[][]): number[][] {
  let best = rows.map((row) => [...row]);
  let fewest = crossings(items, best);
  const now = best.map((row) => [...row]);
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep += 1) {
    const isDown = sweep % 2 === 0;
    const place = new Map<number, number>();
    now.forEach((row) => row.forEach((item, i) => place.set(item, i - (row.length - 1) / 2)));
    const sequence = isDown ? now.keys() : [...now.keys()].reverse();
    for (const at of sequence) {
      const row = now[at] ?? [];
      const key = new Map(
        row.map((item, i) => {
          const wired = isDown ? items[item]?.up : items[item]?.down;
          if (wired === undefined || wired.length === 0) return [item, place.get(item) ?? i] as const;
          const sum = wired.reduce(
            (total, wire) => total + (place.get(wire.item) ?? 0) + (isDown ? 0 : wire.port * 0.9),
            0,
          );
          return [item, sum / wired.length] as const;
        }),
      );
      row.sort((a, b) => (key.get(a) ?? 0) - (key.get(b) ?? 0));
      row.forEach((item, i) => place.set(item, i - (row.length - 1) / 2));
    }
    const count = crossings(items, now);
    if (count < fewest) {
      fewest = count;
      best = now.map((row) => [...row]);
    }
  }
  return best;
}

/** The places nearest to the wanted ones that keep order and distance: isotonic regression by pooling neighbours. */
export function spread(wanted: readonly number[], weights: readonly number[], widths: readonly number[]): number[] {
  const offsets: number[] = [];
  widths.forEach((width, i) => {
    offsets.push(i === 0 ? 0 : (offsets[i - 1] ?? 0) + ((widths[i - 1] ?? 0) + width) / 2 + SPACE);
  });
  const pools: { sum: number; weight: number; count: number }[] = [];
  wanted.forEach((want, i) => {
    const weight = weights[i] ?? 1;
    pools.push({ sum: (want - (offsets[i] ?? 0)) * weight, weight, count: 1 });
    for (;;) {
      const [before, last] = [pools[pools.length - 2], pools[pools.length - 1]];
      if (before === undefined || last === undefined || before.sum / before.weight <= last.sum / last.weight) break;
      pools.splice(-2, 2, {
        sum: before.sum + last.sum,
        weight: before.weight + last.weight,
        count: before.count + last.count,
      });
    }
  });
  return pools
    .flatMap((pool) => new Array<number>(pool.count).fill(pool.sum / pool.weight))
    .map((value, i) => value + (offsets[i] ?? 0));
}

const BLOCK_WEIGHT = 16;
const ALIGNMENTS = 14;

/** Middles, so that blocks stand straight below each other and passing wires give way to them. */
function align(items: readonly Item[], rows: readonly number[][]): number[] {
  const x = new Array<number>(items.length).fill(0);
  const settle = (row: readonly number[], wired: (item: Item) => Item["up"]): void => {
    const wanted: number[] = [];
    const weights: number[] = [];
    for (const at of row) {
      const item = items[at];
      const all = item === undefined ? [] : wired(item);
      // A block follows the blocks it is wired to, a passing wire the rest of itself, and each the other only in need.
      const alike = all.filter((wire) => items[wire.item]?.bend === item?.bend);
      const used = alike.length > 0 ? alike : all;
      const sum = used.reduce((total, wire) => total + (x[wire.item] ?? 0), 0);
      wanted.push(used.length === 0 ? (x[at] ?? 0) : sum / used.length);
      weights.push(item?.bend ? 1 : used.length === 0 ? 0.5 : alike.length > 0 ? BLOCK_WEIGHT : 2);
    }
    const placed = spread(
      wanted,
      weights,
      row.map((at) => items[at]?.width ?? 0),
    );
    row.forEach((at, i) => (x[at] = placed[i] ?? 0));
  };
  for (let sweep = 0; sweep < ALIGNMENTS; sweep += 1) {
    if (sweep % 2 === 0) for (const row of rows) settle(row, (item) => item.up);
    else for (const row of [...rows].reverse()) settle(row, (item) => item.down);
  }
  for (const row of rows) settle(row, (item) => [...item.up, ...item.down]);
  hang(items, rows, x);
  straighten(items, rows, x);
  return x;
}

/** Hang each block straight below the one that feeds it, where its row leaves room; bends move out of the way later. */
function hang(items: readonly Item[], rows: readonly number[][], x: number[]): void {
  for (const row of rows)
    row.forEach((at, place) => {
      const item = items[at];
      const above = (item?.up ?? []).filter((wire) => !items[wire.item]?.bend);
      const [only, ...more] = above;
      if (item === undefined || item.bend || only === undefined || more.length > 0) return;
      const middle = x[only.item] ?? 0;
      const away = (other: number): number => ((items[other]?.width ?? 0) + item.width) / 2 + SPACE / 2;
      const [left, right] = [row[place - 1], row[place + 1]];
      const fits =
        (left === undefined || middle - (x[left] ?? 0) >= away(left)) &&
        (right === undefined || (x[right] ?? 0) - middle >= away(right));
      if (fits) x[at] = middle;
    });
}

/** Give each passing wire one middle all the way, where its rows leave room: the outer ones first. */
function straighten(items: readonly Item[], rows: readonly number[][], x: number[]): void {
  const lanes = new Map<number, { row: number; place: number; item: number }[]>();
  rows.forEach((row, at) =>
    row.forEach((item, place) => {
      const { bend, vertex } = items[item] ?? { bend: false, vertex: 0 };
      if (bend) lanes.set(vertex, [...(lanes.get(vertex) ?? []), { row: at, place, item }]);
    }),
  );
  const fits = (lane: { row: number; place: number; item: number }[], middle: number): boolean =>
    lane.every(({ row, place, item }) => {
      const [left, right] = [rows[row]?.[place - 1], rows[row]?.[place + 1]];
      const away = (other: number): number => ((items[other]?.width ?? 0) + (items[item]?.width ?? 0)) / 2 + SPACE / 2;
      return (
        (left === undefined || middle - (x[left] ?? 0) >= away(left)) &&
        (right === undefined || (x[right] ?? 0) - middle >= away(right))
      );
    });
  const middles = (lane: { item: number }[]): number[] => lane.map(({ item }) => x[item] ?? 0);
  const leftmost = [...lanes.values()].sort((a, b) => Math.min(...middles(a)) - Math.min(...middles(b)));
  const rightmost = [...lanes.values()].sort((a, b) => Math.max(...middles(b)) - Math.max(...middles(a)));
  for (const [order, pick] of [[leftmost, Math.min] as const, [rightmost, Math.max] as const])
    for (const lane of order) {
      const middle = pick(...middles(lane));
      if (fits(lane, middle)) for (const { item } of lane) x[item] = middle;
    }
}

export function layered(vertices: readonly Vertex[]): Layered {
  const layer = layersOf(vertices);
  const { items, rows } = itemsOf(vertices, layer);
  const x = align(items, untangle(items, rows));
  const bends: Layered["bends"] = [];
  rows.forEach((row, at) => {
    for (const item of row) {
      const { bend, vertex } = items[item] ?? { bend: false, vertex: 0 };
      if (bend) bends.push({ source: vertex, layer: at, x: x[item] ?? 0 });
    }
  });
  return { x: x.slice(0, vertices.length), layer, layers: rows.length, bends };
}
