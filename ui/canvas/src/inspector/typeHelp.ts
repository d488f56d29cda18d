/** What may stand in an argument's field, in words. */
import type { Argument } from "../protocol";
import { say } from "../sentences/say";

const DTYPES = ["float32", "float64", "float16", "bfloat16"];
const WORDS: { [type: string]: string } = {
  int: say("canvas.value.type-int"),
  float: say("canvas.value.type-float"),
  bool: say("canvas.value.type-bool"),
  ints: say("canvas.value.type-ints"),
  floats: "numbers",
  layer: say("canvas.value.type-layer"),
  text: say("canvas.value.type-text"),
};
const UNBOUNDED = 2 ** 31 - 1;

export function optionsOf(argument: Argument): string[] {
  if (argument.type === "bool") return ["True", "False"];
  const choices = argument.choices ?? [];
  return argument.type === "dtype" && choices.length === 0 ? DTYPES : choices;
}

export function typeHelp(argument: Argument): string {
  const { minimum, maximum, type } = argument;
  const low = minimum == null ? "" : ` ${say("canvas.value.from", { bound: minimum })}`;
  const high = maximum == null || maximum >= UNBOUNDED ? "" : ` ${say("canvas.value.to", { bound: maximum })}`;
  const words = type === "layer" ? [] : [...(argument.choices ?? []), ...(argument.words ?? [])];
  const also = WORDS[type] === undefined || words.length === 0 ? "" : `, ${say("canvas.value.or")} ${words.join(", ")}`;
  const none = argument.optional ? `, ${say("canvas.value.or")} None` : "";
  const kind = (WORDS[type] ?? `${say("canvas.value.one-of")} ${optionsOf(argument).join(", ")}`) + also;
  return `${argument.help ?? ""}\n${kind}${low}${high}${none}`.trim();
}
