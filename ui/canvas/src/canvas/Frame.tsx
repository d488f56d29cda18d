/** An open container: a rounded box whose head names it; what it holds is drawn over it. */
import type { ReactElement } from "react";
import type { Measured } from "../layout/measure";
import { count } from "../model/format";
import type { TreeNode } from "../protocol";
import { FoldButton } from "./FoldButton";
import { ProblemStrips } from "./ProblemStrips";
import { SharedTag } from "./SharedTag";
import { Title } from "./Title";

function kindWord(node: TreeNode): string {
  if (node.block === "parallel") return "Parallel";
  return node.block === "repeat" ? "Repeat" : "Sequential";
}

export function Frame({ measured }: { measured: Measured }): ReactElement {
  const { node, lane } = measured;
  return (
    <>
      {node.group !== undefined && <SharedTag node={node} />}
      <div className="head nopan">
        <FoldButton node={node} open />
        {node.block === "repeat" && <span className="times">× {node.count}</span>}
        <Title node={node} byName={lane && node.name !== ""} room={30} />
        {!lane && kindWord(node) !== node.title && <span className="kind">{kindWord(node)}</span>}
        {node.frozen && <span title="Frozen: training leaves it as it is">❄</span>}
        <span className="figure">{node.parameters ? count(node.parameters) : ""}</span>
      </div>
      <ProblemStrips measured={measured} />
    </>
  );
}
