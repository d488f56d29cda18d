/**
 * Arguments of written classes as one types them in Python, and back: `64`, `"relu"`, `(2, 3)`, `nn.Linear(20, 64)`.
 *
 * Beyond JSON: a layer is `{kind, args}`, a tuple `{tuple: [...]}`, a class or function by its name `{name: "nn.ReLU"}`.
 */
import type { Args, Json, Kind } from "../protocol";
import { say } from "../sentences/say";

type Kinds = ReadonlyMap<string, Kind>;
export type Read = { ok: true; value: Json } | { ok: false; problem: string };

class Unreadable extends Error {}

const TOKEN =
  /\s*(?:(?<number>[+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(?<word>[A-Za-z_][\w.]*)|(?<mark>[()[\]{},=:]))/y;
const WORDS: { [word: string]: Json } = { True: true, False: false, None: null, true: true, false: false };
const CLOSES: { [open: string]: string } = { "(": ")", "[": "]", "{": "}" };

interface Token {
  kind: "number" | "string" | "word" | "mark";
  text: string;
}

function tokens(text: string): Token[] {
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  while (text.slice(TOKEN.lastIndex).trim() !== "") {
    const at = TOKEN.lastIndex;
    const groups = TOKEN.exec(text)?.groups;
    const entry = Object.entries(groups ?? {}).find(([, value]) => value !== undefined);
    if (entry === undefined) throw new Unreadable(say("canvas.value.unreadable", { text: text.slice(at).trim() }));
    found.push({ kind: entry[0] as Token["kind"], text: entry[1] });
  }
  return found;
}

function unquoted(text: string): string {
  return text.slice(1, -1).replace(/\\(.)/g, (_, letter: string) => (letter === "n" ? "\n" : letter));
}

class Reader {
  private at = 0;
  constructor(
    private readonly all: readonly Token[],
    private readonly kinds: Kinds,
  ) {}

  get isDone(): boolean {
    return this.at >= this.all.length;
  }

  private peek(text: string, ahead = 0): boolean {
    const token = this.all[this.at + ahead];
    return token?.kind === "mark" && token.text === text;
  }

  private take(text: string): boolean {
    const is = this.peek(text);
    if (is) this.at += 1;
    return is;
  }

  /** Values up to a closing mark, those with a name apart. */
  items(close: string | null): { list: Json[]; named: Args } {
    const list: Json[] = [];
    const named: Args = {};
    while (close === null ? !this.isDone : !this.take(close)) {
      const [name] = this.all.slice(this.at);
      const sign = close === "}" ? ":" : "=";
      if (name !== undefined && name.kind !== "mark" && this.peek(sign, 1)) {
        this.at += 2;
        named[name.kind === "string" ? unquoted(name.text) : name.text] = this.value();
      } else list.push(this.value());
      if (!this.take(",") && (close === null ? !this.isDone : !this.peek(close)))
        throw new Unreadable(
          close === null ? say("canvas.value.commas") : say("canvas.value.no-closing", { mark: close }),
        );
    }
    return { list, named };
  }

  value(): Json {
    const token = this.all[this.at];
    if (token === undefined) throw new Unreadable(say("canvas.value.missing"));
    this.at += 1;
    if (token.kind === "number") return Number(token.text.replaceAll("_", ""));
    if (token.kind === "string") return unquoted(token.text);
    if (token.kind === "word") return this.word(token.text);
    const close = CLOSES[token.text];
    if (close === undefined) throw new Unreadable(say("canvas.value.expected", { text: token.text }));
    const { list, named } = this.items(close);
    if (token.text === "{") return named;
    if (token.text === "[") return list;
    return list.length === 1 && !this.hadComma() ? (list[0] ?? null) : { tuple: list };
  }

  private hadComma(): boolean {
    return this.all[this.at - 2]?.text === ",";
  }

  private word(word: string): Json {
    if (word in WORDS) return WORDS[word] ?? null;
    const name = word.replace(/^(torch\.)?nn\./, "");
    if (!this.take("(")) {
      return word.includes(".") || this.kinds.has(name) ? { name: word } : word;
    }
    const kind = this.kinds.get(name);
    if (kind === undefined) throw new Unreadable(say("canvas.value.no-layer", { name }));
    const { list, named } = this.items(")");
    const given: Args = {};
    list.forEach((value, i) => {
      const argument = kind.arguments[i];
      if (argument === undefined) throw new Unreadable(say("canvas.value.too-many", { name }));
      given[argument.name] = value;
    });
    return { kind: name, args: { ...given, ...named } };
  }
}

function read(text: string, kinds: Kinds, make: (reader: Reader) => Json): Read {
  try {
    return { ok: true, value: make(new Reader(tokens(text), kinds)) };
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, problem: error.message };
    throw error;
  }
}

/** One value as it is typed; a bare word is a text, `=` begins an expression. */
export function readValue(text: string, kinds: Kinds): Read {
  if (text.trim().startsWith("=")) return { ok: true, value: text.trim() };
  return read(text, kinds, (reader) => {
    const { list, named } = reader.items(null);
    if (Object.keys(named).length > 0) throw new Unreadable(say("canvas.value.no-name"));
    return list.length === 1 ? (list[0] ?? null) : { tuple: list };
  });
}

/** What `*args` or `**kwargs` are given. */
export function readMany(text: string, kinds: Kinds, many: "list" | "dict"): Read {
  return read(text, kinds, (reader) => {
    const { list, named } = reader.items(null);
    if (many === "dict" && list.length > 0) throw new Unreadable(say("canvas.value.needs-names"));
    if (many === "list" && Object.keys(named).length > 0) throw new Unreadable(say("canvas.value.no-names"));
    return many === "dict" ? named : list;
  });
}

function isLayer(value: { [key: string]: Json }): value is { kind: string; args?: Args } {
  return typeof value.kind === "string" && Object.keys(value).every((key) => key === "kind" || key === "args");
}

/** The arguments of a layer, those it requires by position as one writes them. */
function argumentsText(kind: Kind | undefined, args: Args, kinds?: Kinds): string {
  const named = Object.entries(args);
  const order = (kind?.arguments ?? []).filter((one) => one.required).map((one) => one.name);
  const inOrder = order.findIndex((name) => args[name] === undefined);
  const first = order.slice(0, inOrder < 0 ? order.length : inOrder);
  const rest = named.filter(([name]) => !first.includes(name));
  return [
    ...first.map((name) => valueText(args[name] ?? null, kinds)),
    ...rest.map(([name, value]) => `${name}=${valueText(value, kinds)}`),
  ].join(", ");
}

/** A value as one would type it; where `kinds` are known, layers read as in code. */
export function valueText(value: Json, kinds?: Kinds): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return value.startsWith("=") ? value : JSON.stringify(value);
  const listed = (all: readonly Json[]): string => all.map((one) => valueText(one, kinds)).join(", ");
  if (Array.isArray(value)) return `[${listed(value)}]`;
  if (Array.isArray(value.tuple)) return `(${listed(value.tuple)}${value.tuple.length === 1 ? "," : ""})`;
  if (typeof value.name === "string" && Object.keys(value).length === 1) return value.name;
  if (isLayer(value)) return `nn.${value.kind}(${argumentsText(kinds?.get(value.kind), value.args ?? {}, kinds)})`;
  return `{${Object.entries(value)
    .map(([key, one]) => `${JSON.stringify(key)}: ${valueText(one, kinds)}`)
    .join(", ")}}`;
}

/** What `*args` or `**kwargs` were given, as one would type it between the brackets. */
export function manyText(value: Json | undefined, kinds?: Kinds): string {
  if (Array.isArray(value)) return value.map((one) => valueText(one, kinds)).join(", ");
  return typeof value === "object" && value !== null ? argumentsText(undefined, value, kinds) : "";
}
