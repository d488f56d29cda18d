/** Names and arguments of a person's own blocks, as they are typed. */
import type { Args, Json } from "../protocol";
import { say } from "../sentences/say";

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

export function classNameFault(name: string, taken: readonly string[]): string | null {
  if (name === "") return say("canvas.define.no-name");
  if (!IDENTIFIER.test(name)) return say("canvas.inspector.bad-class-name");
  return taken.includes(name) ? say("canvas.define.name-taken", { name }) : null;
}

function valueOf(text: string): Json | undefined {
  const bare = text.trim();
  if (/^[+-]?\d+$/.test(bare) || /^[+-]?(\d+\.\d*|\.\d+)(e[+-]?\d+)?$/i.test(bare)) return Number(bare);
  if (/^true$/i.test(bare)) return true;
  if (/^false$/i.test(bare)) return false;
  return undefined;
}

/** `channels=64, stride=1` as arguments with their defaults. */
export function parseArguments(text: string): { ok: true; args: Args } | { ok: false; problem: string } {
  const args: Args = {};
  for (const part of text.split(/[,;\n]/).map((one) => one.trim())) {
    if (part === "") continue;
    const [name = "", ...rest] = part.split("=");
    if (!IDENTIFIER.test(name.trim())) return { ok: false, problem: say("canvas.define.bad-argument", { text: part }) };
    const value = valueOf(rest.join("="));
    if (value === undefined) return { ok: false, problem: say("canvas.define.no-default", { name: name.trim() }) };
    args[name.trim()] = value;
  }
  return { ok: true, args };
}

export function argumentsText(args: Args): string {
  return Object.entries(args)
    .map(([name, value]) => `${name}=${value === true ? "True" : value === false ? "False" : String(value)}`)
    .join(", ");
}

/** What to call a new one, after what is selected. */
export function proposedName(title: string | undefined, taken: readonly string[]): string {
  const base =
    title !== undefined && IDENTIFIER.test(title) && !["Sequential", "Graph", "Repeat"].includes(title)
      ? title
      : "Block";
  const named = ["Add", "Concat", "Multiply", "Stack", "Branches"].includes(base) ? "Block" : base;
  if (!taken.includes(named)) return named;
  let number = 2;
  while (taken.includes(`${named}${number}`)) number += 1;
  return `${named}${number}`;
}
