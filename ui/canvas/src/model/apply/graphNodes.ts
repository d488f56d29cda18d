/** A graph while nodes come, go and change places: names, wires, outputs and positions follow them. */
import type { TreeNode } from "../../protocol";
import { inPlaceOf, plainSource, renamedSource, sourceName } from "../sources";
import { baseName, childName, Names } from "./names";

/** The graph with other sources, and other names for what wires lead to; null drops. */
export function mapped(
  graph: TreeNode,
  source: (text: string) => string | null,
  name: (name: string) => string | null,
): TreeNode {
  const sources = (texts: readonly string[]): string[] => texts.map(source).filter((text) => text !== null);
  const entries = <T>(all: { [name: string]: T } = {}, change: (value: T) => T): { [name: string]: T } =>
    Object.fromEntries(
      Object.entries(all).flatMap(([one, value]): [string, T][] => {
        const to = name(one);
        return to === null ? [] : [[to, change(value)]];
      }),
    );
  return {
    ...graph,
    wires: entries(graph.wires, sources),
    outputs: sources(graph.outputs ?? []),
    positions: entries(graph.positions, (at) => at),
    wire_shapes: Object.fromEntries(
      Object.entries(graph.wire_shapes ?? {}).map(([text, shape]) => [source(text) ?? text, shape]),
    ),
  };
}

/** Wires, outputs and positions follow nodes or inputs to their new names. */
export function renamedSources(graph: TreeNode, names: ReadonlyMap<string, string>): TreeNode {
  if (names.size === 0) return graph;
  const now = (name: string): string => names.get(name) ?? name;
  return mapped(graph, (text) => renamedSource(text, now(sourceName(text))), now);
}

/** The wires of a graph while nodes go: who takes the one output of a node takes its one input instead. */
class Bridges {
  private readonly instead = new Map<string, string | null>();
  private readonly users = new Map<string, Set<string | null>>();
  private readonly sources = new Map<string, Set<string>>();

  constructor(private readonly graph: TreeNode) {
    const all: [string | null, string[]][] = [...Object.entries(graph.wires ?? {}), [null, graph.outputs ?? []]];
    for (const [node, texts] of all)
      for (const text of texts.map(plainSource)) {
        this.usersOf(text).add(node);
        this.sourcesOf(sourceName(text)).add(text);
      }
  }

  /** What takes the place of a source, or null where nothing does. */
  source(text: string): string | null {
    let plain: string | null | undefined = plainSource(text);
    while (plain != null && this.instead.has(plain)) plain = this.instead.get(plain);
    return plain == null ? null : inPlaceOf(text, plain);
  }

  drop(name: string, isBridged: boolean): void {
    const texts = (this.graph.wires?.[name] ?? []).map((text) => this.source(text)).filter((text) => text !== null);
    const own = texts.map(plainSource);
    const used = [...this.sourcesOf(name)];
    this.sources.delete(name);
    const [only] = own;
    const [text] = used;
    const bridge =
      isBridged && own.length === 1 && used.length === 1 && only !== undefined && text !== undefined
        ? this.bridge(name, only, text)
        : null;
    for (const one of used) {
      const users = this.usersOf(one);
      this.users.delete(one);
      this.instead.set(one, bridge);
      if (bridge === null) continue;
      for (const user of users) this.usersOf(bridge).add(user);
      this.sourcesOf(sourceName(bridge)).add(bridge);
    }
    for (const one of own) this.users.get(one)?.delete(name);
  }

  /** What is taken instead, where that hands no value to some place twice and leads from no node to itself. */
  private bridge(name: string, source: string, text: string): string | null {
    const doubles = [...this.usersOf(text)].some((user) => this.usersOf(source).has(user));
    return sourceName(source) === name || doubles ? null : source;
  }

  private usersOf(text: string): Set<string | null> {
    return entry(this.users, text);
  }

  private sourcesOf(name: string): Set<string> {
    return entry(this.sources, name);
  }
}

function entry<T>(all: Map<string, Set<T>>, key: string): Set<T> {
  const found = all.get(key) ?? new Set<T>();
  all.set(key, found);
  return found;
}

/** The graph without the wires of nodes; those that stood in a chain are bridged. */
function without(graph: TreeNode, gone: ReadonlySet<string>): TreeNode {
  const bridges = new Bridges(graph);
  // Sources first: what stands in for one then stays.
  const waiting = new Set((graph.children ?? []).map(({ name }) => name).filter((name) => gone.has(name)));
  while (waiting.size > 0) {
    const next = [...waiting].find(
      (name) => !(graph.wires?.[name] ?? []).some((text) => waiting.has(sourceName(text)) && sourceName(text) !== ""),
    );
    for (const name of next === undefined ? [...waiting] : [next]) {
      bridges.drop(name, next !== undefined);
      waiting.delete(name);
    }
  }
  return mapped(
    graph,
    (text) => bridges.source(text),
    (name) => (gone.has(name) ? null : name),
  );
}

/** Whether a node calls a module of the same graph, without being an attribute of its own. */
export function isCall(graph: TreeNode, node: TreeNode): boolean {
  if (node.block !== "shared" || node.named) return false;
  const inside = (one: TreeNode): boolean =>
    one.id === node.of || (one.block !== "repeat" && (one.children ?? []).some(inside));
  return (graph.children ?? []).some(inside);
}

/**
 * The graph with these nodes: wires follow those that stay, and go with those that do not. `heirs` maps a node that is
 * replaced to the one in its place, which takes its name and wires.
 */
export function withNodes(
  graph: TreeNode,
  nodes: readonly TreeNode[],
  newcomers: ReadonlySet<string>,
  heirs: ReadonlyMap<string, string> = new Map(),
): TreeNode | null {
  const old = new Map((graph.children ?? []).map((node) => [node.id, node]));
  const coming = new Map([...heirs].map(([id, heir]) => [heir, id]));
  const lineage = new Map<string, string>();
  for (const { id } of nodes) {
    const before = old.get(coming.get(id) ?? (heirs.has(id) ? "" : id));
    if (before !== undefined) lineage.set(id, before.name);
  }
  const kept = new Set(lineage.values());
  const staying = new Set(nodes.map(({ id }) => id));
  const going = [...old.values()].filter(({ id, name }) => !kept.has(name) && (!staying.has(id) || heirs.has(id)));
  if (graph.tied !== undefined && going.some(({ block }) => block === "tensor")) return null; // its ties go, too
  const wired = going.length === 0 ? graph : without(graph, new Set(going.map(({ name }) => name)));
  const whole = { ...wired, children: [...nodes] };
  const children = named(whole, newcomers, lineage);
  if (children === null) return null;
  const changes = children.flatMap(({ id, name }): [string, string][] => {
    const before = lineage.get(id);
    return before === undefined || before === name ? [] : [[before, name]];
  });
  return renamedSources({ ...whole, children }, new Map(changes));
}

/** Give newcomers a free name, and keep the names that nodes have by a position which changed. */
function named(
  graph: TreeNode,
  newcomers: ReadonlySet<string>,
  lineage: ReadonlyMap<string, string>,
): TreeNode[] | null {
  const nodes = [...(graph.children ?? [])];
  const calls = new Set(nodes.filter((node) => isCall(graph, node)).map(({ id }) => id));
  const byPosition = nodes.map((node, i) => childName(graph, { ...node, named: false }, i));
  const taken = [
    ...(graph.inputs ?? []),
    ...nodes.filter((node) => node.named && !newcomers.has(node.id)).map(({ name }) => name),
    ...byPosition.filter((_, i) => calls.has(nodes[i]?.id ?? "")),
  ];
  const names = new Names(taken);
  nodes.forEach((node, i) => {
    if (calls.has(node.id)) return void (nodes[i] = { ...node, name: byPosition[i] ?? "" });
    const before = lineage.get(node.id);
    let name = node.named ? node.name : null;
    if (newcomers.has(node.id)) name = names.free(name ?? chosen(before) ?? baseName(node));
    else if (name === null && before !== byPosition[i]) name = names.free(before ?? baseName(node));
    if (name === null) return;
    names.add(name);
    nodes[i] = { ...node, name, named: true };
  });
  // A name that a second call has by its position would have to give way.
  const left = new Set(nodes.flatMap((node, i) => (node.named ? [] : (byPosition[i] ?? ""))));
  const isTensorRenamed = nodes.some(
    (node) => node.block === "tensor" && (lineage.get(node.id) ?? node.name) !== node.name,
  );
  if (nodes.some((node) => node.named && left.has(node.name)) || (isTensorRenamed && graph.tied !== undefined))
    return null;
  return nodes;
}

/** A name that is not one by position. */
function chosen(name: string | undefined): string | null {
  return name === undefined || /^node_\d+$/.test(name) ? null : name;
}
