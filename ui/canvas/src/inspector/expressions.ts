/** Expressions over the arguments of a block of one's own, `=channels * 2`, or over sizes, as they are typed into a field. */
import type { TreeNode } from "../protocol";
import { useBuild } from "../session/context";
import type { BuildState } from "../session/state";
import { numbersOf } from "../model/numbers";
import { say } from "../sentences/say";

const FUNCTIONS = new Set(["min", "max", "int", "round", "sqrt"]);

export function isExpression(value: unknown): value is string {
  return typeof value === "string" && value.startsWith("=");
}

/** Whether a value is an expression or a list with one. */
export function holdsExpression(value: unknown): boolean {
  return Array.isArray(value) ? value.some(isExpression) : isExpression(value);
}

/** Why an expression cannot stand in a field, as far as that shows here: Python works it out. */
export function expressionProblem(text: string, names: readonly string[] | null): string | null {
  if (names === null) return say("canvas.value.no-expression");
  const strange = (text.slice(1).match(/[A-Za-z_]\w*/g) ?? []).find(
    (word) => !FUNCTIONS.has(word) && !names.includes(word),
  );
  if (strange === undefined) return null;
  if (names.length === 0) return say("canvas.value.no-arguments", { name: strange });
  return say("canvas.value.not-an-argument", { name: strange, known: names.join(", ") });
}

/** A whole number of at least `least`, or an expression for one; else the sentence to show. */
export function wholeOrExpression(
  text: string,
  name: string,
  least: number,
  names: readonly string[] | null,
): { value: number | string } | { problem: string } {
  const typed = text.trim();
  if (isExpression(typed)) {
    const problem = expressionProblem(typed, names);
    return problem === null ? { value: typed } : { problem };
  }
  if (!/^-?\d+$/.test(typed)) return { problem: say("canvas.value.whole", { name }) };
  return Number(typed) < least
    ? { problem: say("canvas.value.least", { name, bound: least }) }
    : { value: Number(typed) };
}

/** The parts of a list at its commas and blanks; an expression, which may hold both, goes up to a comma outside. */
export function listParts(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = "";
  for (const letter of text) {
    if (letter === "(") depth += 1;
    if (letter === ")") depth -= 1;
    const ends = depth === 0 && (letter === "," || (/[\s×x]/.test(letter) && !isExpression(part.trim())));
    if (ends) {
      parts.push(part.trim());
      part = "";
    } else part += letter;
  }
  return [...parts, part.trim()].filter((one) => one !== "");
}

/** The numbers of the graph around a function. */
function numbersFor({ index }: BuildState, id: string): readonly string[] | null {
  const place = index.get(id);
  const isInGraph = place?.node.block === "function" && place.parent?.block === "graph";
  return isInGraph && place.parent !== null ? numbersOf(place.parent) : null;
}

function argumentsFor({ index, definitions }: BuildState, id: string): readonly string[] | null {
  // The container that an instance is has its own fields in its definition.
  const place = index.get(id);
  let here: TreeNode | null = place?.node.instance_of === undefined ? (place?.parent ?? null) : place.node;
  while (here !== null && here.instance_of === undefined) here = index.get(here.id)?.parent ?? null;
  if (here === null) return null;
  const className = here.instance_of;
  const definition = definitions.find((one) => one.class_name === className);
  return definition === undefined ? null : Object.keys(definition.args);
}

function namesFor(state: BuildState, id: string): readonly string[] | null {
  const [given, numbers] = [argumentsFor(state, id), numbersFor(state, id)];
  return given === null && numbers === null ? null : [...(numbers ?? []), ...(given ?? [])];
}

/** The arguments and sizes that an expression in a block may name; null where none may stand. */
export function useNames(id: string): readonly string[] | null {
  const names = useBuild((state) => namesFor(state, id)?.join(" ") ?? null);
  return names === null ? null : names.split(" ").filter((name) => name !== "");
}
