import type { ReactElement } from "react";
import type { Problem } from "../protocol";
import { useSession } from "../session/context";
import { say } from "../sentences/say";

interface ProblemCardProps {
  problem: Problem;
  onShow?: () => void;
  testId?: string;
}

/** A problem in full: the sentence, what to do, and the fix. */
export function ProblemCard({ problem, onShow, testId }: ProblemCardProps): ReactElement {
  const session = useSession();
  const { fix, hint, severity, path } = problem;
  return (
    <div
      className={`problem ${severity}`}
      onClick={onShow}
      role={onShow === undefined ? undefined : "button"}
      data-testid={testId}
    >
      <p>
        {onShow !== undefined && <code>{path === "" || path === undefined ? say("canvas.pane.network") : path}</code>}{" "}
        {problem.problem}
      </p>
      {hint && <p className="hint">{hint}</p>}
      {fix && (
        <button
          type="button"
          className="fix"
          onClick={(event) => {
            event.stopPropagation();
            session.edit(fix.edit);
            session.view?.focus();
          }}
        >
          {fix.label}
        </button>
      )}
    </div>
  );
}
