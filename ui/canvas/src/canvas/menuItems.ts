/** What can be done with the selection, and when something cannot, why. */
import { takesChildren } from "../model/tree";
import type { TreeNode } from "../protocol";
import {
  copyText,
  duplicateSelected,
  removeSelected,
  setFrozen,
  unwrapSelected,
  useAgain,
  wrapSelected,
} from "../session/actions";
import { copy } from "../session/clipboard";
import type { BuildSession } from "../session/session";
import { editClass } from "../writing/writing";

export interface MenuEntry {
  id: string;
  label: string;
  keys?: string;
  /** Why it cannot be done now. */
  why?: string;
  run: () => void;
}

function copySelected(session: BuildSession): void {
  const text = copyText(session);
  if (text === null) return;
  copy(text).catch(() => session.toast("The browser did not allow copying.", "Press Ctrl+C instead."));
}

function reason(condition: boolean, why: string): { why?: string } {
  return condition ? { why } : {};
}

/** An object of a written class, or what stands inside one. */
function writtenItems(session: BuildSession, node: TreeNode): MenuEntry[] {
  const name = node.written_in ?? node.instance_of;
  if (name === undefined) return [];
  const edit = { id: "edit-class", label: "Edit its class", run: () => editClass(session, name) };
  if (node.written_in !== undefined) return [{ ...edit, label: `Edit the class ${name}` }];
  const unpack = (): void => session.edit({ edit: "unpack", id: node.id }, [node.id]);
  return [edit, { id: "unpack", label: "Unpack into a Graph", run: unpack }];
}

/** A person's own blocks, and turning one container into another. */
function ownItems(session: BuildSession, node: TreeNode): MenuEntry[] {
  const { index, tree, definitions } = session.store.get();
  const ids = session.chosen();
  const isRoot = node.id === tree.id;
  const parents = new Set(ids.map((id) => index.get(id)?.parent?.id));
  const uses = definitions.find((one) => one.class_name === node.instance_of)?.uses ?? 0;
  if (node.block === "written") return writtenItems(session, node);
  if (node.instance_of !== undefined)
    return [
      {
        id: "edit-all",
        label: uses > 1 ? `Edit all ${uses} instances` : "Edit inside",
        run: () => {
          session.fold(node.id, false);
          const [first] = node.children ?? [];
          session.select([first?.id ?? node.id]);
          session.say(`Edits inside reach all ${uses} instances.`);
        },
      },
      { id: "unpack", label: "Unpack", run: () => session.edit({ edit: "unpack", id: node.id }, [node.id]) },
    ];
  return [
    {
      id: "define",
      label: "Make it my block …",
      ...reason(isRoot, "This is the network itself."),
      ...reason(parents.size > 1, "The blocks stand in different containers."),
      run: () => session.store.set({ defining: ids }),
    },
    ...(node.block === "sequential" || node.block === "parallel"
      ? [{ id: "to-graph", label: "Turn into a Graph", run: () => session.edit({ edit: "to_graph", id: node.id }) }]
      : []),
    ...(node.block === "graph"
      ? [
          {
            id: "to-sequential",
            label: "Turn into a Sequential",
            run: () => session.edit({ edit: "to_sequential", id: node.id }),
          },
        ]
      : []),
  ];
}

/** `I` goes into a residual block's body, so one more branch has a command of its own. */
function branchItems(session: BuildSession, node: TreeNode): MenuEntry[] {
  if (node.block !== "parallel") return [];
  const place = { parent: node.id, index: node.children?.length ?? 0 };
  const add = (): void => {
    session.fold(node.id, false);
    requestAnimationFrame(() => session.view?.openQuickAdd(place));
  };
  return [{ id: "add-branch", label: "Add branch …", run: add }];
}

/** Inside a written class only its tensors can be told something; all else is its text's to say. */
export function menuItems(session: BuildSession, node: TreeNode): MenuEntry[][] {
  const all = allItems(session, node);
  const name = node.written_in;
  if (name === undefined) return all;
  const free = new Set(["copy", "freeze", "unfreeze"]);
  const why = `The text of ${name} decides this.`;
  return [
    writtenItems(session, node),
    all.flat().filter((entry) => free.has(entry.id)),
    [{ id: "delete", label: "Rename, move, wrap, delete", why, run: () => undefined }],
  ];
}

function allItems(session: BuildSession, node: TreeNode): MenuEntry[][] {
  const { index, tree, selected } = session.store.get();
  const parent = index.get(node.id)?.parent ?? null;
  const isRoot = node.id === tree.id;
  const several = selected.length > 1;
  const parents = new Set(session.chosen().map((id) => index.get(id)?.parent?.id));
  const apart = reason(parents.size > 1, "The blocks stand in different containers.");
  const root = reason(isRoot, "This is the network itself.");
  const onlyChild = reason(parent?.block === "repeat", "A Repeat always holds one block.");
  const one = reason(several, "Select a single block.");
  const wrapping = { ...root, ...apart };
  return [
    [
      {
        id: "rename",
        label: "Rename",
        keys: "F2",
        ...one,
        ...root,
        ...reason(parent?.block === "repeat", "The copies are named by the Repeat."),
        run: () => session.store.set({ renaming: node.id }),
      },
      {
        id: "duplicate",
        label: "Duplicate",
        keys: "Ctrl+D",
        ...root,
        ...onlyChild,
        run: () => duplicateSelected(session),
      },
      { id: "copy", label: "Copy", keys: "Ctrl+C", ...root, run: () => copySelected(session) },
    ],
    [
      {
        id: "wrap-sequential",
        label: "Wrap in Sequential",
        keys: "G",
        ...wrapping,
        run: () => wrapSelected(session, "sequential"),
      },
      { id: "wrap-parallel", label: "Wrap in Parallel", ...wrapping, run: () => wrapSelected(session, "parallel") },
      { id: "wrap-graph", label: "Wrap in Graph", ...wrapping, run: () => wrapSelected(session, "graph") },
      { id: "wrap-repeat", label: "Wrap in Repeat", ...wrapping, run: () => wrapSelected(session, "repeat") },
      {
        id: "unwrap",
        label: "Unwrap",
        keys: "U",
        ...one,
        ...reason(node.children === undefined, "A layer holds no blocks."),
        run: () => unwrapSelected(session),
      },
    ],
    node.written_in === undefined ? [...branchItems(session, node), ...ownItems(session, node)] : [],
    [
      {
        id: "use-again",
        label: "Use again (share)",
        ...one,
        ...root,
        ...reason(
          parent !== null && !takesChildren(parent),
          "A Repeat always holds one block: wrap it in a Sequential first.",
        ),
        run: () => useAgain(session, node),
      },
      {
        id: "unshare",
        label: "Unshare",
        ...one,
        ...reason(node.group === undefined, "This block is not shared."),
        run: () => session.edit({ edit: "unshare", id: node.id }),
      },
      node.frozen
        ? { id: "unfreeze", label: "Unfreeze", ...one, run: () => setFrozen(session, node, false) }
        : {
            id: "freeze",
            label: "Freeze",
            ...one,
            ...reason(!node.parameters && node.block !== "shared", "It has no parameters."),
            run: () => setFrozen(session, node, true),
          },
    ],
    [{ id: "delete", label: "Delete", keys: "Del", ...root, ...onlyChild, run: () => removeSelected(session) }],
  ];
}

const WRAP_KEYS: { [id: string]: string } = {
  "wrap-sequential": "S",
  "wrap-parallel": "P",
  "wrap-graph": "G",
  "wrap-repeat": "R",
  define: "M",
};

/** Only what can be wrapped around the selection; a letter chooses. */
export function wrapItems(session: BuildSession, node: TreeNode): MenuEntry[][] {
  const all = menuItems(session, node).flat();
  return [
    all.flatMap((entry) => {
      const keys = WRAP_KEYS[entry.id];
      return keys === undefined ? [] : { ...entry, keys };
    }),
  ];
}
