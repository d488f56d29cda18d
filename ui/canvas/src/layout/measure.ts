/** How large each block is, children first; everything is symmetric about its middle, where the wire runs. */
import type { Problem, TreeNode } from "../protocol";
import * as size from "./constants";

export type Form = "card" | "chip" | "folded" | "empty-sequential" | "sequential" | "parallel" | "repeat";

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

function leaf(node: TreeNode, problems: readonly Problem[], inParallel: boolean): Measured {
  const boxes = problemBoxes(node, problems, size.CARD_WIDTH);
  const isChip = inParallel && node.kind === "Identity" && node.block === "layer" && boxes.length === 0;
  const detail = node.detail || node.block === "shared" ? size.DETAIL_HEIGHT : 0;
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
export function measure(
  node: TreeNode,
  problems: readonly Problem[],
  isFolded: (id: string) => boolean,
  parent?: TreeNode,
): Measured {
  const measured = sized(node, problems, isFolded, parent);
  return parent?.block === "repeat" ? { ...measured, copies: copyNames(parent) } : measured;
}

function sized(
  node: TreeNode,
  problems: readonly Problem[],
  isFolded: (id: string) => boolean,
  parent?: TreeNode,
): Measured {
  if (node.children === undefined) return leaf(node, problems, parent?.block === "parallel");
  if (isFolded(node.id)) return folded(node, problems);
  const children = node.children.map((child) => measure(child, problems, isFolded, node));
  const lane = node.block === "sequential" && (parent?.block === "parallel" || parent?.block === "repeat");
  const padding = lane ? size.LANE_PADDING : size.PADDING;
  const across =
    node.block === "parallel"
      ? sum(children.map((child) => child.width)) + size.COLUMN_GAP * Math.max(0, children.length - 1)
      : Math.max(0, ...children.map((child) => child.width));
  const width = Math.max(size.CARD_WIDTH, across) + 2 * padding;
  const boxes = problemBoxes(node, problems, width);
  const top = (lane ? size.LANE_HEADER_HEIGHT : size.HEADER_HEIGHT) + problemHeight(node, boxes);
  const common = { node, lane, width, top, problems: boxes, children };
  const heights = children.map((child) => child.height);
  if (node.block === "parallel") {
    const inside = Math.max(size.EMPTY_HEIGHT, ...heights);
    return { ...common, form: "parallel", height: top + 2 * size.BUS + inside + size.MERGE_HEIGHT + size.PADDING };
  }
  if (node.block === "repeat") return { ...common, form: "repeat", height: top + sum(heights) + size.PADDING };
  if (children.length === 0) return { ...common, form: "empty-sequential", height: top + size.EMPTY_HEIGHT + padding };
  const inside = sum(heights) + size.GAP * (children.length - 1) + 2 * size.INNER_GAP;
  return { ...common, form: "sequential", height: top - 4 + inside };
}
