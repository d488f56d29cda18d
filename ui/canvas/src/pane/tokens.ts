/** Just enough of Python's lexis to colour emitted code line by line; strings over several lines are followed. */

export interface Token {
  text: string;
  kind: "keyword" | "string" | "comment" | "number" | "name" | "";
}

const KEYWORDS = new Set(
  (
    "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda " +
    "nonlocal not or pass raise return try while with yield"
  ).split(" "),
);
const TOKEN =
  /([rbfRBF]{0,2}(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'))|(#.*)|(\b\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?\b)|([A-Za-z_]\w*)|(\s+|[^\sA-Za-z_0-9#"']+|.)/g;
const TRIPLE = /^[rbfRBF]{0,2}("""|''')/;

function line(text: string): Token[] {
  const tokens: Token[] = [];
  let afterDefinition = false;
  for (const [all, string, comment, number, word] of text.matchAll(TOKEN)) {
    if (string !== undefined) tokens.push({ text: string, kind: "string" });
    else if (comment !== undefined) tokens.push({ text: comment, kind: "comment" });
    else if (number !== undefined) tokens.push({ text: number, kind: "number" });
    else if (word !== undefined)
      tokens.push({ text: word, kind: KEYWORDS.has(word) ? "keyword" : afterDefinition ? "name" : "" });
    else tokens.push({ text: all, kind: "" });
    if (all.trim() !== "") afterDefinition = word === "def" || word === "class";
  }
  return tokens;
}

/** The lines of a Python file, in tokens. */
export function tokenize(source: string): Token[][] {
  let open: string | null = null;
  return source.split("\n").map((text) => {
    if (open !== null) {
      if (text.includes(open)) open = null;
      return [{ text, kind: "string" as const }];
    }
    const indent = /^\s*/.exec(text)?.[0] ?? "";
    const quote = TRIPLE.exec(text.slice(indent.length))?.[1];
    if (quote === undefined) return line(text);
    if (text.indexOf(quote, indent.length + quote.length) < 0) open = quote;
    return [
      { text: indent, kind: "" as const },
      { text: text.slice(indent.length), kind: "string" as const },
    ];
  });
}
