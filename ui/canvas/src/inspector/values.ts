/** Arguments as text and back, with the sentence to show when a text is no value. */
import { isExpression, listParts } from "./expressions";
import type { Argument, Json } from "../protocol";
import { say } from "../sentences/say";

export type Parsed = { ok: true; value: Json } | { ok: false; problem: string };

export function formatValue(value: Json | undefined): string {
  if (value === undefined) return "";
  if (value === null) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (Array.isArray(value)) return value.map((part) => formatValue(part)).join(", ");
  if (typeof value === "object") return "kind" in value ? String(value.kind) : JSON.stringify(value);
  return String(value);
}

function bad(problem: string): Parsed {
  return { ok: false, problem };
}

function bounds(argument: Argument, value: number): Parsed {
  const { name, minimum, maximum } = argument;
  if (minimum !== undefined && minimum !== null && value < minimum)
    return bad(say("canvas.value.least", { name, bound: minimum }));
  if (maximum !== undefined && maximum !== null && value > maximum)
    return bad(say("canvas.value.most", { name, bound: maximum }));
  return { ok: true, value };
}

function parseNumber(argument: Argument, text: string): Parsed {
  const whole = argument.type === "int" || argument.type === "ints";
  if (!(whole ? /^[+-]?\d[\d_]*$/ : /^[+-]?(\d[\d_]*\.?\d*|\.\d+)(e[+-]?\d+)?$/i).test(text)) {
    return bad(
      whole ? say("canvas.value.whole", { name: argument.name }) : say("canvas.value.number", { name: argument.name }),
    );
  }
  return bounds(argument, Number(text.replaceAll("_", "")));
}

function lengthsText(lengths: number[]): string {
  return lengths.length === 1
    ? String(lengths[0])
    : say("canvas.value.either", { first: lengths.slice(0, -1).join(", "), last: lengths[lengths.length - 1] ?? "" });
}

function parseList(argument: Argument, text: string): Parsed {
  if (argument.choices?.includes(text)) return { ok: true, value: text };
  const bracketed = /^[[(](.*)[\])]$/.exec(text);
  const parts = listParts(bracketed?.[1] ?? text);
  if (parts.length === 1 && bracketed === null && argument.scalar !== false)
    return parseNumber(argument, parts[0] ?? "");
  const lengths = argument.lengths ?? [];
  if (lengths.length > 0 && !lengths.includes(parts.length))
    return bad(
      say("canvas.value.lengths", {
        name: argument.name,
        lengths: lengthsText(lengths),
        example: lengths[0] === 1 ? "3" : "3, 3",
      }),
    );
  const values: Json[] = [];
  for (const part of parts) {
    const parsed: Parsed =
      argument.words?.includes(part) || isExpression(part)
        ? { ok: true, value: part }
        : argument.holes && /^none$/i.test(part)
          ? { ok: true, value: null }
          : parseNumber(argument, part);
    if (!parsed.ok) return parsed;
    values.push(parsed.value);
  }
  return { ok: true, value: values };
}

/** Read what was typed; an empty text is no value and is handled before. */
export function parseValue(argument: Argument, typed: string): Parsed {
  const text = typed.trim();
  // An expression over the arguments of one's own block; Python works it out, or says why it cannot.
  if (isExpression(text) && argument.type !== "text" && listParts(text).length === 1) return { ok: true, value: text };
  if (argument.auto && text.toLowerCase() === "auto") return { ok: true, value: "auto" };
  if (argument.optional && /^none$/i.test(text)) return { ok: true, value: null };
  switch (argument.type) {
    case "int":
    case "float":
      return argument.choices?.includes(text) ? { ok: true, value: text } : parseNumber(argument, text);
    case "ints":
    case "floats":
      return parseList(argument, text);
    case "bool":
      return /^(true|on|1)$/i.test(text) ? { ok: true, value: true } : { ok: true, value: false };
    case "choice":
    case "dtype":
    case "text":
      return { ok: true, value: text };
    case "layer":
      return bad(say("canvas.value.from-list", { name: argument.name }));
  }
}

/** `N, 3, 32, 32` as an input's shape. */
export function parseShape(typed: string): { ok: true; shape: (number | "N")[] } | { ok: false; problem: string } {
  const parts = typed
    .replace(/^\s*[[(]|[\])]\s*$/g, "")
    .split(/[,\s×xX*]+/)
    .filter((part) => part !== "");
  const shape: (number | "N")[] = [];
  for (const part of parts) {
    if (part === "N" || part === "n") shape.push("N");
    else if (/^\d+$/.test(part) && Number(part) > 0) shape.push(Number(part));
    else return { ok: false, problem: say("canvas.input.bad-dim", { dim: part }) };
  }
  if (shape.length === 0) return { ok: false, problem: say("canvas.input.empty-shape") };
  if (/,\s*,/.test(typed)) return { ok: false, problem: say("canvas.input.missing-dim") };
  if (shape.indexOf("N") !== shape.lastIndexOf("N")) return { ok: false, problem: say("canvas.input.two-batches") };
  return { ok: true, shape };
}
