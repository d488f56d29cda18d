/** Every argument of the catalogue has a field that takes what the argument takes; Python writes the file. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { optionsOf, typeHelp } from "../src/inspector/typeHelp";
import { formatValue, parseValue } from "../src/inspector/values";
import type { Argument, Json } from "../src/protocol";

interface Entry {
  argument: Argument;
  kinds: string[];
  values: Json[];
}
const file = new URL("../../../tests/golden/fields.json", import.meta.url);
const entries = (JSON.parse(readFileSync(file, "utf8")) as Entry[]).map((entry): [string, Entry] => [
  `${entry.kinds[0] ?? ""}.${entry.argument.name}`,
  entry,
]);

/** A list of one number may be read as that number where a bare one is taken. */
function same(read: Json, value: Json, argument: Argument): boolean {
  const one = Array.isArray(value) && value.length === 1 && argument.scalar !== false ? (value[0] ?? null) : value;
  return JSON.stringify(read) === JSON.stringify(value) || JSON.stringify(read) === JSON.stringify(one);
}

const CHOSEN = ["bool", "choice", "dtype", "layer"];
const chosen = entries.filter(([, { argument }]) => CHOSEN.includes(argument.type));
const typed = entries.filter(([, { argument }]) => !CHOSEN.includes(argument.type));

describe("a field", () => {
  it.each(entries)("of %s says what it takes", (_, { argument }) => {
    expect(typeHelp(argument)).not.toMatch(/undefined|one of $/);
  });
  it.each(chosen)("of %s offers what it takes", (_, { argument, values }) => {
    const options = optionsOf(argument);
    expect(options.length).toBeGreaterThan(0);
    for (const value of values) if (value !== null) expect(options).toContain(formatValue(value));
  });
  it.each(typed)("of %s reads back what it shows", (_, { argument, values }) => {
    for (const value of values) {
      const read = parseValue(argument, formatValue(value));
      expect(read).toMatchObject({ ok: true });
      expect(read.ok && same(read.value, value, argument)).toBe(true);
    }
  });
});
