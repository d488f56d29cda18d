/** What stands inside an object of a written class is decided by the text: edits of it lead there. */
import type { TreeIndex } from "../model/tree";
import { blocksNamed, containersNamed } from "../model/editTargets";
import type { Edit } from "../protocol";
import type { BuildSession } from "../session/session";
import { editClass } from "./sheet";
import { say } from "../sentences/say";

/** What is said of tensors from outside, wherever they stand. */
const ABOUT_TENSORS = new Set(["freeze", "unfreeze", "tie", "untie", "set_init"]);

/** The class whose text decides what an edit would change, or null. */
export function classAround(index: TreeIndex, edit: Edit): string | null {
  if (ABOUT_TENSORS.has(edit.edit)) return null;
  const containers = containersNamed(edit);
  for (const id of [...blocksNamed(edit), ...containers]) {
    const node = index.get(id)?.node;
    if (node?.written_in !== undefined) return node.written_in;
    if (node?.block === "written" && containers.includes(id)) return node.instance_of ?? null;
  }
  return null;
}

/** Whether one of the edits lies inside a written class; if so, say where it can be made. */
export function refusesInside(session: BuildSession, edits: readonly Edit[]): boolean {
  const { index } = session.store.get();
  for (const edit of edits) {
    const name = classAround(index, edit);
    if (name === null) continue;
    session.notices.toast(say("canvas.write.inside", { name }), undefined, {
      label: say("canvas.menu.edit-class"),
      run: () => editClass(session, name),
    });
    return true;
  }
  return false;
}
