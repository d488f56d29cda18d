/** Wires of a graph by hand: connect, disconnect; each is one step. */
import { whyNot, type WireTarget } from "../../model/graphs";
import { inPlaceOf } from "../../model/sources";
import type { Edit, TreeNode } from "../../protocol";
import type { BuildSession } from "../session";
import { say } from "../../sentences/say";

export interface WirePlace {
  graph: string;
  node: string | null;
  index: number;
}

export function graphOf(session: BuildSession, id: string): TreeNode | null {
  const node = session.store.get().index.get(id)?.node;
  return node?.block === "graph" ? node : null;
}

export function wiresEdit(graph: TreeNode, node: string, sources: readonly string[]): Edit {
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
