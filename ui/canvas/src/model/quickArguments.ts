/** Arguments of a new block from what was typed after its name. */
import { parseValue } from "../inspector/values";
import type { Args, Argument, Json } from "../protocol";
import { say } from "../sentences/say";

export interface Typed {
  values: readonly string[];
  named: readonly (readonly [string, string])[];
}
export interface Filled {
  args: Args;
  /** The first thing that could not be taken. */
  problem: string | null;
}

export const NOTHING_TYPED: Typed = { values: [], named: [] };

const EXPRESSION = /^(?=.*[A-Za-z_])[\w\s+*/%().-]+$/;

/** The argument that a name or its beginning means. */
export function argumentNamed<Named extends { name: string }>(all: readonly Named[], name: string): Named | undefined {
  return all.find((one) => one.name === name) ?? all.find((one) => one.name.startsWith(name));
}

/** A number, a word, or an expression over the arguments of one's own block. */
export function plainValue(text: string): Json {
  const bare = text.trim();
  if (/^(true|on)$/i.test(bare)) return true;
  if (/^(false|off)$/i.test(bare)) return false;
  return bare === "" || Number.isNaN(Number(bare)) ? bare : Number(bare);
}

function listed(argument: Argument): boolean {
  return argument.type === "ints" || argument.type === "floats";
}

/** Which arguments the values by place are for: what must be given, else all from the left, as torch has them. */
function byPlace(all: readonly Argument[], values: readonly string[]): [Argument, string][] {
  const asked = all.filter((argument) => argument.required && !argument.auto);
  const [only] = asked;
  if (only !== undefined && asked.length === 1 && values.length > 1 && listed(only) && only.scalar === false)
    return [[only, values.join(", ")]];
  const targets = values.length <= asked.length ? asked : all.filter((argument) => argument.type !== "layer");
  return values.flatMap((value, i): [Argument, string][] => {
    const target = targets[i];
    return target === undefined ? [] : [[target, value]];
  });
}

/** What was typed, as arguments; a value that is none may be an expression. */
export function fill(kind: { name: string; arguments: readonly Argument[] }, typed: Typed): Filled {
  const args: Args = {};
  let problem: string | null = null;
  const all = byPlace(kind.arguments, typed.values);
  for (const [name, text] of typed.named) {
    const argument = argumentNamed(kind.arguments, name);
    if (argument === undefined) problem ??= say("canvas.quickadd.no-argument", { kind: kind.name, name });
    else all.push([argument, text]);
  }
  for (const [argument, text] of all) {
    const parsed = parseValue(argument, text);
    const mayBeExpression = ["int", "float", "ints", "floats"].includes(argument.type) && EXPRESSION.test(text);
    if (parsed.ok) args[argument.name] = parsed.value;
    else if (mayBeExpression) args[argument.name] = `=${text}`;
    else problem ??= parsed.problem;
  }
  return { args, problem };
}
