/** A block's problems: the sentence, and the fix as a button. */
import type { ReactElement } from "react";
import { PROBLEM_LINE } from "../layout/constants";
import type { Measured } from "../layout/measure";
import { useBuild, useSession } from "../session/context";
import type { BuildState } from "../session/state";
import { say } from "../sentences/say";

/** How many instances a fix of a block reaches. */
function usesAround({ index, definitions }: BuildState, id: string): number {
  const owner = index.get(id.slice(0, Math.max(0, id.lastIndexOf("/"))))?.node;
  return definitions.find((one) => one.class_name === owner?.instance_of)?.uses ?? 1;
}

export function ProblemStrips({ measured: { node, problems: boxes } }: { measured: Measured }): ReactElement | null {
  const session = useSession();
  const problems = useBuild((state) => state.problems);
  const uses = useBuild((state) => usesAround(state, node.id));
  const readOnly = useBuild((state) => state.readOnly);
  if (boxes.length === 0) return null;
  const more = (node.problems?.length ?? 0) - boxes.length;
  return (
    <div className="strips">
      {boxes.map((box) => {
        const problem = problems[box.index];
        if (problem === undefined) return null;
        const { fix } = problem;
        return (
          <div
            key={box.index}
            className={`strip ${problem.severity}`}
            style={{ height: box.height }}
            title={problem.hint}
          >
            <p style={{ height: box.lines * PROBLEM_LINE, WebkitLineClamp: box.lines }}>{problem.problem}</p>
            {fix && (
              <button
                type="button"
                tabIndex={-1}
                disabled={readOnly}
                className="fix"
                data-testid={`fix-${box.index}`}
                onClick={(event) => {
                  event.stopPropagation();
                  session.edit(fix.edit);
                  session.view?.focus();
                }}
              >
                {uses > 1 ? say("canvas.problem.fix-in-all", { fix: fix.label, count: uses }) : fix.label}
              </button>
            )}
          </div>
        );
      })}
      {more > 0 && (
        <button type="button" tabIndex={-1} className="more-problems" onClick={() => session.tabs.show("problems")}>
          {say("canvas.problem.more", { count: more })}
        </button>
      )}
    </div>
  );
}
