/** A shape was typed without N: is the first number the batch? */
import type { ReactElement } from "react";
import { readings } from "../model/shapes";
import type { InputSpec } from "../protocol";
import { useBuild, useSession } from "../session/context";

interface BatchQuestionProps {
  input: InputSpec;
  at: number;
  onChange: (input: InputSpec) => void;
}

export function BatchQuestion({ input, at, onChange }: BatchQuestionProps): ReactElement | null {
  const session = useSession();
  const question = useBuild((state) => state.shapeQuestion);
  if (question?.at !== at) return null;
  const close = (): void => {
    session.store.set({ shapeQuestion: null });
    session.view?.focus();
  };
  return (
    <div className="batch-question" role="group" aria-label="Which shape is meant" data-testid={`batch-question-${at}`}>
      <p>“{question.typed.join(", ")}” has no batch dim N. Which shape do you mean?</p>
      {readings(question.typed, input.shape).map(({ label, shape }, i) => (
        <button
          key={label}
          type="button"
          className="chip"
          autoFocus={i === 0}
          onClick={() => {
            onChange({ ...input, shape });
            close();
          }}
        >
          {label}
        </button>
      ))}
      <button type="button" className="link" onClick={close}>
        Cancel
      </button>
    </div>
  );
}
