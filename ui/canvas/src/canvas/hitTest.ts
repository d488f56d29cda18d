/** What a point of the network hits: ports, nodes, places for quick-add. */
import type { Layout, Port } from "../layout/items";
import type { InsertionPlace } from "../session/places";

function nearest(ports: readonly Port[], x: number, y: number, reach: number): Port | null {
  let best: Port | null = null;
  let least = reach;
  for (const port of ports) {
    const away = Math.hypot(port.x - x, port.y - y);
    if (away < least) [best, least] = [port, away];
  }
  return best;
}

function holds(item: { x: number; y: number; width: number; height: number }, x: number, y: number): boolean {
  return x >= item.x && x <= item.x + item.width && y >= item.y && y <= item.y + item.height;
}

/** The port a wire would enter, or the node, whose free port is then meant. */
export function portAt(
  drawing: Layout,
  graph: string,
  x: number,
  y: number,
  reach: number,
): { node: string | null; index: number | null } | null {
  const mine = drawing.ports.filter((port) => port.graph === graph && port.side === "in");
  const port = nearest(mine, x, y, reach);
  if (port !== null) return { node: port.node, index: port.index };
  const node = drawing.blocks.find((item) => item.graph === graph && holds(item, x, y));
  if (node !== undefined) return { node: node.measured.node.name, index: null };
  const results = mine.filter((one) => one.node === null);
  const result = results.find((one) => Math.abs(one.x - x) < 40 && y >= one.y - 6 && y <= one.y + 34);
  return result === undefined ? null : { node: null, index: result.index };
}

/** The source that a wire drawn backwards would begin at. */
export function sourceAt(drawing: Layout, graph: string, x: number, y: number, reach: number): string | null {
  const mine = drawing.ports.filter((port) => port.graph === graph && port.side === "out");
  const port = nearest(mine, x, y, reach);
  if (port !== null) return port.source;
  const node = drawing.blocks.find((item) => item.graph === graph && holds(item, x, y));
  return mine.find((one) => one.node === node?.measured.node.name)?.source ?? null;
}

/** Where the nodes of a graph stand, as its positions would say. */
export function spotsOf(drawing: Layout, graph: string): { [name: string]: [number, number] } {
  const arranged = drawing.blocks.find((item) => item.id === graph)?.measured;
  if (arranged?.arranged === undefined) return {};
  return Object.fromEntries(
    arranged.children.map((child, i): [string, [number, number]] => {
      const spot = arranged.arranged?.nodes[i];
      return [child.node.name, [Math.round(spot?.x ?? 0), Math.round(spot?.y ?? 0)]];
    }),
  );
}

/** The middle of the place where quick-add opens. */
export function quickAddSpot(
  drawing: Layout,
  { parent, index: at, joining, around }: InsertionPlace,
): { x: number; y: number } | null {
  const single = drawing.blocks.find((item) => item.id === around);
  if (single !== undefined) return { x: single.x + single.width / 2, y: single.y + single.height + 6 };
  const isGraph = drawing.links.some((set) => set.graph === parent);
  if (!isGraph) {
    const place = drawing.places.find((one) => one.parent === parent && one.index === at);
    return place === undefined ? null : { x: place.x + place.width / 2, y: place.y + place.height / 2 };
  }
  const { wire, after } = joining ?? {};
  if (wire !== undefined) {
    const port = drawing.ports.find(
      (one) => one.graph === parent && one.side === "in" && one.node === wire.node && one.index === wire.index,
    );
    if (port !== undefined) return { x: port.x, y: port.y - 24 };
  }
  const name = after?.[after.length - 1];
  const node = drawing.blocks.find((item) => item.graph === parent && item.measured.node.name === name);
  if (node !== undefined) return { x: node.x + node.width / 2, y: node.y + node.height + 6 };
  const frame = drawing.blocks.find((item) => item.id === parent);
  return frame === undefined ? null : { x: frame.x + frame.width / 2, y: frame.y + 70 };
}
