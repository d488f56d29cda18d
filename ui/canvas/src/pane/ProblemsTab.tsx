import type { ReactElement } from "react";
import { useBuild, useSession } from "../session/context";
import { ProblemCard } from "./ProblemCard";
import { say } from "../sentences/say";

/** Every problem in order; a click shows its block. */
export function ProblemsTab(): ReactElement {
  const session = useSession();
  const problems = useBuild((state) => state.problems);
  if (problems.length === 0) return <p className="nothing">{say("canvas.pane.no-problems")}</p>;
  const show = (id: string | null | undefined): void => {
    if (!id) return;
    session.selection.select([id]);
    session.view?.reveal(id);
  };
  return (
    <div className="problem-list">
      {problems.map((problem, i) => (
        <ProblemCard key={i} problem={problem} testId={`problem-${i}`} onShow={() => show(problem.id)} />
      ))}
    </div>
  );
}
