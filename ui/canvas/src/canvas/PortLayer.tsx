/** Where wires begin and end: dots to draw wires from, names of inputs and parts, and the shape of what flows out. */
import { ViewportPortal } from "@xyflow/react";
import { memo, type PointerEvent, type ReactElement } from "react";
import type { Layout, Port } from "../layout/items";
import { whyNot } from "../model/graphs";
import { useBuild, useSession } from "../session/context";
import { startLinking } from "../session/tools/wireDraft";
import { isNear, useWindow } from "./useWindow";
import { say } from "../sentences/say";

/** Whether a port takes the wire in the hand: `yes`, `no`, `over` it; "" while there is none. */
function useOffer(port: Port): string {
  const session = useSession();
  return useBuild(({ linking, index }) => {
    if (linking === null || linking.graph !== port.graph) return "";
    const graph = index.get(port.graph)?.node;
    if (graph === undefined) return "";
    const { over } = linking;
    if (linking.source === null) {
      if (port.side === "in" || linking.into === null) return "";
      if (over === port.source) return "over";
      return whyNot(graph, port.source, linking.into, session.catalogue.kinds()) === null ? "yes" : "no";
    }
    if (port.side === "out") return "";
    const isOver = over !== null && typeof over === "object" && over.node === port.node && over.index === port.index;
    if (isOver) return linking.why === null ? "over" : "no";
    return whyNot(graph, linking.source, { node: port.node, index: port.index }, session.catalogue.kinds()) === null
      ? "yes"
      : "no";
  });
}

const Dot = memo(function Dot({ port, readOnly }: { port: Port; readOnly: boolean }): ReactElement {
  const session = useSession();
  const offer = useOffer(port);
  const press = (event: PointerEvent): void => {
    if (event.button !== 0 || readOnly) return;
    event.stopPropagation();
    const at = { x: port.x, y: port.y };
    const into = { node: port.node, index: port.index };
    const isTaken = port.side === "in" && port.source !== "";
    if (port.side === "out")
      startLinking(session, event.nativeEvent, { graph: port.graph, source: port.source, into: null, at, taken: null });
    else if (isTaken) {
      const begin = session.view?.portOf(port.graph, port.source) ?? at;
      startLinking(session, event.nativeEvent, {
        graph: port.graph,
        source: port.source,
        into: null,
        at: begin,
        taken: { graph: port.graph, ...into },
      });
    } else startLinking(session, event.nativeEvent, { graph: port.graph, source: null, into, at, taken: null });
  };
  const className = `port nopan ${port.side}${port.wired ? "" : " free"}${offer === "" ? "" : ` ${offer}`}`;
  return (
    <>
      <i
        className={className}
        data-testid={`port-${port.key}`}
        style={{ transform: `translate(${port.x - 9}px, ${port.y - 9}px)` }}
        title={
          port.side === "out"
            ? say("canvas.wire.port-help", { source: port.source, shape: port.about ?? port.shape ?? "" })
            : (port.name ?? say("canvas.wire.input"))
        }
        onPointerDown={press}
        onMouseDown={(event) => event.stopPropagation()}
      />
      {port.name !== undefined && (
        <span
          className={`port-name ${port.side}`}
          style={{ transform: `translate(${port.x - 40}px, ${port.side === "in" ? port.y + 4 : port.y - 17}px)` }}
        >
          {port.name}
        </span>
      )}
      {port.shape !== undefined && (
        <code
          className="shape port-shape"
          style={{
            transform: `translate(${port.x + (port.flip ? -9 : 9)}px, ${port.y + 4 + 13 * (port.line ?? 0)}px)${port.flip ? " translateX(-100%)" : ""}`,
          }}
        >
          {port.shape}
        </code>
      )}
    </>
  );
});

interface PortLayerProps {
  drawing: Layout;
  readOnly: boolean;
}

export const PortLayer = memo(function PortLayer({ drawing, readOnly }: PortLayerProps): ReactElement | null {
  const window = useWindow();
  if (drawing.ports.length === 0) return null;
  return (
    <ViewportPortal>
      <div className="ports" aria-hidden="true">
        {drawing.ports
          .filter(({ x, y }) => isNear(window, x, y, x + 80, y + 20))
          .map((port) => (
            <Dot key={port.key} port={port} readOnly={readOnly} />
          ))}
      </div>
    </ViewportPortal>
  );
});
