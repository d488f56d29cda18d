/** React Flow alone: as many nodes as asked for, one below the other with a wire between, drawn by its own parts. */
import { MiniMap, ReactFlow, type Edge, type Node } from "@xyflow/react";
import { createElement } from "react";
import { createRoot } from "react-dom/client";

const STEP = 80;

function draw(host: HTMLElement, count: number): void {
  const defaultNodes = Array.from({ length: count }, (_, i): Node => ({ id: String(i), position: { x: 0, y: i * STEP }, data: { label: `Linear ${i}` } }));
  const defaultEdges = Array.from({ length: count - 1 }, (_, i): Edge => ({ id: `e${i}`, source: String(i), target: String(i + 1), type: "straight" }));
  const flow = createElement(
    ReactFlow,
    { defaultNodes, defaultEdges, onlyRenderVisibleElements: true, minZoom: 0.05, defaultViewport: { x: 400, y: 16, zoom: 1 } },
    createElement(MiniMap, { pannable: true, zoomable: true }),
  );
  createRoot(host).render(flow);
}

Object.assign(window, { draw });
