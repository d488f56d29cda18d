/** What a new block's constructor starts with, where it has no default. */
import { useState, type KeyboardEvent, type ReactElement } from "react";
import type { Json, Signature } from "../protocol";
import { useBuild } from "../session/context";
import { manyText, readMany, readValue, valueText } from "./literals";
import { say } from "../sentences/say";

const EMPTY = { one: say("canvas.value.required-mark"), list: "nn.ReLU(), …", dict: "width=64, …" };

interface StartFieldProps {
  signature: Signature;
  value: Json | undefined;
  /** What it is where nobody says it. */
  chosen: Json | undefined;
  onStart: (name: string, value: Json | undefined) => void;
}

export function StartField({ signature, value, chosen, onStart }: StartFieldProps): ReactElement {
  const { name, many } = signature;
  const kinds = useBuild((state) => state.kinds);
  const text = (one: Json): string => (many === undefined ? valueText(one, kinds) : manyText(one, kinds));
  const shown = value === undefined ? "" : text(value);
  const [typed, setTyped] = useState(shown);
  const [problem, setProblem] = useState<string | null>(null);
  const commit = (): void => {
    if (typed === shown) return;
    if (typed.trim() === "") return onStart(name, undefined);
    const found = many === undefined ? readValue(typed, kinds) : readMany(typed, kinds, many);
    if (found.ok) onStart(name, found.value);
    else setProblem(found.problem);
  };
  const key = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    commit();
  };
  return (
    <>
      <input
        data-testid={`start-${name}`}
        aria-label={say("canvas.write.initial-value", { name })}
        aria-invalid={problem !== null}
        value={typed}
        placeholder={chosen !== undefined && many === undefined ? text(chosen) : EMPTY[many ?? "one"]}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          setTyped(event.target.value);
          setProblem(null);
        }}
        onBlur={commit}
        onKeyDown={key}
      />
      {problem !== null && (
        <small className="field-problem" role="alert">
          {problem}
        </small>
      )}
    </>
  );
}
