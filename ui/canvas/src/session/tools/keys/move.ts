/** Alt and an arrow: the selected block among its siblings, out of its container, or into the one before it. */
import { takesChildren } from "../../../model/tree";
import { moveTo } from "../../actions";
import { keepPositions } from "../../graph/positions";
import type { BuildSession } from "../../session";
import { say } from "../../../sentences/say";

export type Direction = "up" | "down" | "left" | "right";

/** In the network's pixels. */
const NUDGE = 18;
const WAYS: { [direction in Direction]: [number, number] } = {
  up: [0, -NUDGE],
  down: [0, NUDGE],
  left: [-NUDGE, 0],
  right: [NUDGE, 0],
};

function nudge(session: BuildSession, graph: string, names: ReadonlySet<string>, [dx, dy]: [number, number]): void {
  const spots = Object.entries(session.view?.spots(graph) ?? {});
  const moved = spots.map(([name, [x, y]]): [string, [number, number]] =>
    names.has(name) ? [name, [x + dx, y + dy]] : [name, [x, y]],
  );
  keepPositions(session, graph, Object.fromEntries(moved));
}

export function shift(session: BuildSession, direction: Direction): void {
  const { index } = session.store.get();
  const ids = session.selection.chosen();
  const [first] = ids;
  const place = index.get(first ?? "");
  const parent = place?.parent;
  if (place === undefined || parent == null) return;
  if (ids.some((id) => index.get(id)?.parent?.id !== parent.id))
    return session.notices.toast(say("canvas.menu.apart"), say("canvas.menu.apart-hint"));
  if (parent.block === "graph") {
    const names = new Set(ids.flatMap((id) => index.get(id)?.node.name ?? []));
    return nudge(session, parent.id, names, WAYS[direction]);
  }
  const last = index.get(ids[ids.length - 1] ?? "") ?? place;
  const siblings = parent.children ?? [];
  if (parent.block === "repeat" && direction !== "left")
    return session.notices.toast(say("canvas.menu.only-child"), say("canvas.menu.only-child-hint"));
  if (direction === "up" && place.index > 0) moveTo(session, ids, parent.id, place.index - 1);
  else if (direction === "down" && last.index < siblings.length - 1) moveTo(session, ids, parent.id, last.index + 2);
  else if (direction === "left") out(session, ids, parent.id);
  else if (direction === "right") {
    const before = siblings[place.index - 1];
    const into = before?.block === "repeat" ? before.children?.[0] : before;
    if (into !== undefined && takesChildren(into)) moveTo(session, ids, into.id, into.children?.length ?? 0);
    else session.notices.say(say("canvas.said.no-container-before"));
  } else session.notices.say(direction === "up" ? say("canvas.said.is-first") : say("canvas.said.is-last"));
}

/** Behind the container it stood in. */
function out(session: BuildSession, ids: readonly string[], from: string): void {
  const { index } = session.store.get();
  let place = index.get(from);
  while (place?.parent != null && !takesChildren(place.parent)) place = index.get(place.parent.id);
  if (place?.parent == null) return session.notices.say(say("canvas.said.outermost"));
  moveTo(session, ids, place.parent.id, place.index + 1);
}
