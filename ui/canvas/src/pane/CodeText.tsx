/** Text with the lines of what is selected marked and in sight. */
import { memo, useEffect, useMemo, useRef, type ReactElement } from "react";
import { useBuild } from "../session/context";
import { tokenize, type Token } from "./tokens";

interface CodeTextProps {
  text: string;
  lines: { [id: string]: [number, number][] };
  python: boolean;
}

const Line = memo(function Line({ tokens, marked }: { tokens: Token[]; marked: boolean }): ReactElement {
  return (
    <span className={marked ? "line marked" : "line"}>
      {tokens.map((token, i) => (token.kind === "" ? token.text : <span key={i} className={token.kind}>{token.text}</span>))}
      {tokens.every((token) => token.text === "") && <br />}
    </span>
  );
});

export function CodeText({ text, lines, python }: CodeTextProps): ReactElement {
  const selected = useBuild((state) => state.selected);
  const ref = useRef<HTMLPreElement>(null);
  const rows = useMemo(() => (python ? tokenize(text) : text.split("\n").map((row): Token[] => [{ text: row, kind: "" }])), [text, python]);
  const marked = useMemo(() => {
    const numbers = new Set<number>();
    for (const id of selected) {
      for (const [first, last] of lines[id] ?? []) for (let at = first; at <= last; at += 1) numbers.add(at);
    }
    return numbers;
  }, [selected, lines]);
  const first = Math.min(...marked);
  useEffect(() => {
    const pane = ref.current?.parentElement;
    const row = Number.isFinite(first) ? ref.current?.children[first - 1] : undefined;
    if (!pane || !(row instanceof HTMLElement)) return;
    const top = row.offsetTop - pane.offsetTop;
    if (top < pane.scrollTop + 20 || top > pane.scrollTop + pane.clientHeight - 60) pane.scrollTo({ top: Math.max(0, top - pane.clientHeight / 3) });
  }, [first, text]);
  return <pre ref={ref} data-testid="pane-text">{rows.map((tokens, i) => <Line key={i} tokens={tokens} marked={marked.has(i + 1)} />)}</pre>;
}
