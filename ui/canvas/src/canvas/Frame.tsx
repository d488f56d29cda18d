/** An open container: a rounded box whose head names it; what it holds is drawn over it. */
import type { ReactElement } from "react";
import type { Measured } from "../layout/measure";
import { count } from "../model/format";
import type { TreeNode } from "../protocol";
import { FoldButton } from "./FoldButton";
import { ProblemStrips } from "./ProblemStrips";
import { SharedTag } from "./SharedTag";
import { Title } from "./Title";
import { titleRoom } from "./titleRoom";

function kindWord(node: TreeNode): string {
  if (node.block === "parallel") return "Parallel";
  return node.block === "repeat" ? "Repeat" : "Sequential";
}

export function Frame({ measured }: { measured: Measured }): ReactElement {
  const { node, lane, copies, width } = measured;
  const figure = node.parameters ? count(node.parameters) : "";
  const kind = !lane && kindWord(node) !== node.title ? kindWord(node) : "";
  return (
    <>
      <SharedTag node={node} />
      <div className="head nopan">
        <FoldButton node={node} open />
        {node.block === "repeat" && <span className="times">× {node.count}</span>}
        <Title
          node={node}
          name={lane ? (copies ?? node.name) : undefined}
          copies={copies}
          room={titleRoom(node, width - 28, figure, kind)}
        />
        {kind !== "" && <span className="kind">{kind}</span>}
        {node.frozen && <span title="Frozen: training leaves it as it is">❄</span>}
        <span className="figure">{figure}</span>
      </div>
      <ProblemStrips measured={measured} />
    </>
  );
}
