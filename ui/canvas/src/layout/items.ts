/** What the layout is asked, and all that it places: blocks, pills, wires, ports, and the places a block can be dropped. */
import type { InputSpec, Problem, TreeNode } from "../protocol";
import type { Kinds } from "../model/graphs";
import type { Link } from "./graph";
import type { Measured, Slide } from "./measure";

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}
export interface BlockItem extends Rect {
  id: string;
  depth: number;
  /** Its place among its siblings, from 1, and how many they are. */
  position: number;
  siblings: number;
  measured: Measured;
  /** The graph it is a node of. */
  graph?: string;
}
export interface PillItem extends Rect {
  id: string;
  pill: "input" | "output" | "merge";
  text: string;
  /** The block a click selects; null for the document itself. */
  block: string | null;
}
/** Runs down from (x, y1) to (x, y2), or sideways when `x2` differs. */
export interface Wire {
  key: string;
  x1: number;
  y1: number;
  x2: number;
  y2: number;
  label?: string;
  unknown?: boolean;
}
/** Where a wire of a graph begins or ends. */
export interface Port {
  key: string;
  graph: string;
  /** The node's name, an input's, or null for what the graph returns. */
  node: string | null;
  side: "in" | "out";
  index: number;
  /** What flows out of it, as a wire names it. */
  source: string;
  x: number;
  y: number;
  name?: string;
  /** What flows out, told on hovering; `shape` when it is written on the canvas. */
  about?: string;
  shape?: string;
  /** Where the shape stands, so that it lies on no wire: to the left, or some lines further down. */
  flip?: boolean;
  line?: number;
  wired: boolean;
}
/** The wires of one graph, about its own origin. */
export interface LinkSet extends Rect {
  graph: string;
  depth: number;
  links: readonly Link[];
}
export interface DropPlace extends Rect {
  key: string;
  parent: string;
  index: number;
  depth: number;
  /** A single block: what is dropped goes into a Sequential with it, behind it or before it. */
  around?: string;
  isBefore?: boolean;
  /** `between` two blocks of a stack, a new `column`, an `empty` container, or `into` a folded one. */
  form: "between" | "column" | "empty" | "into" | "graph" | "wire";
  /** Of a wire: the node it enters and by which port. */
  wire?: { node: string | null; index: number; points: readonly [number, number][]; path: string };
  /** Of a graph: containers inside it, whose own places these are; and its origin. */
  holes?: readonly Rect[];
  origin?: { x: number; y: number };
}
export interface Layout {
  blocks: BlockItem[];
  pills: PillItem[];
  wires: Wire[];
  places: DropPlace[];
  ports: Port[];
  links: LinkSet[];
  width: number;
  height: number;
}

export interface LayoutRequest {
  tree: TreeNode;
  kinds?: Kinds;
  slide?: Slide | null;
  inputs: readonly InputSpec[];
  problems: readonly Problem[];
  isFolded: (id: string) => boolean;
}
