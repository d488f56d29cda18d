/** Opening the sheet in which classes are written. */
import type { Entry } from "../palette/search";
import type { TreeNode } from "../protocol";
import type { InsertionPlace } from "../session/places";
import type { BuildSession } from "../session/session";
import { say } from "../sentences/say";

export interface Writing {
  /** The class that is edited; null for a new one. */
  className: string | null;
  /** Where a block of the new class is put. */
  place?: InsertionPlace | null;
}

/** What a list of blocks offers beside them. */
export const WRITE: Entry = {
  name: say("canvas.palette.write"),
  category: "own",
  note: say("canvas.palette.write-note"),
  summary: say("canvas.palette.write-summary"),
};

export function writeClass(session: BuildSession, place: Writing["place"] = null): void {
  session.store.set({ writing: { className: null, place }, quickAdd: null, menu: null });
}

export function editClass(session: BuildSession, className: string): void {
  session.store.set({ writing: { className }, quickAdd: null, menu: null });
}

/** Whether a block is one object of a class that was written. */
export function isWritten(node: TreeNode): boolean {
  return node.block === "written" && node.instance_of !== undefined;
}
