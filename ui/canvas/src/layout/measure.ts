/** How large each block is, children first; everything is symmetric about its middle, where the wire runs. */
import { callDetail, callTitle } from "../model/callText";
import { leavesOf, portCount, portNames, portsOf, type Kinds } from "../model/graphs";
import { isNumber } from "../model/numbers";
import type { Problem, TreeNode } from "../protocol";
import * as size from "./constants";
import { arrange, type Arranged } from "./graph";

export type Form =
  | "card"
  | "chip"
  | "folded"
  | "function"
  | "empty-sequential"
  | "sequential"
  | "parallel"
  | "repeat"
  | "graph"
  | "written";

/** What a node of a graph is wired by. */
export interface Ports {
  ins: number;
  /** What each input is called, where they are told apart by name. */
  names: readonly string[] | null;
  /** Sources that leave by ports of their own; empty for one tensor. */
  leaves: readonly string[];
}

export interface Measured {
  node: TreeNode;
  form: Form;
  /** A sequence that is a branch or the one child of a repeat: drawn lighter, it needs no frame of its own weight. */
  lane: boolean;
  width: number;
  height: number;
  /** Height of the title, the problems and what else stands above the children. */
  top: number;
  problems: ProblemBox[];
  children: Measured[];
  ports?: Ports;
  arranged?: Arranged;
  /** What the copies are called, for the one block that stands for them all. */
  copies?: string;
}

export interface ProblemBox {
  index: number;
  severity: Problem["severity"];
  lines: number;
  height: number;
}

/** Lines that a sentence takes when words are wrapped at `perLine` characters. */
export function lineCount(text: string, perLine: number): number {
  let lines = 1;
  let used = 0;
  for (const word of text.split(/\s+/)) {
    const length = Math.min(word.length, perLine);
    if (used > 0 && used + 1 + length > perLine) {
      lines += 1;
      used = length;
    } else {
      used += length + (used > 0 ? 1 : 0);
    }
  }
  return lines;
}

function problemBoxes(node: TreeNode, problems: readonly Problem[], width: number): ProblemBox[] {
  const perLine = Math.floor((width - 46) / 6.1);
  return (node.problems ?? []).slice(0, size.SHOWN_PROBLEMS).flatMap((index) => {
    const problem = problems[index];
    if (problem === undefined) return [];
    const lines = Math.min(5, lineCount(problem.problem, perLine));
    const height = lines * size.PROBLEM_LINE + size.PROBLEM_PADDING + (problem.fix ? size.FIX_HEIGHT : 0);
    return [{ index, severity: problem.severity, lines, height }];
  });
}

function problemHeight(node: TreeNode, boxes: ProblemBox[]): number {
  const more = (node.problems?.length ?? 0) > boxes.length && boxes.length > 0 ? size.MORE_HEIGHT : 0;
  return boxes.reduce((sum, box) => sum + box.height + 5, 0) + more;
}

/** Nodes that a hand is moving, by how much. */
export interface Slide {
  graph: string;
  names: ReadonlySet<string>;
  dx: number;
  dy: number;
}

export interface Context {
  problems: readonly Problem[];
  isFolded: (id: string) => boolean;
  kinds: Kinds;
  slide?: Slide | null;
}

function call(node: TreeNode): Measured {
  const [title, detail] = [callTitle(node).length, callDetail(node).length];
  const wanted = Math.ceil(title * 7.8 + (detail > 0 ? detail * 6.7 + 8 : 0)) + 34;
  const least = isNumber(node) ? size.NUMBER_WIDTH : size.FUNCTION_WIDTH;
  const width = Math.min(size.CARD_WIDTH, Math.max(least, wanted));
  const height = isNumber(node) ? size.NUMBER_HEIGHT : size.FUNCTION_HEIGHT;
  return { node, form: "function", lane: false, top: height, problems: [], children: [], width, height };
}

function leaf(node: TreeNode, problems: readonly Problem[], parent: TreeNode | undefined): Measured {
  const inParallel = parent?.block === "parallel";
  const boxes = problemBoxes(node, problems, size.CARD_WIDTH);
  if (node.block === "function" && boxes.length === 0) return call(node);
  const isChip = inParallel && node.kind === "Identity" && node.block === "layer" && boxes.length === 0;
  const detail = node.detail || node.block === "shared" || node.block === "written" ? size.DETAIL_HEIGHT : 0;
  const top = isChip ? size.CHIP_HEIGHT : size.TITLE_HEIGHT + detail + 2;
  return {
    node,
    form: isChip ? "chip" : "card",
    lane: false,
    top,
    problems: boxes,
    children: [],
    width: isChip ? size.CHIP_WIDTH : size.CARD_WIDTH,
    height: top + problemHeight(node, boxes) + (boxes.length > 0 ? 4 : 0),
  };
}

function folded(node: TreeNode, problems: readonly Problem[]): Measured {
  const boxes = problemBoxes(node, problems, size.CARD_WIDTH);
  const height = size.FOLDED_HEIGHT + problemHeight(node, boxes) + (boxes.length > 0 ? 4 : 0);
  return {
    node,
    form: "folded",
    lane: false,
    top: size.FOLDED_HEIGHT,
    problems: boxes,
    children: [],
    width: size.CARD_WIDTH,
    height,
  };
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** `block 0 … block 3`: what a repeat's copies are called. */
export function copyNames(repeat: TreeNode): string {
  const names = repeat.names ?? "{i}";
  const first = names.replace("{i}", "0");
  const count = repeat.count ?? 1;
  return count < 2 ? first : `${first} … ${names.replace("{i}", String(count - 1))}`;
}

/** Measure a block and all below it. */
export function measure(node: TreeNode, context: Context, parent?: TreeNode): Measured {
  const measured = sized(node, context, parent);
  if (parent?.block === "graph") return withPorts(measured, parent, context.kinds);
  return parent?.block === "repeat" ? { ...measured, copies: copyNames(parent) } : measured;
}

/** Make room for the names of ports on a card. */
function withPorts(measured: Measured, graph: TreeNode, kinds: Kinds): Measured {
  const { node, form } = measured;
  const ins = portCount(graph, node, kinds);
  const known = portNames(graph, node, portsOf(node, kinds).names);
  const isCard = form === "card" || form === "folded";
  const names = isCard && ins > 1 && known.length >= ins && new Set(known).size > 1 ? known : null;
  const leaves = leavesOf(graph, node);
  const rows = isCard ? Number(names !== null) + Number(leaves.length > 1) : 0;
  return { ...measured, ports: { ins, names, leaves }, height: measured.height + rows * size.PORT_ROW };
}

function graphOf(node: TreeNode, children: Measured[], context: Context): Arranged {
  const names = (node.children ?? []).map((child) => child.name);
  const outputs = node.outputs ?? [];
  const shape = {
    inputs: node.inputs ?? [],
    names,
    sizes: children,
    ports: children.map((child) => child.ports?.ins ?? 1),
    leaves: children.map((child) => child.ports?.leaves ?? []),
    wires: node.wires ?? {},
    // A graph that returns nothing yet still shows where a wire would have to go.
    outputs: outputs.length === 0 ? [""] : outputs,
    positions: node.positions ?? {},
  };
  const arranged = arrange(shape);
  const { slide } = context;
  if (slide == null || slide.graph !== node.id) return arranged;
  return arrange({ ...shape, positions: slid(names, arranged, slide), sliding: true });
}

/** Where every node stands, those in the hand moved along. */
export function slid(names: readonly string[], arranged: Arranged, slide: Slide): { [name: string]: [number, number] } {
  return Object.fromEntries(
    names.map((name, i): [string, [number, number]] => {
      const { x, y } = arranged.nodes[i] ?? { x: 0, y: 0 };
      const isHeld = slide.names.has(name);
      return [name, [Math.round(x + (isHeld ? slide.dx : 0)), Math.round(y + (isHeld ? slide.dy : 0))]];
    }),
  );
}

function sized(node: TreeNode, context: Context, parent?: TreeNode): Measured {
  const { problems, isFolded } = context;
  if (node.children === undefined || (node.block === "written" && node.children.length === 0))
    return leaf(node, problems, parent);
  if (isFolded(node.id)) return folded(node, problems);
  const children = node.children.map((child) => measure(child, context, node));
  const lane = node.block === "sequential" && (parent?.block === "parallel" || parent?.block === "repeat");
  const padding = lane ? size.LANE_PADDING : size.PADDING;
  const arranged = node.block === "graph" ? graphOf(node, children, context) : undefined;
  const across =
    arranged !== undefined
      ? arranged.width
      : node.block === "parallel"
        ? sum(children.map((child) => child.width)) + size.COLUMN_GAP * Math.max(0, children.length - 1)
        : Math.max(0, ...children.map((child) => child.width));
  const width = Math.max(size.CARD_WIDTH, across) + 2 * padding;
  const boxes = problemBoxes(node, problems, width);
  const top = (lane ? size.LANE_HEADER_HEIGHT : size.HEADER_HEIGHT) + problemHeight(node, boxes);
  const common = { node, lane, width, top, problems: boxes, children };
  const heights = children.map((child) => child.height);
  if (arranged !== undefined)
    return { ...common, form: "graph", arranged, top: top + 6, height: top + 6 + arranged.height + size.PADDING };
  if (node.block === "parallel") {
    const inside = Math.max(size.EMPTY_HEIGHT, ...heights);
    return { ...common, form: "parallel", height: top + 2 * size.BUS + inside + size.MERGE_HEIGHT + size.PADDING };
  }
  if (node.block === "repeat") return { ...common, form: "repeat", height: top + sum(heights) + size.PADDING };
  if (node.block === "written") {
    const inside = sum(heights) + size.HELD_GAP * (children.length - 1);
    const held = boxes.length > 0 ? top + size.HELD_GAP : top;
    return { ...common, form: "written", top: held, height: held + inside + size.PADDING };
  }
  if (children.length === 0) return { ...common, form: "empty-sequential", height: top + size.EMPTY_HEIGHT + padding };
  const inside = sum(heights) + size.GAP * (children.length - 1) + 2 * size.INNER_GAP;
  return { ...common, form: "sequential", height: top - 4 + inside };
}
