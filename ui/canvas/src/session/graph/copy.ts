/** Copy nodes into a graph with the wires among them; one step. */
import type { Block } from "../../model/blocks";
import { nodeName } from "../../model/graphs";
import { renamedSource, sourceName } from "../../model/sources";
import type { Edit } from "../../protocol";
import type { BuildSession } from "../session";
import { kindWord } from "./names";
import { positioned } from "./positions";
import { graphOf, wiresEdit } from "./wires";

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
