/** What stands inside an object of a written class is decided by the text: edits of it lead there. */
import type { TreeIndex } from "../model/tree";
import type { Edit, Json } from "../protocol";
import type { BuildSession } from "../session/session";
import { editClass } from "./writing";
import { say } from "../sentences/say";

/** What is said of tensors from outside, wherever they stand. */
const ABOUT_TENSORS = new Set(["freeze", "unfreeze", "tie", "untie", "set_init"]);

function named({ ids, id, parent, graph }: Edit): string[] {
  const all: (Json | undefined)[] = [...(Array.isArray(ids) ? ids : []), id, parent, graph];
  return all.filter((one) => typeof one === "string");
}

/** The class whose text decides what an edit would change, or null. */
export function classAround(index: TreeIndex, edit: Edit): string | null {
  if (ABOUT_TENSORS.has(edit.edit)) return null;
  for (const id of named(edit)) {
    const node = index.get(id)?.node;
    if (node?.written_in !== undefined) return node.written_in;
    if (node?.block === "written" && (id === edit.parent || id === edit.graph)) return node.instance_of ?? null;
  }
  return null;
}

/** Whether one of the edits lies inside a written class; if so, say where it can be made. */
export function refusesInside(session: BuildSession, edits: readonly Edit[]): boolean {
  const { index } = session.store.get();
  for (const edit of edits) {
    const name = classAround(index, edit);
    if (name === null) continue;
    session.toast(say("canvas.write.inside", { name }), undefined, {
      label: say("canvas.menu.edit-class"),
      run: () => editClass(session, name),
    });
    return true;
  }
  return false;
}
