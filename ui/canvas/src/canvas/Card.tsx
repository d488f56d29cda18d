/** A layer, or a folded container: title, path, what matters of its arguments, its parameters and its problems. */
import type { ReactElement } from "react";
import * as size from "../layout/constants";
import type { Measured } from "../layout/measure";
import { blockCount, isContainer } from "../model/tree";
import { callDetail, callTitle } from "../model/callText";
import { count, short } from "../model/format";
import { isNumber } from "../model/numbers";
import type { TreeNode } from "../protocol";
import { OwnTag } from "./OwnTag";
import { ProblemStrips } from "./ProblemStrips";
import { SharedTag } from "./SharedTag";
import { Title, titleWidth } from "./Title";
import { titleRoom } from "./titleRoom";
import { FoldButton } from "./FoldButton";
import { say } from "../sentences/say";

const ROOM = size.CARD_WIDTH - 26;

/** How many parameters: in three figures where a long title needs the room. */
function figure(node: TreeNode): string {
  if (!node.parameters) return "";
  const exact = count(node.parameters);
  return titleRoom(node, ROOM, exact) < titleWidth(node.title) ? short(node.parameters) : exact;
}

function detail(node: TreeNode): string {
  if (isContainer(node) && node.same_as === undefined) return say("canvas.block.blocks", { count: blockCount(node) });
  if (node.call) return say("canvas.block.reuses", { path: node.same_as ?? "" });
  if (node.same_as !== undefined) return say("canvas.block.same-as", { path: node.same_as });
  // The first place of a module whose blocks are drawn at a later one.
  if (node.block === "shared" && !node.detail) return say("canvas.block.shown-at", { path: node.stands_at ?? "" });
  return node.detail || (node.block === "written" ? say("canvas.block.written") : "");
}

export function Card({ measured }: { measured: Measured }): ReactElement {
  const { node, form } = measured;
  if (form === "function")
    return (
      <span className={isNumber(node) ? "call number" : "call"} title={node.kind}>
        <b>{callTitle(node)}</b>
        {(node.detail || isNumber(node)) && <code>{callDetail(node)}</code>}
      </span>
    );
  if (form === "chip") return <span className="chip-title">{node.name || "Identity"}</span>;
  return (
    <>
      <SharedTag node={node} />
      <div className="head">
        {isContainer(node) && <FoldButton node={node} open={false} />}
        <OwnTag node={node} />
        {node.block === "repeat" && <span className="times">× {node.count}</span>}
        <Title
          node={node}
          name={node.block === "tensor" ? node.title : undefined}
          copies={measured.copies}
          room={titleRoom(node, ROOM, figure(node))}
        />
        <span
          className="figure"
          title={node.parameters ? say("canvas.block.parameters", { count: node.parameters }) : undefined}
        >
          {figure(node)}
        </span>
      </div>
      {detail(node) !== "" && (
        <div className="detail">
          {node.frozen && <span title={say("canvas.block.frozen-help")}>❄ </span>}
          {detail(node)}
        </div>
      )}
      <ProblemStrips measured={measured} />
    </>
  );
}
