/** A text of Python to be edited: coloured, lines numbered, mistakes and warnings marked on their lines. */
import {
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  type KeyboardEvent,
  type ReactElement,
  type Ref,
} from "react";
import { tokenize } from "../pane/tokens";
import { indented, newIndent, stepBack, type Replacement } from "./indent";

export interface Mark {
  severity: "error" | "warning";
  line: number;
  column: number;
  /** Stands behind the line, where there is room for it. */
  sentence?: string;
}

/** What others can have the field do. */
export interface CodeFieldHandle {
  focus: () => void;
  /** Put another text in the place of all, as one step of the browser's own undo. */
  replace: (text: string) => void;
  goTo: (line: number, column: number) => void;
  /** Bring a line into sight. */
  show: (line: number) => void;
}

interface CodeFieldProps {
  text: string;
  label: string;
  testId: string;
  marks: readonly Mark[];
  onChange: (text: string) => void;
  onApply: () => void;
  onEscape: () => void;
  ref?: Ref<CodeFieldHandle>;
}

/** Height of a line in its own font size, as in CodeText. */
const LINE = 1.45;

function typed(area: HTMLTextAreaElement, { start, end, text, select }: Replacement): void {
  area.setSelectionRange(start, end);
  // The only way that keeps the browser's own undo.
  const command = text === "" ? "delete" : "insertText";
  if ((text !== "" || end > start) && !document.execCommand(command, false, text)) {
    area.setRangeText(text, start, end, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
  area.setSelectionRange(...select);
}

function onKey(event: KeyboardEvent<HTMLTextAreaElement>, apply: () => void, escape: () => void): void {
  event.stopPropagation();
  const area = event.currentTarget;
  const { value, selectionStart: from, selectionEnd: to } = area;
  const held = event.ctrlKey || event.metaKey || event.altKey;
  const back = event.key === "Backspace" && !held && from === to ? stepBack(value, from) : null;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) apply();
  else if (event.key === "Escape") escape();
  else if (event.key === "Tab" && !held) typed(area, indented(value, from, to, event.shiftKey));
  else if (event.key === "Enter" && !event.shiftKey && !held) {
    const text = `\n${newIndent(value.slice(0, from))}`;
    typed(area, { start: from, end: to, text, select: [from + text.length, from + text.length] });
  } else if (back !== null) typed(area, back);
  else return;
  event.preventDefault();
}

function placeOf(text: string, line: number, column: number): number {
  const lines = text.split("\n");
  const before = lines.slice(0, line - 1).reduce((sum, row) => sum + row.length + 1, 0);
  return before + Math.min(column - 1, (lines[line - 1] ?? "").length);
}

function MarkLine({ mark, length }: { mark: Mark; length: number }): ReactElement {
  return (
    <i
      className={`wrong-line ${mark.severity}`}
      style={{ top: `${(mark.line - 1) * LINE}em`, height: `${LINE}em` }}
      data-testid={`mark-${mark.severity}`}
      data-line={mark.line}
    >
      <b style={{ left: `${mark.column - 1}ch` }} />
      {mark.sentence !== undefined && <em style={{ left: `${length + 3}ch` }}>{mark.sentence}</em>}
    </i>
  );
}

export function CodeField(props: CodeFieldProps): ReactElement {
  const { text, label, testId, marks, onChange, onApply, onEscape, ref } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => tokenize(text), [text]);
  const lengths = useMemo(() => text.split("\n").map((row) => row.length), [text]);
  const longest = lengths.reduce((most, length) => Math.max(most, length), 0);
  const marked = useMemo(() => new Map(marks.map((mark) => [mark.line, mark.severity])), [marks]);
  const show = (line: number): void => {
    const pane = scroller.current;
    if (pane === null) return;
    const height = pane.scrollHeight / Math.max(1, lengths.length);
    const top = (line - 1) * height;
    if (top < pane.scrollTop || top > pane.scrollTop + pane.clientHeight - 2 * height)
      pane.scrollTo({ top: Math.max(0, (line - 4) * height) });
  };
  useLayoutEffect(() => field.current?.focus({ preventScroll: true }), []);
  useImperativeHandle(ref, () => ({
    focus: () => field.current?.focus({ preventScroll: true }),
    replace: (next) => {
      const area = field.current;
      if (area === null) return;
      area.focus({ preventScroll: true });
      typed(area, { start: 0, end: area.value.length, text: next, select: [0, 0] });
      scroller.current?.scrollTo({ top: 0, left: 0 });
    },
    goTo: (line, column) => {
      const area = field.current;
      if (area === null) return;
      area.focus({ preventScroll: true });
      const at = placeOf(area.value, line, column);
      area.setSelectionRange(at, at);
      show(line);
    },
    show,
  }));
  return (
    <div className="editor-scroll" ref={scroller}>
      <div className="editor-rows" style={{ height: `${rows.length * LINE}em` }}>
        <pre className="numbers" aria-hidden="true">
          {rows.map((_, i) => (
            <span key={i} className={marked.get(i + 1) ?? ""}>{`${i + 1}\n`}</span>
          ))}
        </pre>
        <div className="editor-text" style={{ minWidth: `calc(${longest + 2}ch + 16px)` }}>
          {marks.map((mark, i) => (
            <MarkLine key={i} mark={mark} length={lengths[mark.line - 1] ?? 0} />
          ))}
          <pre aria-hidden="true">
            {rows.map((tokens, at) => (
              <span key={at}>
                {tokens.map((token, i) => (
                  <span key={i} className={token.kind}>
                    {token.text}
                  </span>
                ))}
                {"\n"}
              </span>
            ))}
          </pre>
          <textarea
            ref={field}
            value={text}
            spellCheck={false}
            autoCapitalize="off"
            autoComplete="off"
            wrap="off"
            aria-label={label}
            data-testid={testId}
            onChange={(event) => onChange(event.target.value)}
            onKeyDown={(event) => onKey(event, onApply, onEscape)}
            onKeyUp={(event) => event.stopPropagation()}
          />
        </div>
      </div>
    </div>
  );
}
