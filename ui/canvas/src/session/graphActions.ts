/** What a person can do in a graph: wire, unwire, put a block on a wire or anywhere, move nodes; each one step. */
import { type Block, blockOf } from "../model/blocks";
import { type Kinds, leastOf, nodeName, whyNot, type WireTarget } from "../model/graphs";
import { inPlaceOf, plainSource, renamedSource, sourceName } from "../model/sources";
import type { Edit, TreeNode } from "../protocol";
import type { BuildSession } from "./session";
import { say } from "../sentences/say";

export interface WirePlace {
  graph: string;
  node: string | null;
  index: number;
}

/** How a block comes into a graph. */
export interface Joining {
  /** Behind these nodes or inputs, by name. */
  after?: readonly string[];
  /** On this wire. */
  wire?: WireTarget;
  /** Anywhere: its middle and top in the graph. */
  at?: { x: number; y: number };
  /** A new branch off this source: what else reads it goes on doing so. */
  branch?: string;
  /** What it is to flow into. */
  into?: WireTarget;
}

function graphOf(session: BuildSession, id: string): TreeNode | null {
  const node = session.store.get().index.get(id)?.node;
  return node?.block === "graph" ? node : null;
}

function wiresEdit(graph: TreeNode, node: string, sources: readonly string[]): Edit {
  return { edit: "set_wires", graph: graph.id, node, sources: [...sources] };
}

/** Let a source flow into a port, in place of what flowed in there. */
export function connectTo(session: BuildSession, graph: string, source: string, target: WireTarget): void {
  const node = graphOf(session, graph);
  if (node === null) return;
  const why = whyNot(node, source, target, session.catalogue.kinds());
  if (why !== null) return session.notices.toast(why);
  if (target.node === null) {
    const outputs = [...(node.outputs ?? [])];
    if (outputs[target.index] === source) return;
    outputs[Math.min(target.index, outputs.length)] = source;
    session.edit({ edit: "set_outputs", graph, outputs });
    session.notices.say(say("canvas.graph.returned", { source, node: node.title }));
    return;
  }
  const sources = [...(node.wires?.[target.node] ?? [])];
  if (sources[target.index] === source) return;
  sources[Math.min(target.index, sources.length)] = inPlaceOf(sources[target.index], source);
  session.edit(wiresEdit(node, target.node, sources));
  session.notices.say(say("canvas.graph.connected", { source, target: target.node }));
}

export function disconnectAt(session: BuildSession, wire: WirePlace): void {
  const graph = graphOf(session, wire.graph);
  session.store.set({ wire: null });
  if (graph === null) return;
  if (wire.node === null)
    session.edit({
      edit: "set_outputs",
      graph: graph.id,
      outputs: (graph.outputs ?? []).filter((_, i) => i !== wire.index),
    });
  else session.edit({ edit: "disconnect", graph: graph.id, node: wire.node, index: wire.index });
  session.notices.say(say("canvas.graph.disconnected"));
}

interface Reader extends WireTarget {
  source: string;
}

/** Everything that reads a node's output, what the graph returns included. */
function readersOf(graph: TreeNode, name: string): Reader[] {
  const nodes = Object.entries(graph.wires ?? {}).flatMap(([node, sources]) =>
    sources.flatMap((source, index) => (sourceName(source) === name ? { node, index, source } : [])),
  );
  const results = (graph.outputs ?? []).flatMap((source, index) =>
    sourceName(source) === name ? { node: null, index, source } : [],
  );
  return [...nodes, ...results];
}

function redirect(graph: TreeNode, { node, index }: WireTarget, name: string): Edit {
  const swap = (list: readonly string[] = []): string[] =>
    list.map((source, i) => (i === index ? inPlaceOf(source, name) : source));
  if (node === null) return { edit: "set_outputs", graph: graph.id, outputs: swap(graph.outputs) };
  return wiresEdit(graph, node, swap(graph.wires?.[node]));
}

/** Let a new node flow into a port that has nothing yet. */
function entering(graph: TreeNode, { node, index }: WireTarget, name: string): Edit {
  const put = (list: readonly string[] = []): string[] => [...list.slice(0, index), name, ...list.slice(index + 1)];
  if (node === null) return { edit: "set_outputs", graph: graph.id, outputs: put(graph.outputs) };
  return wiresEdit(graph, node, put(graph.wires?.[node]));
}

/** What flows into a new node, and what reads it, or what follows it, from now on. */
interface Joined {
  sources: readonly string[];
  then: (last: string) => Edit[];
}

const ALONE: Joined = { sources: [], then: () => [] };

function joined(graph: TreeNode, joining: Joining): Joined {
  const { wire, after = [], branch, into } = joining;
  if (branch !== undefined) return { sources: [branch], then: () => [] };
  if (into !== undefined) return { sources: [], then: (last) => [entering(graph, into, last)] };
  if (wire !== undefined) {
    const source = wire.node === null ? graph.outputs?.[wire.index] : graph.wires?.[wire.node]?.[wire.index];
    return source === undefined
      ? ALONE
      : { sources: [plainSource(source)], then: (last) => [redirect(graph, wire, last)] };
  }
  const isFirst = (graph.children ?? []).length === 0;
  const from = after.length > 0 ? after : isFirst ? (graph.inputs ?? []).slice(0, 1) : [];
  const [only, ...more] = from;
  if (only === undefined) return ALONE;
  const readers = more.length === 0 ? readersOf(graph, only) : [];
  const [reader] = readers;
  if (readers.length === 1 && reader !== undefined) {
    const source = plainSource(reader.source);
    return {
      sources: [source === only ? firstPart(graph, only) : source],
      then: (last) => [redirect(graph, reader, last)],
    };
  }
  const outputs = graph.outputs ?? [];
  const isEnd = outputs.length === 0 || (outputs.length === 1 && from.includes(sourceName(outputs[0] ?? "")));
  return {
    sources: from.map((one) => firstPart(graph, one)),
    then: (last) =>
      isEnd && joining.at === undefined ? [{ edit: "set_outputs", graph: graph.id, outputs: [last] }] : [],
  };
}

/** Of a tuple the first tensor flows on. */
function firstPart(graph: TreeNode, name: string): string {
  const kind = graph.children?.find((child) => child.name === name)?.kind ?? "";
  return graph.wire_shapes?.[`${name}:0`] === undefined && !TUPLES.test(kind) ? name : `${name}:0`;
}

function positioned(session: BuildSession, graph: TreeNode, added: { [name: string]: [number, number] }): Edit {
  const all = session.view?.spots(graph.id) ?? graph.positions ?? {};
  return { edit: "set_positions", graph: graph.id, positions: { ...all, ...added } };
}

/** Inside an instance a node's id is that in the definition. */
function ownId(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}

function kindOf(block: Block): string | undefined {
  return "kind" in block ? block.kind : undefined;
}

function kindWord(block: Block): string {
  return kindOf(block) ?? (block.block === "instance" ? block.definition : block.block);
}

/** What the next block reads: what was said, `_` being what comes before, which also fills what is lacking. */
function readBy(block: Block, said: readonly string[], usual: readonly string[], kinds: Kinds): readonly string[] {
  if (said.length === 0) return usual;
  if (said.includes("_")) return said.flatMap((source) => (source === "_" ? usual : [source]));
  return said.length < leastOf(block, kinds) ? [...usual, ...said] : said;
}

/**
 * Put new blocks into a graph, one after another; each gets a name of its own there.
 *
 * `reads` says of each what it reads, where that is not what comes before.
 */
export function insertIntoGraph(
  session: BuildSession,
  id: string,
  blocks: Block[],
  joining: Joining,
  reads: readonly (readonly string[])[] = [],
): void {
  const graph = graphOf(session, id);
  if (graph === null) return;
  const taken = new Set<string>();
  const given = new Map<string, string>();
  const edits: Edit[] = [];
  const start = graph.children?.length ?? 0;
  const isPlaced = joining.at !== undefined && start > 0;
  const { sources, then } = isPlaced ? ALONE : joined(graph, joining);
  let usual = sources;
  // All that hangs on the place where this comes in; its last is what is read there from now on.
  const string = new Set(sources.map(sourceName));
  let last = "";
  blocks.forEach((block, i) => {
    const wanted = block.name != null && isFree(graph, block.name, taken) ? block.name : null;
    const name = wanted ?? nodeName(graph, block.name ?? kindWord(block), taken);
    taken.add(name);
    if (block.name != null) given.set(block.name, block.id);
    edits.push({ edit: "insert", parent: id, index: start + i, block: { ...block, name } });
    if (joining.at !== undefined && isPlaced) {
      const { x, y } = joining.at;
      edits.push(positioned(session, graph, { [block.id]: [Math.round(x + 24 * i), Math.round(y + 60 * i)] }));
    }
    if (joining.into !== undefined) last = block.id;
    if (block.block === "tensor") return;
    // A node may be named by its id here: Python has the last word on its name.
    const read = readBy(block, reads[i] ?? [], usual, session.catalogue.kinds()).map((source) => byId(source, given));
    if (read.length > 0) edits.push(wiresEdit(graph, block.id, read));
    if (read.some((source) => string.has(sourceName(source))) || (i === 0 && read.length === 0)) {
      string.add(block.id);
      last = block.id;
    }
    usual = [TUPLES.test(kindOf(block) ?? "") ? `${block.id}:0` : block.id];
  });
  if (last !== "") edits.push(...then(last));
  session.edit(edits, reads.length > 0 ? blocks.slice(-1).map((block) => block.id) : blocks.map((block) => block.id));
}

/** What returns a tuple, of which the first part flows on. */
const TUPLES = /^(RNN|LSTM|GRU|MultiheadAttention|(torch|Tensor)\.(split|chunk|unbind|tensor_split))$/;

function byId(source: string, given: ReadonlyMap<string, string>): string {
  const name = sourceName(source);
  return (given.get(name) ?? name) + source.slice(name.length);
}

function isFree(graph: TreeNode, name: string, taken: ReadonlySet<string>): boolean {
  return (
    !taken.has(name) &&
    !(graph.inputs ?? []).includes(name) &&
    !(graph.children ?? []).some((child) => child.name === name)
  );
}

/** Copies of nodes, wired among themselves as the originals are, and to what the originals read if it is there. */
export function copyIntoGraph(
  session: BuildSession,
  id: string,
  blocks: Block[],
  wires: { [name: string]: string[] },
  at?: { x: number; y: number },
): void {
  const graph = graphOf(session, id);
  if (graph === null) return;
  const taken = new Set<string>();
  const renamed = new Map<string, string>();
  for (const block of blocks) {
    const base = (block.name ?? kindWord(block)).replace(/_\d+$/, "");
    const name = nodeName(graph, block.name != null ? base : kindWord(block), taken);
    taken.add(name);
    renamed.set(block.name ?? block.id, name);
  }
  const known = new Set([...(graph.inputs ?? []), ...(graph.children ?? []).map((child) => child.name)]);
  const start = graph.children?.length ?? 0;
  const edits = blocks.map((block, i): Edit => {
    const name = renamed.get(block.name ?? block.id) ?? "";
    return { edit: "insert", parent: id, index: start + i, block: { ...block, name } };
  });
  const ids = new Map(blocks.map((block) => [block.name ?? block.id, block.id]));
  for (const block of blocks) {
    const sources = (wires[block.name ?? ""] ?? []).flatMap((source) => {
      const to = ids.get(sourceName(source));
      if (to !== undefined) return [renamedSource(source, to)];
      return known.has(sourceName(source)) ? [source] : [];
    });
    if (sources.length > 0) edits.push(wiresEdit(graph, block.id, sources));
  }
  const [first] = blocks;
  if (at !== undefined && first !== undefined)
    edits.push(positioned(session, graph, { [first.id]: [Math.round(at.x), Math.round(at.y)] }));
  session.edit(
    edits,
    blocks.map((block) => block.id),
  );
}

/** Take blocks that stand elsewhere into a graph. */
export function moveIntoGraph(session: BuildSession, id: string, ids: readonly string[], joining: Joining): void {
  const graph = graphOf(session, id);
  const { index } = session.store.get();
  if (graph === null) return;
  const taken = new Set<string>();
  const edits: Edit[] = [];
  for (const one of ids) {
    const node = index.get(one)?.node;
    if (node === undefined) continue;
    const keeps = node.named && isFree(graph, node.name, taken);
    const name = keeps ? node.name : nodeName(graph, kindWord(blockOf(node)), taken);
    taken.add(name);
    if (!keeps) edits.push({ edit: "rename", id: one, name });
  }
  edits.push({ edit: "move", ids: [...ids], parent: id, index: graph.children?.length ?? 0 });
  let how = joining;
  let before = "";
  const { sources: from, then } = joined(graph, joining);
  for (const one of ids) {
    if (how.at !== undefined && (graph.children ?? []).length > 0) {
      edits.push(positioned(session, graph, { [ownId(one)]: [Math.round(how.at.x), Math.round(how.at.y)] }));
      break;
    }
    const sources = how === joining ? from : [before];
    if (sources.length > 0) edits.push(wiresEdit(graph, ownId(one), sources));
    how = {};
    before = ownId(one);
  }
  if (before !== "") edits.push(...then(before));
  session.edit(edits, ids);
}

/** Keep what a hand has moved: every node stays where it is seen from now on. */
export function keepPositions(
  session: BuildSession,
  id: string,
  positions: { [name: string]: [number, number] },
): void {
  session.edit({ edit: "set_positions", graph: id, positions });
}

export function tidy(session: BuildSession, id: string): void {
  session.edit({ edit: "set_positions", graph: id, positions: null });
  session.notices.say(say("canvas.graph.tidied"));
}

/** What flows into nodes of a graph, by name. */
export function wiresAmong(session: BuildSession, nodes: readonly TreeNode[]): { [name: string]: string[] } {
  const { index } = session.store.get();
  return Object.fromEntries(
    nodes.flatMap((node): [string, string[]][] => {
      const wires = index.get(node.id)?.parent?.wires?.[node.name];
      return wires === undefined ? [] : [[node.name, wires]];
    }),
  );
}
