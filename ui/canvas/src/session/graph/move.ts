/** Move blocks from elsewhere into a graph; one step. */
import { blockOf } from "../../model/blocks";
import { nodeName } from "../../model/graphs";
import type { Edit } from "../../protocol";
import type { BuildSession } from "../session";
import { joined, type Joining } from "./join";
import { isFree, kindWord } from "./names";
import { positioned } from "./positions";
import { graphOf, wiresEdit } from "./wires";

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

/** Inside an instance a node's id is that in the definition. */
function ownId(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}
