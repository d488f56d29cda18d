/** A field that keeps what is being typed: it commits on Enter and on leaving, and no answer from Python disturbs it. */
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
  const finish = (): void => {
    if (draft === null) return;
    const refused = draft === value ? null : commit(draft);
    setProblem(refused);
    if (refused !== null) return;
    committed.current = draft;
    setDraft(null);
  };
  const key = (event: KeyboardEvent<HTMLInputElement>): void => {
    event.stopPropagation();
    if (event.key === "Enter") {
      event.preventDefault();
      finish();
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
        onBlur={finish}
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
