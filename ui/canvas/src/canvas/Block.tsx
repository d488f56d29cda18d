/** One block on the canvas: a card for a layer, a frame for a container; the same press, click and menu for both. */
import type { NodeProps } from "@xyflow/react";
import { memo, type MouseEvent, type PointerEvent, type ReactElement } from "react";
import { argumentOfWord } from "../model/arguments";
import { isContainer } from "../model/tree";
import type { TreeNode } from "../protocol";
import { useBuild, useSession } from "../session/context";
import { startDrag } from "../session/tools/drag";
import { spokenLabel } from "./ariaLabel";
import { Card } from "./Card";
import type { BlockNode } from "./flowNodes";
import { Frame } from "./Frame";
import { InlineEdit } from "./InlineEdit";
import { ownColour } from "./ownColour";
import { shownTint, tintStyle } from "./tint";
import { useRelation } from "./useRelation";

function severity(node: TreeNode, problems: readonly { severity: string }[]): string {
  const mine = (node.problems ?? []).map((index) => problems[index]?.severity);
  if (mine.includes("error")) return "error";
  return mine.includes("warning") ? "warning" : ""; // a note leaves the block as it is
}

/** The word under the pointer, within any shadow root. */
function wordAt(event: MouseEvent): string | null {
  const target = event.target as Element;
  const text = target.textContent ?? "";
  const box = target.getBoundingClientRect();
  if (text === "" || box.width === 0 || target.closest(".detail, .call") === null) return null;
  const range = document.createRange();
  const node = [...target.childNodes].find((one) => one.nodeType === Node.TEXT_NODE && (one.textContent ?? "") !== "");
  if (node === undefined) return null;
  const words = [...(node.textContent ?? "").matchAll(/\S+/g)];
  for (const match of words) {
    range.setStart(node, match.index);
    range.setEnd(node, match.index + match[0].length);
    const { left, right } = range.getBoundingClientRect();
    if (event.clientX >= left - 3 && event.clientX <= right + 3) return match[0];
  }
  return null;
}

export const Block = memo(function Block({ data: { item } }: NodeProps<BlockNode>): ReactElement {
  const session = useSession();
  const { measured, depth, position, siblings } = item;
  const { node, form, lane } = measured;
  const relation = useRelation(node);
  const kinds = useBuild((state) => state.kinds);
  const trouble = useBuild((state) => severity(node, state.problems));
  const functions = useBuild((state) => state.functions);
  const tint = useBuild((state) => shownTint(state.props)?.values[node.path] ?? null);
  const known = kinds.get(node.kind ?? "") ?? functions.get(node.kind ?? "");
  const category = isContainer(node) ? "container" : (node.category ?? known?.category ?? "shape");
  const isCard = form === "card" || form === "folded" || form === "chip" || form === "function";

  const press = (event: PointerEvent): void => {
    const { selected, readOnly, tree, renaming } = session.store.get();
    if (
      event.button !== 0 ||
      event.shiftKey ||
      readOnly ||
      renaming === node.id ||
      event.currentTarget.closest(".panning") !== null
    )
      return;
    if (!isCard && event.target instanceof Element && event.target.closest(".head") === null) return;
    if (
      node.id === tree.id ||
      session.view === null ||
      (event.target instanceof Element && event.target.closest("button, input") !== null)
    )
      return;
    const ids = selected.includes(node.id) ? session.selection.chosen() : [node.id];
    startDrag(session, event.nativeEvent, { from: "canvas", ids }, session.view.findPlace);
  };
  const click = (event: MouseEvent): void => {
    event.stopPropagation();
    if (event.shiftKey || event.ctrlKey || event.metaKey) session.selection.toggle(node.id);
    else session.selection.select([node.id]);
  };
  const openMenu = (event: MouseEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    if (session.store.get().readOnly) return;
    if (!session.store.get().selected.includes(node.id)) session.selection.select([node.id]);
    session.store.set({ menu: { id: node.id, x: event.clientX, y: event.clientY } });
  };
  const doubleClick = (event: MouseEvent): void => {
    event.stopPropagation();
    const onTimes = event.target instanceof Element && event.target.closest(".times") !== null;
    if (isContainer(node) && !onTimes) return session.selection.fold(node.id);
    if (session.store.get().readOnly) return;
    if (onTimes) return session.store.set({ editing: { id: node.id, argument: "count" } });
    const onTitle = event.target instanceof Element && event.target.closest(".title, .path") !== null;
    const word = onTitle ? null : wordAt(event);
    const argument = argumentOfWord(node, word ?? "", session.catalogue.kinds());
    if (onTitle && form !== "function" && node.block !== "tensor") session.store.set({ renaming: node.id });
    else if (argument !== null) session.store.set({ editing: { id: node.id, argument } });
  };
  const className = [
    "block",
    isCard ? "card nopan" : "frame",
    form,
    lane ? "lane" : "",
    relation,
    trouble,
    node.group === undefined ? "" : "shared",
    node.frozen ? "frozen" : "",
    node.block === "tensor" ? "tensor" : "",
    node.instance_of === undefined ? "" : "instance",
    node.written_in === undefined ? "" : "inside",
    measured.ports?.names == null ? "" : "names-above",
    tint === null ? "" : "tinted",
  ].join(" ");
  return (
    <div
      id={`node-${node.id}`}
      data-testid={`node-${node.id}`}
      data-path={node.path}
      className={className}
      data-category={category}
      style={{
        ...(node.instance_of === undefined ? {} : ownColour(node.instance_of)),
        ...(tint === null ? {} : tintStyle(tint[0])),
      }}
      title={tint?.[1]}
      role="treeitem"
      aria-level={depth + 1}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-selected={relation === "selected"}
      aria-expanded={isContainer(node) ? form !== "folded" : undefined}
      aria-label={spokenLabel(node)}
      onPointerDown={press}
      onClick={click}
      onDoubleClick={doubleClick}
      onContextMenu={openMenu}
    >
      <InlineEdit node={node} />
      {isCard ? <Card measured={measured} /> : <Frame measured={measured} />}
    </div>
  );
});
