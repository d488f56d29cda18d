/** The code as text to be edited: lines numbered, a mistake marked where it is. */
import { useEffect, useMemo, useRef, useState, type ReactElement } from "react";
import { CodeField, type CodeFieldHandle } from "../textClass/CodeField";
import { useApply } from "../textClass/useApply";
import { say } from "../sentences/say";

interface CodeEditorProps {
  /** The code of the network as it is now. */
  text: string;
  onClose: () => void;
}

export function CodeEditor({ text, onClose }: CodeEditorProps): ReactElement {
  const [draft, setDraft] = useState(text);
  const [first] = useState(text);
  const { mistake, busy, apply } = useApply(onClose);
  const field = useRef<CodeFieldHandle>(null);
  useEffect(() => {
    if (mistake?.line != null) field.current?.show(mistake.line);
  }, [mistake]);
  const marks = useMemo(
    () => (mistake?.line == null ? [] : [{ severity: "error" as const, line: mistake.line, column: mistake.column }]),
    [mistake],
  );
  const send = (): void => apply({ edit: "set_source", text: draft });
  return (
    <div
      className="code-editor"
      onCopy={(event) => event.stopPropagation()}
      onPaste={(event) => event.stopPropagation()}
    >
      <CodeField
        ref={field}
        text={draft}
        label={say("canvas.pane.editor")}
        testId="code-editor"
        marks={marks}
        onChange={setDraft}
        onApply={send}
        onEscape={() => draft === first && onClose()}
      />
      <div className="editor-foot">
        {mistake !== null && (
          <p className="mistake" role="alert" data-testid="code-mistake">
            {mistake.line !== null && say("canvas.pane.place", { line: mistake.line, column: mistake.column })}{" "}
            {mistake.problem} {mistake.hint}
          </p>
        )}
        {mistake === null && text !== first && <p className="mistake stale">{say("canvas.pane.stale")}</p>}
        <button type="button" className="primary" disabled={busy} data-testid="code-apply" onClick={send}>
          {say("canvas.pane.apply")}
        </button>
        <button type="button" data-testid="code-cancel" onClick={onClose}>
          {say("canvas.pane.cancel")}
        </button>
      </div>
    </div>
  );
}
