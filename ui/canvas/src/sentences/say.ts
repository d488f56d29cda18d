/** The sentence of a key, its fields filled in: what builder/sentences/say.py does, and `tsc` knows each key's fields. */
import { TABLE } from "./table";

export type Key = keyof typeof TABLE;

type Name<Field> = Field extends `${infer Before}:${string}` ? Before : Field;
type Fields<Text> = Text extends `${string}{${infer Field}}${infer Rest}` ? Name<Field> | Fields<Rest> : never;
type Values<Text> = Record<Extract<Fields<Text>, string>, string | number>;
type Given<Text> = [Fields<Text>] extends [never] ? [] : [Values<Text>];

/** Characters of a person's own text that a sentence repeats. */
export const LONGEST_QUOTE = 80;

const FIELD = /\{(\w+)(?::([^{}]*))?\}/g;

export function short(text: string): string {
  return text.length <= LONGEST_QUOTE ? text : `${text.slice(0, LONGEST_QUOTE - 1)}…`;
}

function worded(value: string | number, form: string | undefined): string {
  if (form === ",") return value.toLocaleString("en");
  if (form === undefined) return short(String(value));
  const [one = "", many = ""] = form.split("|");
  return Number(value) === 1 ? one : many;
}

/** Fill the fields `{name}`, `{count:,}` and `{count:one form|other form}` of a text. */
export function filled(text: string, values: Record<string, string | number>): string {
  return text.replace(FIELD, (whole, name: string, form: string | undefined) => {
    const value = values[name];
    return value === undefined ? whole : worded(value, form);
  });
}

export function say<K extends Key>(key: K, ...given: Given<(typeof TABLE)[K]>): string {
  return filled(TABLE[key], given[0] ?? {});
}
