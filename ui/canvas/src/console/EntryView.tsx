/** One input with what it printed: long output folded, a mistake marked where it is. */
import { memo, useState, type ReactElement } from "react";
import { tokenize } from "../pane/tokens";
import { say } from "../sentences/say";
import type { Entry } from "./protocol";

const FOLD_ABOVE = 18;
const FOLDED_TO = 10;

interface CodeProps {
  text: string;
  line?: number | null;
  column?: number | null;
}

function Code({ text, line = null, column = null }: CodeProps): ReactElement {
  return (
    <pre className="entered">
      {tokenize(text).map((tokens, at) => (
        <span key={at} className={at + 1 === line ? "row wrong" : "row"}>
          <i>{at === 0 ? ">>> " : "... "}</i>
          {tokens.map((token, i) => (
            <span key={i} className={token.kind}>
              {token.text}
            </span>
          ))}
          {at + 1 === line && column !== null && (
            <b
              className="caret"
              style={{ left: `calc(${3 + column}ch)` }}
              aria-label={say("canvas.console.column", { column })}
            />
          )}
        </span>
      ))}
    </pre>
  );
}

function Output({ text }: { text: string }): ReactElement {
  const lines = text.replace(/\n$/, "").split("\n");
  const isLong = lines.length > FOLD_ABOVE;
  const [folded, setFolded] = useState(true);
  const shown = isLong && folded ? lines.slice(0, FOLDED_TO) : lines;
  return (
    <>
      <pre className="output" data-testid="console-output">
        {shown.join("\n")}
      </pre>
      {isLong && (
        <button type="button" className="link more" onClick={() => setFolded(!folded)}>
          {folded
            ? say("canvas.console.more-lines", { count: lines.length - FOLDED_TO })
            : say("canvas.console.fewer-lines")}
        </button>
      )}
    </>
  );
}

interface EntryProps {
  entry: Entry;
  isLast: boolean;
  canUndo: boolean;
  onUndo: () => void;
  onReuse: (text: string) => void;
}

export const EntryView = memo(function EntryView({
  entry,
  isLast,
  canUndo,
  onUndo,
  onReuse,
}: EntryProps): ReactElement {
  const { text, output, problem, hint, line, column, notes, changed, used, state } = entry;
  return (
    <section className={`entry ${problem === null ? "" : "failed-entry"}`} data-testid="console-entry">
      {text !== "" && (
        <div className="entry-code" onDoubleClick={() => onReuse(text)}>
          <Code text={text} line={line} column={column} />
          <button
            type="button"
            className="link reuse"
            title={say("canvas.console.reuse-help")}
            onClick={() => onReuse(text)}
          >
            {say("canvas.console.reuse")}
          </button>
        </div>
      )}
      {notes.map((note) => (
        <p key={note} className="note">
          {note}
        </p>
      ))}
      {output !== "" && <Output text={output} />}
      {problem !== null && (
        <p className="mistake" role="alert" data-testid="console-problem">
          {line !== null && column !== null && (
            <span className="place">{say("canvas.pane.place", { line, column })} </span>
          )}
          {problem} {hint !== null && <span className="hint">{hint}</span>}
        </p>
      )}
      {(changed || used) && (
        <p className="note changed" data-testid={used ? "console-used" : "console-changed"}>
          {say(used ? "canvas.console.used" : "canvas.console.changed")}
          {isLast && canUndo && (
            <button type="button" className="link" data-testid="console-undo" onClick={onUndo}>
              {say("canvas.console.undo")}
            </button>
          )}
        </p>
      )}
      {state === "waiting" && <p className="note waiting">{say("canvas.console.running")}</p>}
    </section>
  );
});
