/** What can be done with the network as a whole: the menu of the canvas's own ground. */
import type { TreeNode } from "../protocol";
import { pasteText } from "../session/actions";
import { pasted } from "../session/clipboard";
import type { BuildSession } from "../session/session";
import type { MenuEntry } from "./menuItems";

function paste(session: BuildSession): void {
  pasted()
    .then((text) => pasteText(session, text))
    .catch(() => session.toast("The browser did not allow reading the clipboard.", "Press Ctrl+V instead."));
}

/** The network as one kind of container or the other. */
function turning({ id, block }: TreeNode, session: BuildSession): MenuEntry[] {
  const toGraph = { id: "to-graph", label: "Turn the network into a Graph", edit: "to_graph" };
  const toSequential = { id: "to-sequential", label: "Turn the network into a Sequential", edit: "to_sequential" };
  const offers = block === "graph" ? [toSequential] : block === "sequential" || block === "parallel" ? [toGraph] : [];
  return offers.map(({ edit, ...entry }) => ({ ...entry, run: () => session.edit({ edit, id }) }));
}

export function networkItems(session: BuildSession, root: TreeNode): MenuEntry[][] {
  const children = root.children ?? [];
  const nothing = children.length === 0 ? { why: "There is no block yet." } : {};
  return [
    [
      { id: "paste", label: "Paste", keys: "Ctrl+V", run: () => paste(session) },
      {
        id: "select-all",
        label: "Select all",
        keys: "Ctrl+A",
        ...nothing,
        run: () => session.select(children.map((child) => child.id)),
      },
    ],
    turning(root, session),
    [
      { id: "fit", label: "Fit the network", keys: "F", ...nothing, run: () => session.view?.fit() },
      { id: "find", label: "Find a block", keys: "Ctrl+F", ...nothing, run: () => session.store.set({ search: "" }) },
      { id: "keys", label: "Keys", keys: "?", run: () => session.store.set({ help: true }) },
    ],
  ].filter((group) => group.length > 0);
}
