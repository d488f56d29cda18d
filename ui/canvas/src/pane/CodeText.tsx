/** Text with the lines of what is selected marked and in sight. */
import { memo, useEffect, useMemo, useRef, type ReactElement } from "react";
import { useBuild } from "../session/context";
import { tokenize, type Token } from "./tokens";

interface CodeTextProps {
  text: string;
  lines: { [id: string]: [number, number][] };
  python: boolean;
}

/** Height of a line in its own font size; the text never wraps, so a mark needs no measuring. */
const LINE = 1.45;

const Rows = memo(function Rows({ rows }: { rows: Token[][] }): ReactElement {
  return (
    <>
      {rows.map((tokens, at) => (
        <span key={at}>
          {tokens.map((token, i) => (token.kind === "" ? token.text : <span key={i} className={token.kind}>{token.text}</span>))}
          {at < rows.length - 1 ? "\n" : ""}
        </span>
      ))}
    </>
  );
});

export function CodeText({ text, lines, python }: CodeTextProps): ReactElement {
  const selected = useBuild((state) => state.selected);
  const ref = useRef<HTMLPreElement>(null);
  const rows = useMemo(() => (python ? tokenize(text) : text.split("\n").map((row): Token[] => [{ text: row, kind: "" }])), [text, python]);
  const marks = useMemo(() => selected.flatMap((id) => lines[id] ?? []), [selected, lines]);
  const first = marks.reduce((least, [start]) => Math.min(least, start), Infinity);
  useEffect(() => {
    const [pre, pane] = [ref.current, ref.current?.parentElement];
    if (!pre || !pane || first === Infinity) return;
    const top = ((first - 1) * pre.clientHeight) / rows.length;
    if (top < pane.scrollTop + 20 || top > pane.scrollTop + pane.clientHeight - 60) pane.scrollTo({ top: Math.max(0, top - pane.clientHeight / 3) });
  }, [first, rows]);
  return (
    <pre ref={ref} data-testid="pane-text">
      {marks.map(([start, end]) => (
        <i key={`${start}-${end}`} className="mark" data-testid="marked" style={{ top: `${(start - 1) * LINE}em`, height: `${(end - start + 1) * LINE}em` }} />
      ))}
      <code><Rows rows={rows} /></code>
    </pre>
  );
}
