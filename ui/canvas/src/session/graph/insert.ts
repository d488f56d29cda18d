/** Put new blocks into a graph: anywhere, on a wire, behind nodes, or as a phrase says; one step. */
import type { Block } from "../../model/blocks";
import { type Kinds, leastOf, nodeName } from "../../model/graphs";
import { sourceName } from "../../model/sources";
import type { Edit } from "../../protocol";
import type { BuildSession } from "../session";
import { ALONE, joined, type Joining, TUPLES } from "./join";
import { isFree, kindOf, kindWord } from "./names";
import { positioned } from "./positions";
import { graphOf, wiresEdit } from "./wires";

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
      // Below each other and a little to the right, so that none of several hides another.
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

/** What the next block reads: what was said, `_` being what comes before, which also fills what is lacking. */
function readBy(block: Block, said: readonly string[], usual: readonly string[], kinds: Kinds): readonly string[] {
  if (said.length === 0) return usual;
  if (said.includes("_")) return said.flatMap((source) => (source === "_" ? usual : [source]));
  return said.length < leastOf(block, kinds) ? [...usual, ...said] : said;
}

function byId(source: string, given: ReadonlyMap<string, string>): string {
  const name = sourceName(source);
  return (given.get(name) ?? name) + source.slice(name.length);
}
