/** Whether Enter runs a text or begins another line of it, and how that line is indented. */

const QUOTED =
  /("""(?:\\.|[^\\])*?"""|"""(.*)|"(?:\\.|[^"\\\n])*"|'''(?:\\.|[^\\])*?'''|'''(.*)|'(?:\\.|[^'\\\n])*'|#[^\n]*)/gs;
/** Brackets, punctuation and quotes that look like those of Python. */
const FULL_WIDTH = /[\uff08\uff09\uff3b\uff3d\uff5b\uff5d\u3010\u3011\uff0c\uff1a\uff1b\u201c\u201d\u2018\u2019]/;
/** Stands for a string over several lines that has no end yet. */
const OPEN = "\0";

function count(text: string, marks: string): number {
  return [...text].filter((letter) => marks.includes(letter)).length;
}

/** The same rule as `builder.live.prompt.is_complete`. */
export function isComplete(text: string): boolean {
  const plain = text.replace(QUOTED, (found: string, _all: string, open?: string, opened?: string) =>
    open !== undefined || opened !== undefined ? OPEN : found.startsWith("#") ? "" : "_",
  );
  if (plain.includes(OPEN)) return false;
  if (FULL_WIDTH.test(plain)) return true; // which is a mistake that no further line mends
  if (count(plain, "([{") > count(plain, ")]}") || /\\[ \t]*$/.test(plain)) return false;
  const lines = plain.split("\n");
  const body = lines.filter((line) => line.trim() !== "");
  const last = body[body.length - 1];
  if (last === undefined) return true;
  const opens = last.trimEnd().endsWith(":") || /^[ \t@]/.test(last) || last.trimStart().startsWith("@");
  return !opens || (lines.length > 1 && (lines[lines.length - 1] ?? "").trim() === "");
}

/** The spaces that a new line after this text begins with. */
export function indentAfter(text: string): string {
  const last = text.slice(text.lastIndexOf("\n") + 1);
  const before = /^[ \t]*/.exec(last)?.[0] ?? "";
  return last.trimEnd().endsWith(":") ? `${before}    ` : before;
}
