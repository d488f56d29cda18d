/** What a person is just doing on the canvas: boxes that are open, a drag, a wire that is being drawn. */
import type { ShapeQuestion } from "../../model/shapes";
import type { Writing } from "../../textClass/sheet";
import type { InsertionPlace } from "../places";
import type { DragState } from "./drag";
import type { Linking } from "./wireDraft";

export interface QuickAddState extends InsertionPlace {
  x: number;
  y: number;
}
export interface MenuState {
  id: string;
  x: number;
  y: number;
  /** Only one group of entries. */
  only?: "wrap";
}
/** What ends when another document opens. */
interface OnDocument {
  /** The wire that is being drawn. */
  linking: Linking | null;
  drag: DragState | null;
  quickAdd: QuickAddState | null;
  menu: MenuState | null;
  renaming: string | null;
  /** The argument that is edited on its block. */
  editing: { id: string; argument: string } | null;
  /** A shape was typed that may lack its batch. */
  shapeQuestion: ShapeQuestion | null;
  /** The class that is being written. */
  writing: Writing | null;
  /** The menu of one of the person's own blocks in the palette, and which one is being renamed there. */
  ownMenu: { name: string; x: number; y: number } | null;
  renamingOwn: string | null;
}
export interface ToolState extends OnDocument {
  /** What the search on the canvas looks for; null while it is closed. */
  search: string | null;
  /** Whether the sheet of keys is shown. */
  help: boolean;
  /** Blocks that are about to become a definition. */
  defining: readonly string[] | null;
  /** The class that was added last. */
  fresh: string | null;
}

export const CLOSED: OnDocument = {
  linking: null,
  drag: null,
  quickAdd: null,
  menu: null,
  renaming: null,
  editing: null,
  shapeQuestion: null,
  writing: null,
  ownMenu: null,
  renamingOwn: null,
};
export const NO_TOOL: ToolState = { ...CLOSED, search: null, help: false, defining: null, fresh: null };
