/** Problems of the network itself: the root sequence has no card of its own to stand on. */
import type { ReactElement } from "react";
import { ProblemList } from "../inspector/ProblemList";
import { useBuild } from "../session/context";

export function RootProblems(): ReactElement | null {
  const tree = useBuild((state) => state.tree);
  if (tree.block !== "sequential" || (tree.problems?.length ?? 0) === 0) return null;
  return (
    <div className="root-problems nopan" data-testid="root-problems">
      <ProblemList node={tree} />
    </div>
  );
}
