/** What may stand in an argument's field, in words. */
import type { Argument } from "../protocol";

const DTYPES = ["float32", "float64", "float16", "bfloat16"];
const WORDS: { [type: string]: string } = {
  int: "a whole number",
  float: "a number",
  bool: "True or False",
  ints: "whole numbers, such as 3 or 3, 5",
  floats: "numbers",
  layer: "a layer",
  text: "a text",
};
const UNBOUNDED = 2 ** 31 - 1;

export function optionsOf(argument: Argument): string[] {
  if (argument.type === "bool") return ["True", "False"];
  const choices = argument.choices ?? [];
  return argument.type === "dtype" && choices.length === 0 ? DTYPES : choices;
}

export function typeHelp(argument: Argument): string {
  const { minimum, maximum, type } = argument;
  const low = minimum == null ? "" : ` from ${minimum}`;
  const high = maximum == null || maximum >= UNBOUNDED ? "" : ` to ${maximum}`;
  const words = type === "layer" ? [] : [...(argument.choices ?? []), ...(argument.words ?? [])];
  const also = WORDS[type] === undefined || words.length === 0 ? "" : `, or ${words.join(", ")}`;
  const kind = (WORDS[type] ?? `one of ${optionsOf(argument).join(", ")}`) + also;
  return `${argument.help ?? ""}\n${kind}${low}${high}${argument.optional ? ", or None" : ""}`.trim();
}
