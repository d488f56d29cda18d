/**
 * What an edit does to the tree on the screen, ahead of Python's answer.
 *
 * Only what the document says: shapes, counts and problems of changed blocks stay as they were until the answer comes.
 * Where it takes Python to tell, nothing is shown before that: `tests/edits/edits.json` holds these rules against it.
 */
import type { BuildProps, Edit, TreeNode } from "../../protocol";
import { blocksNamed, containersNamed } from "../editTargets";
import { indexTree } from "../tree";
import * as fields from "./fields";
import { placed } from "./places";
import * as structure from "./structure";
import { wrap } from "./wrap";
import * as wiring from "./wiring";

type Change<K extends Edit["edit"]> = (root: TreeNode, edit: Extract<Edit, { edit: K }>) => TreeNode | null;

const waits = (): null => null;
const changesNothing = (root: TreeNode): TreeNode => root;

const CHANGES: { [K in Edit["edit"]]: Change<K> } = {
  insert: structure.insert,
  remove: structure.remove,
  move: structure.move,
  duplicate: waits, // Python draws the ids
  rename: structure.rename,
  wrap,
  unwrap: structure.unwrap,
  set_argument: fields.setArgument,
  unset_argument: fields.unsetArgument,
  set_call: waits, // a default is left out
  set_parametrization: waits, // the catalogue knows which tensors there are then
  set_kind: waits, // so are arguments that the other kind does not take
  set_repeat: fields.setRepeat,
  set_merge: fields.setMerge,
  set_class_name: fields.setClassName,
  set_holder: fields.setHolder,
  set_tensor: fields.setTensor,
  connect: wiring.connect,
  disconnect: wiring.disconnect,
  set_wires: wiring.setWires,
  set_outputs: wiring.setOutputs,
  set_positions: wiring.setPositions,
  set_graph_inputs: structure.setGraphInputs,
  insert_on_wire: structure.insertOnWire,
  to_graph: waits,
  to_sequential: waits,
  define: waits,
  unpack: waits,
  write_definition: waits,
  set_definition_args: waits,
  rename_definition: waits,
  remove_definition: changesNothing, // one in use is not removed
  share: waits,
  unshare: waits,
  tie: waits,
  untie: waits,
  freeze: waits,
  unfreeze: waits,
  set_inputs: changesNothing,
  set_init: changesNothing,
  write_scheme: changesNothing,
  remove_scheme: changesNothing,
  set_seed: changesNothing,
  set_lazy: changesNothing,
  set_name: changesNothing,
  undo: waits,
  redo: waits,
  set_source: waits,
};

/** Edits that may be shown on top of others which are not: they say what one block is, wherever it stands by then. */
const OF_ONE_BLOCK: ReadonlySet<Edit["edit"]> = new Set([
  "set_argument",
  "unset_argument",
  "set_repeat",
  "set_merge",
  "set_class_name",
  "set_tensor",
]);

/** The tree after one edit, paths and all; null where only Python can tell. */
export function applyEdit(root: TreeNode, edit: Edit): TreeNode | null {
  if (reachesSeveral(root, edit)) return null;
  const change = CHANGES[edit.edit] as (root: TreeNode, edit: Edit) => TreeNode | null;
  const after = change(root, edit);
  return after === null || after === root ? after : placed(root, after);
}

/** Edits after which all blocks stand where they stood and are called what they were, whatever else they change. */
const IN_PLACE: ReadonlySet<Edit["edit"]> = new Set([
  ...OF_ONE_BLOCK,
  ...(["set_call", "set_parametrization", "set_kind", "set_positions", "freeze", "unfreeze", "tie", "untie"] as const),
]);

/** What is shown of edits that are on their way; stale where blocks may stand elsewhere once Python has made them. */
export interface Ahead {
  tree: TreeNode;
  isStale: boolean;
}

/** The tree with edits that are on their way, as far as it can be told what they make together. */
export function ahead(root: TreeNode, edits: readonly Edit[]): Ahead {
  let tree = root;
  let isSure = true;
  let isStale = false;
  for (const edit of edits) {
    const next: TreeNode | null = isSure || OF_ONE_BLOCK.has(edit.edit) ? applyEdit(tree, edit) : null;
    isSure &&= next !== null;
    isStale ||= next === null && !IN_PLACE.has(edit.edit);
    tree = next ?? tree;
  }
  return { tree, isStale };
}

/** Whether an edit is made inside a block of one's own that stands in several places, all of which it reaches. */
function reachesSeveral(root: TreeNode, edit: Edit): boolean {
  const index = indexTree(root);
  const isOfRoot = edit.edit === "set_merge" || edit.edit === "set_holder";
  const containers = [...containersNamed(edit), ...(isOfRoot ? blocksNamed(edit) : [])];
  const around = [
    ...containers.filter((id) => index.get(id)?.node.instance_of !== undefined),
    ...[...blocksNamed(edit), ...containers].map((id) => id.slice(0, Math.max(0, id.lastIndexOf("/")))),
  ];
  return around.some((id) => {
    const name = index.get(id)?.node.instance_of;
    return name !== undefined && [...index.values()].filter(({ node }) => node.instance_of === name).length > 1;
  });
}

/** What an edit does to the network's own fields: two of them in a row must not start from the same old ones. */
export function applyToNetwork(props: BuildProps, edit: Edit): BuildProps {
  if (edit.edit === "set_seed") return { ...props, seed: edit.seed };
  if (edit.edit !== "set_inputs") return props;
  const { inputs = props.inputs, batch } = edit;
  return { ...props, inputs, ...(batch === undefined ? {} : { batch }) };
}
