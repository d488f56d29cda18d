/** An open container: a rounded box whose head names it; what it holds is drawn over it. */
import type { ReactElement } from "react";
import type { Measured } from "../layout/measure";
import { count } from "../model/format";
import type { TreeNode } from "../protocol";
import { useBuild, useSession } from "../session/context";
import { tidy } from "../session/graph/positions";
import { FoldButton } from "./FoldButton";
import { OwnTag } from "./OwnTag";
import { ProblemStrips } from "./ProblemStrips";
import { SharedTag } from "./SharedTag";
import { Title } from "./Title";
import { titleRoom } from "./titleRoom";
import { say } from "../sentences/say";

function kindWord(node: TreeNode): string {
  if (node.block === "parallel") return "Parallel";
  if (node.block === "graph") return "Graph";
  if (node.block === "written") return say("canvas.block.written-kind");
  return node.block === "repeat" ? "Repeat" : "Sequential";
}

function TidyButton({ node }: { node: TreeNode }): ReactElement | null {
  const session = useSession();
  const readOnly = useBuild((state) => state.readOnly);
  if (readOnly) return null;
  return (
    <button
      type="button"
      tabIndex={-1}
      className="tidy"
      data-testid={`tidy-${node.id}`}
      title={say("canvas.graph.tidy-help")}
      onDoubleClick={(event) => event.stopPropagation()}
      onClick={(event) => {
        event.stopPropagation();
        tidy(session, node.id);
      }}
    >
      {say("canvas.graph.tidy")}
    </button>
  );
}

export function Frame({ measured }: { measured: Measured }): ReactElement {
  const { node, lane, copies, width } = measured;
  const figure = node.parameters ? count(node.parameters) : "";
  const word = !lane && kindWord(node) !== node.title ? kindWord(node) : "";
  const tidying = measured.arranged?.byHand ? `${say("canvas.graph.tidy")}..` : "";
  const needed = node.title.length * 8.8 + 60;
  const kind = needed < titleRoom(node, width - 28, figure, word, tidying) ? word : "";
  return (
    <>
      <SharedTag node={node} />
      <div className="head nopan">
        {node.access !== "net" && <FoldButton node={node} open />}
        <OwnTag node={node} />
        {node.block === "repeat" && <span className="times">× {node.count}</span>}
        <Title
          node={node}
          name={lane ? (copies ?? node.name) : undefined}
          copies={copies}
          room={titleRoom(node, width - 28, figure, kind, tidying)}
        />
        {kind !== "" && <span className="kind">{kind}</span>}
        {node.frozen && <span title={say("canvas.block.frozen-help")}>❄</span>}
        <span className="figure">{figure}</span>
        {measured.arranged?.byHand && <TidyButton node={node} />}
      </div>
      <ProblemStrips measured={measured} />
    </>
  );
}
