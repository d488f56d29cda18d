/** What Enter, Tab and Backspace do to a text of Python; pure. */
import { indentAfter } from "../console/complete";

const STEP = "    ";
const ENDS = /^\s*(return|pass|raise|break|continue)\b[^([{]*$/;

/** A part of a text and what takes its place; then `select` is selected. */
export interface Replacement {
  start: number;
  end: number;
  text: string;
  select: [number, number];
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf("\n", at - 1) + 1;
}

/** The spaces that the line after this text begins with: less after `return`, more after an open bracket. */
export function newIndent(before: string): string {
  const last = before.slice(before.lastIndexOf("\n") + 1);
  const indent = indentAfter(before);
  if (/[([{]\s*$/.test(last)) return indent + STEP;
  return ENDS.test(last) ? indent.slice(STEP.length) : indent;
}

/** Tab: a step further in; of several lines all of them. Shift+Tab: a step out. */
export function indented(text: string, from: number, to: number, out: boolean): Replacement {
  const start = lineStart(text, from);
  if (!out && from === to) {
    const spaces = STEP.slice((from - start) % STEP.length);
    return { start: from, end: from, text: spaces, select: [from + spaces.length, from + spaces.length] };
  }
  const last = to > from && text[to - 1] === "\n" ? to - 1 : to;
  const end = text.indexOf("\n", last) < 0 ? text.length : text.indexOf("\n", last);
  const lines = text.slice(start, end).split("\n");
  const next = lines.map((line) => (out ? line.replace(/^ {1,4}/, "") : line === "" ? line : STEP + line));
  const first = (next[0] ?? "").length - (lines[0] ?? "").length;
  const joined = next.join("\n");
  const grown = joined.length - (end - start);
  return { start, end, text: joined, select: [Math.max(start, from + first), Math.max(start, to + grown)] };
}

/** Backspace in the spaces before a line takes a whole step; null where it is an ordinary one. */
export function stepBack(text: string, at: number): Replacement | null {
  const start = lineStart(text, at);
  const before = text.slice(start, at);
  if (before === "" || before.trim() !== "") return null;
  const left = at - (before.length % STEP.length || STEP.length);
  return { start: left, end: at, text: "", select: [left, left] };
}
