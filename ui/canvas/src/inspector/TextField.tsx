/** A field that keeps what is being typed: it commits on Enter, which goes back to the canvas, and on leaving, and no answer from Python disturbs it. */
import { useEffect, useRef, useState, type KeyboardEvent, type ReactElement } from "react";
import { useSession } from "../session/context";

interface TextFieldProps {
  testId: string;
  label: string;
  value: string;
  placeholder?: string;
  className?: string;
  list?: string;
  inputMode?: "text" | "numeric" | "decimal";
  /** Returns the sentence to show when the text is refused; null when it was taken. */
  commit: (text: string) => string | null;
}

export function TextField({
  testId,
  label,
  value,
  placeholder,
  className = "",
  list,
  inputMode,
  commit,
}: TextFieldProps): ReactElement {
  const session = useSession();
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const committed = useRef(value);
  // Leaving the field by choosing another block unmounts it before it blurs: what was typed must not be lost.
  const last = useRef<{ draft: string | null; commit: (text: string) => string | null }>({ draft, commit });
  last.current = { draft, commit };
  useEffect(
    () => () => {
      if (last.current.draft !== null && last.current.draft !== committed.current)
        last.current.commit(last.current.draft);
    },
    [],
  );
  const finish = (): boolean => {
    // What was taken a moment ago is not taken again when the field then loses the focus.
    const typed = last.current.draft;
    if (typed === null) return true;
    const refused = typed === value ? null : commit(typed);
    setProblem(refused);
    if (refused !== null) return false;
    committed.current = typed;
    last.current.draft = null;
    setDraft(null);
    return true;
  };
  const key = (event: KeyboardEvent<HTMLInputElement>): void => {
    event.stopPropagation();
    if (event.key === "Enter") {
      event.preventDefault();
      if (finish()) session.view?.focus();
    } else if (event.key === "Escape") {
      setDraft(null);
      setProblem(null);
      last.current.draft = null;
      session.view?.focus();
    } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && draft === null) {
      event.preventDefault();
      session.edit({ edit: event.shiftKey ? "redo" : "undo" });
    }
  };
  return (
    <>
      <input
        className={`${className}${problem === null ? "" : " refused"}`}
        data-testid={testId}
        aria-label={label}
        aria-invalid={problem !== null}
        list={list}
        inputMode={inputMode}
        value={draft ?? value}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          setDraft(event.target.value);
          setProblem(null);
        }}
        onBlur={() => finish()}
        onKeyDown={key}
      />
      {problem !== null && (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}
