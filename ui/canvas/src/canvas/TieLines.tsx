/** While a block is selected: thin dashed lines to what its tensors are tied to, and to where its module is used again. */
import { ViewportPortal } from "@xyflow/react";
import { useMemo, type ReactElement } from "react";
import type { BlockItem, Layout } from "../layout/items";
import type { TreeNode } from "../protocol";
import { useBuild } from "../session/context";
import { say } from "../sentences/say";

function others(node: TreeNode, items: readonly BlockItem[]): { item: BlockItem; label: string }[] {
  const tied = (node.tied ?? []).flatMap((tie) => {
    const item = items
      .filter(({ measured }) => tie.with === measured.node.path || tie.with.startsWith(`${measured.node.path}.`))
      .sort((a, b) => b.measured.node.path.length - a.measured.node.path.length)[0];
    return item === undefined ? [] : [{ item, label: say("canvas.tie.line", { tensor: tie.tensor, other: tie.with }) }];
  });
  const shared =
    node.group === undefined
      ? []
      : items.filter(({ id, measured }) => measured.node.group === node.group && id !== node.id);
  return [...tied, ...shared.slice(0, 20).map((item) => ({ item, label: "" }))];
}

function middleOf(item: BlockItem): { x: number; y: number } {
  return { x: item.x + item.width, y: item.y + Math.min(item.height, 34) / 2 };
}

export function TieLines({ drawing }: { drawing: Layout }): ReactElement | null {
  const node = useBuild(({ selected: [only, ...more], index }) =>
    only === undefined || more.length > 0 ? undefined : index.get(only)?.node,
  );
  const lines = useMemo(() => {
    if (node === undefined || (node.tied === undefined && node.group === undefined)) return [];
    const here = drawing.blocks.find((item) => item.id === node.id);
    if (here === undefined) return [];
    const from = middleOf(here);
    return others(node, drawing.blocks).map(({ item, label }) => {
      const to = middleOf(item);
      const reach = Math.max(from.x, to.x) + 40 + Math.min(120, Math.abs(to.y - from.y) / 8);
      return {
        key: item.id,
        label,
        to,
        path: `M${from.x} ${from.y}C${reach} ${from.y} ${reach} ${to.y} ${to.x} ${to.y}`,
      };
    });
  }, [node, drawing]);
  if (lines.length === 0) return null;
  return (
    <ViewportPortal>
      <svg className="tie-lines" aria-hidden="true" data-testid="tie-lines">
        {lines.map(({ key, path, to, label }) => (
          <g key={`${key}${label}`}>
            <path d={path} />
            <circle cx={to.x} cy={to.y} r={3.5} />
          </g>
        ))}
      </svg>
    </ViewportPortal>
  );
}
