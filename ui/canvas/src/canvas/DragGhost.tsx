/** What is dragged, under the pointer. */
import { say } from "../sentences/say";
import type { ReactElement } from "react";
import { shownName } from "../palette/search";
import { useBuild } from "../session/context";

export function DragGhost(): ReactElement | null {
  const drag = useBuild((state) => state.drag);
  const index = useBuild((state) => state.index);
  const kinds = useBuild((state) => state.kinds);
  const functions = useBuild((state) => state.functions);
  // Nodes that slide in their graph are seen themselves.
  if (drag === null || drag.slide != null) return null;
  const { what } = drag;
  const first = what.from === "canvas" ? index.get(what.ids[0] ?? "")?.node : undefined;
  const title = what.from === "palette" ? shownName(what.name) : (first?.title ?? "");
  const text =
    what.from === "canvas" && what.ids.length > 1 ? say("canvas.block.blocks", { count: what.ids.length }) : title;
  const category =
    what.from === "palette"
      ? (kinds.get(what.name)?.category ?? functions.get(what.name)?.category ?? "container")
      : (first?.category ?? "container");
  return (
    <div
      className={drag.over === null ? "ghost nowhere" : "ghost"}
      data-category={category}
      style={{ left: drag.x + 10, top: drag.y + 8 }}
    >
      {drag.copy && <b>+</b>} {text}
    </div>
  );
}
