/**
 * What a person types to add blocks: `conv1: conv 64 7 stride=2 > bn > relu`.
 *
 * A phrase is a kind and what it is to be given, by place or by name; before it the block's own name and a colon, after
 * it, in a graph, what it reads: `join: cat < skip _`, where `_` is what comes before. `>` leads to the next block.
 */
export interface Phrase {
  name?: string;
  /** What to look for among the kinds. */
  words: string;
  /** Arguments as texts, in order. */
  values: readonly string[];
  /** Arguments as texts, by the beginning of their name. */
  named: readonly (readonly [string, string])[];
  /** Sources, as a graph names them; `_` for what comes before. */
  reads: readonly string[];
}

const NAME = /^\s*([A-Za-z_][A-Za-z0-9_]*)\s*:(?!:)\s*/;
/** A named argument, a bracketed or quoted value, or a word. */
const TOKEN = /[A-Za-z_]\w*=(?:\([^)]*\)|\[[^\]]*\]|"[^"]*"|[^\s,]+)|\([^)]*\)|\[[^\]]*\]|"[^"]*"|[^\s,]+/g;
const VALUE = /^[-+.]?\d|^[[("=]|^(N|auto|none|None|True|False)$/;

/** Split where a separator stands outside quotes and brackets. */
function split(text: string, separator: string): string[] {
  const parts = [""];
  let depth = 0;
  let quoted = false;
  for (const letter of text) {
    if (letter === '"') quoted = !quoted;
    else if ("([".includes(letter)) depth += 1;
    else if (")]".includes(letter)) depth -= 1;
    if (letter === separator && !quoted && depth <= 0) parts.push("");
    else parts[parts.length - 1] += letter;
  }
  return parts;
}

function bare(token: string): string {
  return /^".*"$/.test(token) ? token.slice(1, -1) : token;
}

/** Read one phrase. */
export function parsePhrase(text: string): Phrase {
  const [before = "", after = ""] = split(text, "<");
  const name = NAME.exec(before)?.[1];
  const tokens = (name === undefined ? before : before.replace(NAME, "")).match(TOKEN) ?? [];
  const first = tokens.findIndex((token, i) => i > 0 && (VALUE.test(token) || /^[A-Za-z_]\w*=/.test(token)));
  const start = first < 0 ? tokens.length : first;
  const given = tokens.slice(start);
  const named = given.flatMap((token): [string, string][] => {
    const match = /^([A-Za-z_]\w*)=(.*)$/.exec(token);
    return match === null ? [] : [[match[1] ?? "", bare(match[2] ?? "")]];
  });
  return {
    ...(name === undefined ? {} : { name }),
    words: tokens.slice(0, start).join(" ").toLowerCase(),
    values: given.filter((token) => !/^[A-Za-z_]\w*=/.test(token)).map(bare),
    named,
    reads: after.split(/[\s,]+/).filter((source) => source !== ""),
  };
}

/** Read phrases that lead to one another. */
export function parseChain(text: string): Phrase[] {
  return split(text, ">").map(parsePhrase);
}
