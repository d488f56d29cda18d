/**
 * Where everything stands: blocks, wires with their shapes, and the places a block can be dropped.
 *
 * Pure and linear in the number of blocks: blocks are measured, then placed, and one pass for each kind of item goes
 * over the placed blocks. The network's own wire runs down x = 0 and everything is placed from the top, so that an edit
 * leaves what is above it where it was.
 */
import type { Kinds } from "../model/graphs";
import type { InputSpec, TreeNode } from "../protocol";
import * as size from "./constants";
import { addDrops } from "./drops";
import type { BlockItem, Layout, LayoutRequest, PillItem, Wire } from "./items";
import { measure, type Measured } from "./measure";
import { addPills, pill } from "./pills";
import { addBlocks, place, type Placed } from "./placement";
import { addLinks, addPorts } from "./ports";
import { flowText, inputShape } from "./texts";
import { across, addWires, down } from "./wires";

const NO_KINDS: Kinds = { kinds: new Map(), functions: new Map() };

/** The placed root, and what stands around it. */
interface Network {
  root: Placed;
  pills: PillItem[];
  wires: Wire[];
  /** The pill and the wire after all others. */
  last: { pills: PillItem[]; wires: Wire[] };
}

/** The whole network under its inputs. */
export function layout({ tree, inputs, problems, isFolded, kinds = NO_KINDS, slide = null }: LayoutRequest): Layout {
  const measured = measure(tree, { problems, isFolded: (id) => id !== tree.id && isFolded(id), kinds, slide });
  const network = tree.block === "graph" ? ofGraph(measured) : underInputs(measured, tree, inputs);
  const drawn: Layout = { blocks: [], pills: [], wires: [], places: [], ports: [], links: [], width: 0, height: 0 };
  drawn.pills.push(...network.pills);
  drawn.wires.push(...network.wires);
  addBlocks(network.root, drawn.blocks);
  addPills(network.root, drawn.pills);
  addWires(network.root, drawn.wires);
  addDrops(network.root, drawn.places);
  addPorts(network.root, drawn.ports);
  addLinks(network.root, drawn.links);
  drawn.pills.push(...network.last.pills);
  drawn.wires.push(...network.last.wires);
  return { ...drawn, ...extent(drawn.blocks, drawn.pills) };
}

const ALONE = { depth: 0, position: 1, siblings: 1 };

/** A graph's own inputs and outputs are the network's. */
function ofGraph(root: Measured): Network {
  return { root: place(root, { x: 0, y: 0, ...ALONE }), pills: [], wires: [], last: { pills: [], wires: [] } };
}

function underInputs(root: Measured, tree: TreeNode, inputs: readonly InputSpec[]): Network {
  const { top, pills, wires } = entering(inputs);
  const single = inputs.length === 1 && inputs[0] !== undefined ? inputShape(inputs[0]) : undefined;
  if (tree.block === "sequential" && root.children.length > 0) {
    const width = Math.max(...root.children.map((child) => child.width));
    const opened = { ...root, width, node: { ...tree, in: single === undefined ? [""] : [single] } };
    const height = root.children.reduce((sum, child) => sum + child.height, 0) + size.GAP * (root.children.length + 1);
    const last = { pills: [outPill(top + height)], wires: [] };
    return { root: place(opened, { x: 0, y: top, ...ALONE, ...OPEN }), pills, wires, last };
  }
  const isEmpty = tree.block === "sequential";
  const y = top + size.GAP;
  const bottom = y + (isEmpty ? size.EMPTY_HEIGHT : root.height);
  const last = {
    pills: [outPill(bottom + size.GAP)],
    wires: [down("last", 0, bottom, bottom + size.GAP, isEmpty ? undefined : flowText(tree))],
  };
  const opened = isEmpty ? { ...root, width: size.CARD_WIDTH + 2 * size.PADDING } : root;
  const placed = place(opened, { x: 0, y, ...ALONE, ...(isEmpty ? OPEN : {}) });
  return { root: placed, pills, wires: [...wires, down("first", 0, top, y, single)], last };
}

/** The root sequence has no frame: what it holds stands on the canvas itself. */
const OPEN = { depth: -1, isOpen: true };

function outPill(y: number): PillItem {
  return pill("output", "output", "out", 0, y, null);
}

/** The network's inputs, side by side on a bus where they are several; `top` is where the network begins. */
function entering(inputs: readonly InputSpec[]): { top: number; pills: PillItem[]; wires: Wire[] } {
  if (inputs.length <= 1) {
    const pills = inputs.map(({ name }) => pill("input", `input-${name}`, name, 0, 0, null));
    return { top: size.PILL_HEIGHT, pills, wires: [] };
  }
  const bus = size.PILL_HEIGHT + size.GAP;
  const step = Math.max(...inputs.map((input) => 60 + inputShape(input).length * 7), 90);
  const left = (-step * (inputs.length - 1)) / 2;
  const pills = inputs.map(({ name }, i) => pill("input", `input-${name}`, name, left + i * step, 0, null));
  const wires = inputs.map((input, i) =>
    down(`input-${input.name}`, left + i * step, size.PILL_HEIGHT, bus, inputShape(input)),
  );
  return { top: bus, pills, wires: [...wires, ...across("inputs", left, -left, bus)] };
}

/** How wide all is about the middle, and how high. */
function extent(blocks: readonly BlockItem[], pills: readonly PillItem[]): { width: number; height: number } {
  let [left, height] = [0, 0];
  for (const item of [...blocks, ...pills])
    [left, height] = [Math.min(left, item.x), Math.max(height, item.y + item.height)];
  return { width: -2 * left, height };
}
