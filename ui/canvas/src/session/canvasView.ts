/** What the canvas lends to others once it is on the screen. */
import type { DropFinder } from "./tools/drag";
import type { InsertionPlace } from "./places";

export interface CanvasView {
  focus: () => void;
  fit: () => void;
  /** Fill the canvas with these blocks. */
  zoomTo: (ids: readonly string[]) => void;
  centre: (id: string) => void;
  reveal: (id: string) => void;
  openQuickAdd: (place: InsertionPlace) => void;
  findPlace: DropFinder;
  /** A point of the window in the network's own pixels. */
  point: (x: number, y: number) => { x: number; y: number };
  /** Where the nodes of a graph stand, by name. */
  spots: (graph: string) => { [name: string]: [number, number] };
  /** The port or node that a wire let go here would enter. */
  findPort: (x: number, y: number, graph: string) => { node: string | null; index: number | null } | null;
  /** Where a source's port stands. */
  portOf: (graph: string, source: string) => { x: number; y: number } | null;
  /** The port a wire could come from. */
  findSource: (x: number, y: number, graph: string) => string | null;
  zoomBy: (factor: number) => void;
  panBy: (dx: number, dy: number) => void;
  bounds: () => DOMRect | undefined;
}
