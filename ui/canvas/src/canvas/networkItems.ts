/** What can be done with the network as a whole: the menu of the canvas's own ground. */
import type { TreeNode } from "../protocol";
import { pasteText } from "../session/copies";
import { pasted } from "../session/clipboard";
import type { BuildSession } from "../session/session";
import type { MenuEntry } from "./menuItems";
import { say } from "../sentences/say";

function paste(session: BuildSession): void {
  pasted()
    .then((text) => pasteText(session, text))
    .catch(() => session.notices.toast(say("canvas.clipboard.no-paste"), say("canvas.clipboard.no-paste-hint")));
}

/** The network as one kind of container or the other. */
function turning({ id, block }: TreeNode, session: BuildSession): MenuEntry[] {
  const toGraph = { id: "to-graph", label: say("canvas.menu.network-to-graph"), edit: "to_graph" } as const;
  const label = say("canvas.menu.network-to-sequential");
  const toSequential = { id: "to-sequential", label, edit: "to_sequential" } as const;
  const offers = block === "graph" ? [toSequential] : block === "sequential" || block === "parallel" ? [toGraph] : [];
  return offers.map(({ edit, ...entry }) => ({ ...entry, run: () => session.edit({ edit, id }) }));
}

export function networkItems(session: BuildSession, root: TreeNode): MenuEntry[][] {
  const children = root.children ?? [];
  const nothing = children.length === 0 ? { why: say("canvas.menu.empty") } : {};
  return [
    [
      { id: "paste", label: say("canvas.menu.paste"), keys: "Ctrl+V", run: () => paste(session) },
      {
        id: "select-all",
        label: say("canvas.menu.select-all"),
        keys: "Ctrl+A",
        ...nothing,
        run: () => session.selection.select(children.map((child) => child.id)),
      },
    ],
    turning(root, session),
    [
      { id: "fit", label: say("canvas.menu.fit"), keys: "F", ...nothing, run: () => session.view?.fit() },
      {
        id: "find",
        label: say("canvas.menu.find"),
        keys: "Ctrl+F",
        ...nothing,
        run: () => session.store.set({ search: "" }),
      },
      { id: "keys", label: say("canvas.menu.keys"), keys: "?", run: () => session.store.set({ help: true }) },
    ],
  ].filter((group) => group.length > 0);
}
