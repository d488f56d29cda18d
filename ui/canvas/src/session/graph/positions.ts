/** Where the nodes of a graph stand, once a hand has moved one of them. */
import type { Edit, TreeNode } from "../../protocol";
import type { BuildSession } from "../session";
import { say } from "../../sentences/say";

export function positioned(session: BuildSession, graph: TreeNode, added: { [name: string]: [number, number] }): Edit {
  const all = session.view?.spots(graph.id) ?? graph.positions ?? {};
  return { edit: "set_positions", graph: graph.id, positions: { ...all, ...added } };
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
