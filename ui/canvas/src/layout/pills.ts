/** The pass that places pills: what goes into a network or a graph and comes out, how branches come together. */
import * as size from "./constants";
import { outputText, pillWidth } from "./graph";
import type { PillItem } from "./items";
import { busesOf, contentTop, type Placed } from "./placement";
import { mergeText } from "./texts";

/** A pill about a middle, from `y` down; a click selects `block`. */
export function pill(
  kind: PillItem["pill"],
  id: string,
  text: string,
  x: number,
  y: number,
  block: string | null,
): PillItem {
  const width = pillWidth(text);
  const height = kind === "merge" ? size.MERGE_HEIGHT : size.PILL_HEIGHT;
  return { id, pill: kind, text, block, x: x - width / 2, y, width, height };
}

export function addPills(placed: Placed, pills: PillItem[]): void {
  for (const child of placed.children) addPills(child, pills);
  const { node, form } = placed.measured;
  if (form === "parallel")
    pills.push(pill("merge", `merge-${node.id}`, mergeText(node), placed.x, busesOf(placed).low - 1, node.id));
  if (form === "graph") pills.push(...ofGraph(placed));
}

function ofGraph(placed: Placed): PillItem[] {
  const { node, arranged } = placed.measured;
  const [x, y] = [placed.x, contentTop(placed)];
  const inputs = (node.inputs ?? []).flatMap((name, i) => {
    const spot = arranged?.inputs[i];
    return spot === undefined ? [] : pill("input", `input-${node.id}-${name}`, name, x + spot.x, y + spot.y, node.id);
  });
  const outputs = (arranged?.outputs ?? []).map((spot, i, all) =>
    pill("output", `output-${node.id}-${i}`, outputText(i, all.length), x + spot.x, y + spot.y, node.id),
  );
  return [...inputs, ...outputs];
}
