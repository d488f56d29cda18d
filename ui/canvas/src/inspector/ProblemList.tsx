import type { ReactElement } from "react";
import type { TreeNode } from "../protocol";
import { useBuild } from "../session/context";
import { ProblemCard } from "../pane/ProblemCard";

/** The problems of one block, in full, with their hints. */
export function ProblemList({ node }: { node: TreeNode }): ReactElement | null {
  const problems = useBuild((state) => state.problems);
  if ((node.problems?.length ?? 0) === 0) return null;
  return (
    <div className="problem-list">
      {node.problems?.map((index) => {
        const problem = problems[index];
        return problem === undefined ? null : <ProblemCard key={index} problem={problem} />;
      })}
    </div>
  );
}
