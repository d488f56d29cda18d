/** The pass over graphs: the ports of their nodes, of what enters and of what is returned, and the wires between them. */
import { plainSource } from "../model/sources";
import type { TreeNode } from "../protocol";
import { portOffset, type Link } from "./graph";
import type { LinkSet, Port } from "./items";
import { contentTop, type Placed } from "./placement";
import { flowText } from "./texts";

export function addLinks(placed: Placed, links: LinkSet[]): void {
  const { measured, x, depth } = placed;
  const { arranged, node, width } = measured;
  if (measured.form === "graph" && arranged !== undefined) {
    const { links: drawn, height } = arranged;
    links.push({ graph: node.id, depth: depth + 1, links: drawn, x, y: contentTop(placed), width, height });
  }
  for (const child of placed.children) addLinks(child, links);
}

export function addPorts(placed: Placed, ports: Port[]): void {
  const { measured } = placed;
  if (measured.form !== "graph" || measured.arranged === undefined) {
    for (const child of placed.children) addPorts(child, ports);
    return;
  }
  const wired = bySource(measured.arranged.links);
  for (const child of placed.children) {
    addPorts(child, ports);
    ports.push(...entering(measured.node, child), ...leaving(placed, child, wired));
  }
  ports.push(...inputPorts(placed, wired), ...resultPorts(placed));
}

type BySource = ReadonlyMap<string, readonly Link[]>;

/** The wires of a graph by what flows through them. */
function bySource(links: readonly Link[]): BySource {
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

/** Whether a shape has room to the left of where it leaves, and is out of the way of wires there. */
function flips(room: number, shape: string, links: readonly Link[] | undefined): boolean {
  return room > shape.length * 6.7 + 14 && leansRight(links ?? []);
}

/** The ports on top of a node. */
function entering(graph: TreeNode, { measured, x, y }: Placed): Port[] {
  const { node, ports, width } = measured;
  const wired = graph.wires?.[node.name] ?? [];
  const ins = ports?.ins ?? 1;
  return Array.from({ length: ins }, (_, i): Port => {
    const name = ports?.names?.[i];
    return {
      key: `${graph.id}-in-${node.name}-${i}`,
      graph: graph.id,
      node: node.name,
      side: "in",
      index: i,
      source: plainSource(wired[i] ?? ""),
      x: x + portOffset(width, ins, i),
      y,
      wired: wired[i] !== undefined,
      ...(name === undefined ? {} : { name }),
    };
  });
}

/** The ports below a node: one, or one for each part of a tuple. */
function leaving(graph: Placed, { measured, x, y }: Placed, links: BySource): Port[] {
  const { node, ports, width, height } = measured;
  const around = graph.measured.node;
  const leaves = ports?.leaves ?? [];
  const sources = leaves.length === 0 ? [node.name] : leaves;
  const room = x - (graph.x - graph.measured.width / 2);
  const used = leaves.filter((source) => links.has(source));
  return sources.map((source, i): Port => {
    const known = around.wire_shapes?.[source] ?? (leaves.length === 0 ? flowText(node) : "");
    // Of a tuple only what is wired says its shape: there is no room for all.
    const shape = leaves.length > 1 && !used.includes(source) ? "" : known;
    const line = Math.max(0, used.indexOf(source));
    return {
      key: `${around.id}-out-${source}`,
      graph: around.id,
      node: node.name,
      side: "out",
      index: i,
      source,
      x: x + portOffset(width, sources.length, i),
      y: y + height,
      wired: true,
      ...(leaves.length > 1 ? { name: source.slice(node.name.length) } : {}),
      ...(known === "" ? {} : { about: known }),
      ...(shape === "" ? {} : { shape, flip: flips(room, shape, links.get(source)), line }),
    };
  });
}

function inputPorts(placed: Placed, links: BySource): Port[] {
  const { node, arranged, width } = placed.measured;
  return (node.inputs ?? []).flatMap((name, i): Port[] => {
    const spot = arranged?.inputs[i];
    if (spot === undefined) return [];
    const shape = node.wire_shapes?.[name] ?? node.in?.[i];
    const told = shape === undefined ? {} : { shape, flip: flips(width / 2 + spot.x, shape, links.get(name)) };
    return [
      {
        graph: node.id,
        wired: true,
        key: `${node.id}-out-${name}`,
        node: name,
        side: "out",
        index: 0,
        source: name,
        x: placed.x + spot.x,
        y: contentTop(placed) + spot.y + spot.height,
        ...told,
      },
    ];
  });
}

function resultPorts(placed: Placed): Port[] {
  const { node, arranged } = placed.measured;
  return (arranged?.outputs ?? []).map((spot, i): Port => {
    const source = node.outputs?.[i] ?? "";
    return {
      graph: node.id,
      wired: source !== "",
      key: `${node.id}-result-${i}`,
      node: null,
      side: "in",
      index: i,
      source,
      x: placed.x + spot.x,
      y: contentTop(placed) + spot.y,
    };
  });
}
