/** The upper half of the side: what is selected, drawn from the catalogue; the document when nothing is. */
import type { ReactElement } from "react";
import { useBuild } from "../session/context";
import { BlockInspector } from "./BlockInspector";
import { DocumentInspector } from "./DocumentInspector";
import { ManyInspector } from "./ManyInspector";
import { say } from "../sentences/say";

export function Inspector(): ReactElement {
  const selected = useBuild((state) => state.selected);
  const node = useBuild((state) => state.index.get(state.selected[state.selected.length - 1] ?? "")?.node);
  return (
    <section
      className="inspector"
      id="drawer-fields"
      tabIndex={-1}
      aria-label={
        selected.length > 1 ? say("canvas.block.blocks", { count: selected.length }) : say("canvas.inspector.title")
      }
      data-testid="inspector"
    >
      {node === undefined && <DocumentInspector />}
      {node !== undefined && selected.length > 1 && <ManyInspector />}
      {node !== undefined && selected.length === 1 && <BlockInspector key={node.id} node={node} />}
    </section>
  );
}
