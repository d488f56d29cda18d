/** What can be done with the selection, and when something cannot, why. */
import { flushSync } from "react-dom";
import { takesChildren } from "../model/tree";
import type { TreeNode } from "../protocol";
import { removeSelected, setFrozen, shareBehind, unwrapSelected, wrapSelected } from "../session/actions";
import { copyText, duplicateSelected } from "../session/copies";
import { copy } from "../session/clipboard";
import type { BuildSession } from "../session/session";
import { editClass } from "../textClass/sheet";
import { say } from "../sentences/say";

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
  copy(text).catch(() => session.notices.toast(say("canvas.clipboard.no-copy"), say("canvas.clipboard.no-copy-hint")));
}

function reason(condition: boolean, why: string): { why?: string } {
  return condition ? { why } : {};
}

/** An object of a written class, or what stands inside one. */
function writtenItems(session: BuildSession, node: TreeNode): MenuEntry[] {
  const name = node.written_in ?? node.instance_of;
  if (name === undefined) return [];
  const edit = { id: "edit-class", label: say("canvas.menu.edit-class"), run: () => editClass(session, name) };
  if (node.written_in !== undefined) return [{ ...edit, label: say("canvas.menu.edit-class-of", { name }) }];
  const unpack = (): void => session.edit({ edit: "unpack", id: node.id }, [node.id]);
  return [edit, { id: "unpack", label: say("canvas.menu.unpack-graph"), run: unpack }];
}

/** A person's own blocks, and turning one container into another. */
function ownItems(session: BuildSession, node: TreeNode): MenuEntry[] {
  const { index, tree, definitions } = session.store.get();
  const ids = session.selection.chosen();
  const isRoot = node.id === tree.id;
  const parents = new Set(ids.map((id) => index.get(id)?.parent?.id));
  const uses = definitions.find((one) => one.class_name === node.instance_of)?.uses ?? 0;
  if (node.block === "written") return writtenItems(session, node);
  if (node.instance_of !== undefined)
    return [
      {
        id: "edit-all",
        label: uses > 1 ? say("canvas.menu.edit-all", { count: uses }) : say("canvas.menu.edit-inside"),
        run: () => {
          session.selection.fold(node.id, false);
          const [first] = node.children ?? [];
          session.selection.select([first?.id ?? node.id]);
          session.notices.say(say("canvas.menu.reaches-all", { count: uses }));
        },
      },
      {
        id: "unpack",
        label: say("canvas.menu.unpack"),
        run: () => session.edit({ edit: "unpack", id: node.id }, [node.id]),
      },
    ];
  return [
    {
      id: "define",
      label: say("canvas.menu.define"),
      ...reason(isRoot, say("canvas.menu.is-root")),
      ...reason(parents.size > 1, say("canvas.menu.apart")),
      run: () => session.store.set({ defining: ids }),
    },
    ...(node.block === "sequential" || node.block === "parallel"
      ? [
          {
            id: "to-graph",
            label: say("canvas.menu.to-graph"),
            run: () => session.edit({ edit: "to_graph", id: node.id }),
          },
        ]
      : []),
    ...(node.block === "graph"
      ? [
          {
            id: "to-sequential",
            label: say("canvas.menu.to-sequential"),
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
    // At once: a frame later the first letters that are typed would be lost.
    if (session.store.get().folded.has(node.id)) flushSync(() => session.selection.fold(node.id, false));
    session.view?.openQuickAdd(place);
  };
  return [{ id: "add-branch", label: say("canvas.menu.add-branch"), run: add }];
}

/** Inside a written class only its tensors can be told something; all else is its text's to say. */
export function menuItems(session: BuildSession, node: TreeNode): MenuEntry[][] {
  const all = allItems(session, node);
  const name = node.written_in;
  if (name === undefined) return all;
  const free = new Set(["copy", "freeze", "unfreeze"]);
  const why = say("canvas.menu.written", { name });
  return [
    writtenItems(session, node),
    all.flat().filter((entry) => free.has(entry.id)),
    [{ id: "delete", label: say("canvas.menu.written-actions"), why, run: () => undefined }],
  ];
}

function allItems(session: BuildSession, node: TreeNode): MenuEntry[][] {
  const { index, tree, selected } = session.store.get();
  const parent = index.get(node.id)?.parent ?? null;
  const isRoot = node.id === tree.id;
  const several = selected.length > 1;
  const parents = new Set(session.selection.chosen().map((id) => index.get(id)?.parent?.id));
  const apart = reason(parents.size > 1, say("canvas.menu.apart"));
  const root = reason(isRoot, say("canvas.menu.is-root"));
  const onlyChild = reason(parent?.block === "repeat", say("canvas.menu.only-child"));
  const one = reason(several, say("canvas.menu.select-one"));
  const wrapping = { ...root, ...apart };
  return [
    [
      {
        id: "rename",
        label: say("canvas.menu.rename"),
        keys: "F2",
        ...one,
        ...root,
        ...reason(parent?.block === "repeat", say("canvas.menu.named-by-repeat")),
        run: () => session.store.set({ renaming: node.id }),
      },
      {
        id: "duplicate",
        label: say("canvas.menu.duplicate"),
        keys: "Ctrl+D",
        ...root,
        ...onlyChild,
        run: () => duplicateSelected(session),
      },
      { id: "copy", label: say("canvas.menu.copy"), keys: "Ctrl+C", ...root, run: () => copySelected(session) },
    ],
    [
      {
        id: "wrap-sequential",
        label: say("canvas.menu.wrap-sequential"),
        keys: "G",
        ...wrapping,
        run: () => wrapSelected(session, "sequential"),
      },
      {
        id: "wrap-parallel",
        label: say("canvas.menu.wrap-parallel"),
        ...wrapping,
        run: () => wrapSelected(session, "parallel"),
      },
      {
        id: "wrap-graph",
        label: say("canvas.menu.wrap-graph"),
        ...wrapping,
        run: () => wrapSelected(session, "graph"),
      },
      {
        id: "wrap-repeat",
        label: say("canvas.menu.wrap-repeat"),
        ...wrapping,
        run: () => wrapSelected(session, "repeat"),
      },
      {
        id: "unwrap",
        label: say("canvas.menu.unwrap"),
        keys: "U",
        ...one,
        ...reason(node.children === undefined, say("canvas.menu.no-children")),
        run: () => unwrapSelected(session),
      },
    ],
    node.written_in === undefined ? [...branchItems(session, node), ...ownItems(session, node)] : [],
    [
      {
        id: "use-again",
        label: say("canvas.menu.use-again"),
        ...one,
        ...root,
        ...reason(parent !== null && !takesChildren(parent), say("canvas.menu.repeat-holds-one")),
        run: () => shareBehind(session, node),
      },
      {
        id: "unshare",
        label: say("canvas.menu.unshare"),
        ...one,
        ...reason(node.group === undefined, say("canvas.menu.not-shared")),
        run: () => session.edit({ edit: "unshare", id: node.id }),
      },
      node.frozen
        ? { id: "unfreeze", label: say("canvas.menu.unfreeze"), ...one, run: () => setFrozen(session, node, false) }
        : {
            id: "freeze",
            label: say("canvas.menu.freeze"),
            ...one,
            ...reason(!node.parameters && node.block !== "shared", say("canvas.menu.no-parameters")),
            run: () => setFrozen(session, node, true),
          },
    ],
    [
      {
        id: "delete",
        label: say("canvas.menu.delete"),
        keys: "Del",
        ...root,
        ...onlyChild,
        run: () => removeSelected(session),
      },
    ],
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
