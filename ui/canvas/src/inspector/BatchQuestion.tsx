/** A shape was typed without N: is the first number the batch? */
import type { ReactElement } from "react";
import { readings } from "../model/shapes";
import type { InputSpec } from "../protocol";
import { useBuild, useSession } from "../session/context";
import { say } from "../sentences/say";

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
    <div
      className="batch-question"
      role="group"
      aria-label={say("canvas.input.which-shape")}
      data-testid={`batch-question-${at}`}
    >
      <p>{say("canvas.input.which-shape-question", { shape: question.typed.join(", ") })}</p>
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
        {say("canvas.input.cancel")}
      </button>
    </div>
  );
}
