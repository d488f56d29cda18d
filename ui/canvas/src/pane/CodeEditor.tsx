/** The code as text to be edited: lines numbered, a mistake marked where it is. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactElement } from "react";
import { indentAfter } from "../console/complete";
import { useBuild, useSession } from "../session/context";
import { tokenize } from "./tokens";

interface CodeEditorProps {
  /** The code of the network as it is now. */
  text: string;
  onClose: () => void;
}

interface Mistake {
  line: number | null;
  column: number;
  problem: string;
  hint?: string;
}

const PLACE = /^line (\d+), column (\d+): /;
/** Height of a line in its own font size, as in CodeText. */
const LINE = 1.45;

function mistakeOf({ problem, hint }: { problem: string; hint?: string }): Mistake {
  const found = PLACE.exec(problem);
  const rest = hint === undefined ? {} : { hint };
  if (found === null) return { line: null, column: 1, problem, ...rest };
  return { line: Number(found[1]), column: Number(found[2]), problem: problem.slice(found[0].length), ...rest };
}

function typed(area: HTMLTextAreaElement, text: string): void {
  // The only way that keeps the browser's own undo.
  if (document.execCommand("insertText", false, text)) return;
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Sends the text, and tells what became of it once Python has answered. */
function useApply(onDone: () => void): { mistake: Mistake | null; busy: boolean; apply: (text: string) => void } {
  const session = useSession();
  const refused = useBuild((state) => state.props.refused);
  const waiting = useBuild((state) => state.waiting);
  const before = useRef<ReadonlySet<string> | null>(null);
  const [mistake, setMistake] = useState<Mistake | null>(null);
  const keys = useMemo(() => (refused ?? []).map((one) => `${one.client}:${one.number}`), [refused]);
  useEffect(() => {
    if (before.current === null || waiting) return;
    const known = before.current;
    const at = keys.findIndex((key) => !known.has(key));
    before.current = null;
    const refusal = at < 0 ? undefined : refused?.[at];
    if (refusal === undefined) onDone();
    else setMistake(mistakeOf(refusal));
  }, [waiting, keys, refused, onDone]);
  const apply = (text: string): void => {
    before.current = new Set(keys);
    setMistake(null);
    session.edit({ edit: "set_source", text });
  };
  return { mistake, busy: waiting, apply };
}

export function CodeEditor({ text, onClose }: CodeEditorProps): ReactElement {
  const [draft, setDraft] = useState(text);
  const [first] = useState(text);
  const { mistake, busy, apply } = useApply(onClose);
  const field = useRef<HTMLTextAreaElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => tokenize(draft), [draft]);
  const longest = useMemo(() => draft.split("\n").reduce((most, row) => Math.max(most, row.length), 0), [draft]);
  useLayoutEffect(() => field.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    if (mistake?.line == null || scroller.current === null) return;
    const height = scroller.current.scrollHeight / Math.max(1, rows.length);
    scroller.current.scrollTo({ top: Math.max(0, (mistake.line - 4) * height) });
    // The place of a mistake is sought once, when it comes.
    // eslint-disable-next-line
  }, [mistake]);
  const key = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    event.stopPropagation();
    const area = event.currentTarget;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) apply(draft);
    else if (event.key === "Escape" && draft === first) onClose();
    else if (event.key === "Tab" && !event.shiftKey) typed(area, "    ");
    else if (event.key === "Enter" && !event.shiftKey)
      typed(area, `\n${indentAfter(draft.slice(0, area.selectionStart))}`);
    else return;
    event.preventDefault();
  };
  return (
    <div
      className="code-editor"
      onCopy={(event) => event.stopPropagation()}
      onPaste={(event) => event.stopPropagation()}
    >
      <div className="editor-scroll" ref={scroller}>
        <div className="editor-rows" style={{ height: `${rows.length * LINE}em` }}>
          <pre className="numbers" aria-hidden="true">
            {rows.map((_, i) => (
              <span key={i} className={i + 1 === mistake?.line ? "wrong" : ""}>{`${i + 1}\n`}</span>
            ))}
          </pre>
          <div className="editor-text" style={{ minWidth: `calc(${longest + 2}ch + 16px)` }}>
            {mistake?.line != null && (
              <i className="wrong-line" style={{ top: `${(mistake.line - 1) * LINE}em`, height: `${LINE}em` }}>
                <b style={{ left: `${mistake.column - 1}ch` }} />
              </i>
            )}
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
              value={draft}
              spellCheck={false}
              autoCapitalize="off"
              autoComplete="off"
              wrap="off"
              aria-label="Code of the network"
              data-testid="code-editor"
              onChange={(event) => setDraft(event.target.value)}
              onKeyDown={key}
            />
          </div>
        </div>
      </div>
      <div className="editor-foot">
        {mistake !== null && (
          <p className="mistake" role="alert" data-testid="code-mistake">
            {mistake.line !== null && `Line ${mistake.line}, column ${mistake.column}: `}
            {mistake.problem} {mistake.hint}
          </p>
        )}
        {mistake === null && text !== first && (
          <p className="mistake stale">The network has changed meanwhile; applying this text replaces that.</p>
        )}
        <button type="button" className="primary" disabled={busy} data-testid="code-apply" onClick={() => apply(draft)}>
          Apply
        </button>
        <button type="button" data-testid="code-cancel" onClick={onClose}>
          Cancel
        </button>
      </div>
    </div>
  );
}
