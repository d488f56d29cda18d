/** The wires of one graph: a click selects one, a double click puts a block on it. */
import type { NodeProps } from "@xyflow/react";
import { memo, type MouseEvent, type ReactElement } from "react";
import type { Link } from "../layout/graph";
import { keywordOf, sourceName } from "../model/sources";
import { useBuild, useSession } from "../session/context";
import type { LinksNode } from "./flowNodes";
import { say } from "../sentences/say";

function LinkPath({ link, graph }: { link: Link; graph: string }): ReactElement {
  const session = useSession();
  const selected = useBuild(
    ({ wire }) => wire !== null && wire.graph === graph && wire.node === link.node && wire.index === link.index,
  );
  const held = useBuild(
    ({ linking }) =>
      linking?.taken != null &&
      linking.taken.graph === graph &&
      linking.taken.node === link.node &&
      linking.taken.index === link.index,
  );
  const lit = useBuild(({ selected: [only, ...more], index }) => {
    if (only === undefined || more.length > 0) return false;
    const place = index.get(only);
    if (place?.parent?.id !== graph) return false;
    return link.node === place.node.name || sourceName(link.source) === place.node.name;
  });
  const brings = useBuild(({ index }) => {
    const named = keywordOf(link.source) !== null;
    const takers = named ? index.get(graph)?.node.children : undefined;
    return takers?.some((node) => node.name === link.node && node.block === "function") === true;
  });
  const wire = { graph, node: link.node, index: link.index };
  const click = (event: MouseEvent): void => {
    event.stopPropagation();
    if (session.store.get().readOnly) return;
    session.store.set({ selected: [], wire });
  };
  const add = (event: MouseEvent): void => {
    event.stopPropagation();
    if (session.store.get().readOnly) return;
    session.store.set({
      quickAdd: { parent: graph, index: 0, x: event.clientX, y: event.clientY, joining: { wire } },
      menu: null,
    });
  };
  const className = `link${selected ? " selected" : ""}${lit ? " lit" : ""}${held ? " held" : ""}${brings ? " number" : ""}`;
  return (
    <g className={className} data-testid={`wire-${graph}-${link.node ?? "out"}-${link.index}`}>
      <path className="line" d={link.path} />
      <path className="reach nopan" d={link.path} onClick={click} onDoubleClick={add}>
        <title>{say("canvas.wire.help", { source: link.source, target: link.node ?? "out" })}</title>
      </path>
    </g>
  );
}

export const Links = memo(function Links({ data: { item } }: NodeProps<LinksNode>): ReactElement {
  return (
    <svg className="links" aria-hidden="true">
      <g transform={`translate(${item.width / 2} 0)`}>
        {item.links.map((link) => (
          <LinkPath key={`${link.node ?? ""}-${link.index}`} link={link} graph={item.graph} />
        ))}
      </g>
    </svg>
  );
});
