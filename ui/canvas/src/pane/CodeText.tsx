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
/** Lines that are laid out together: the browser skips those out of sight. */
const CHUNK = 80;

const Chunk = memo(function Chunk({ rows }: { rows: Token[][] }): ReactElement {
  return (
    <span className="chunk" style={{ height: `${rows.length * LINE}em` }}>
      {rows.map((tokens, at) => (
        <span key={at}>
          {tokens.map((token, i) =>
            token.kind === "" ? (
              token.text
            ) : (
              <span key={i} className={token.kind}>
                {token.text}
              </span>
            ),
          )}
          {at < rows.length - 1 ? "\n" : ""}
        </span>
      ))}
    </span>
  );
});

function inChunks(rows: Token[][]): Token[][][] {
  return Array.from({ length: Math.ceil(rows.length / CHUNK) }, (_, i) => rows.slice(i * CHUNK, (i + 1) * CHUNK));
}

export function CodeText({ text, lines, python }: CodeTextProps): ReactElement {
  const selected = useBuild((state) => state.selected);
  const ref = useRef<HTMLPreElement>(null);
  const source = useMemo(() => text.split("\n"), [text]);
  const chunks = useMemo(
    () => inChunks(python ? tokenize(text) : source.map((row): Token[] => [{ text: row, kind: "" }])),
    [text, source, python],
  );
  const longest = useMemo(() => source.reduce((most, row) => Math.max(most, row.length), 0), [source]);
  const marks = useMemo(() => selected.flatMap((id) => lines[id] ?? []), [selected, lines]);
  const first = marks.reduce((least, [start]) => Math.min(least, start), Infinity);
  useEffect(() => {
    const [pre, pane] = [ref.current, ref.current?.parentElement];
    if (!pre || !pane || first === Infinity) return;
    const top = ((first - 1) * pre.clientHeight) / source.length;
    if (top < pane.scrollTop + 20 || top > pane.scrollTop + pane.clientHeight - 60)
      pane.scrollTo({ top: Math.max(0, top - pane.clientHeight / 3) });
  }, [first, source]);
  return (
    <pre
      ref={ref}
      data-testid="pane-text"
      style={{ width: `calc(${longest}ch + 28px)`, height: `${source.length * LINE}em` }}
    >
      {marks.map(([start, end]) => (
        <i
          key={`${start}-${end}`}
          className="mark"
          data-testid="marked"
          style={{ top: `${(start - 1) * LINE}em`, height: `${(end - start + 1) * LINE}em` }}
        />
      ))}
      <code>
        {chunks.map((rows, i) => (
          <Chunk key={i} rows={rows} />
        ))}
      </code>
    </pre>
  );
}
