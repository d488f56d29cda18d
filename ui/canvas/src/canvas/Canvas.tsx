/** The picture of the whole network: React Flow's viewport around our own layout. */
import { ReactFlow, useReactFlow, useStore, type Node } from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import {
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  type MouseEvent,
  type PointerEvent,
  type ReactElement,
} from "react";
import { layout } from "../layout/layout";
import type { Slide } from "../layout/measure";
import { useBuild, useSession } from "../session/context";
import { isFocusFree } from "../session/tools/stray";
import { readView, writeView } from "../session/selection/view";
import { Block } from "./Block";
import { BoxSelect, useBoxSelect } from "./BoxSelect";
import { Breadcrumbs } from "./Breadcrumbs";
import { DropLayer } from "./DropLayer";
import { flowNodes, type FlowNode } from "./flowNodes";
import { Links } from "./Links";
import { WireDraft } from "./WireDraft";
import { Minimap } from "./Minimap";
import { Pill } from "./Pill";
import { PortLayer } from "./PortLayer";
import { RootProblems } from "./RootProblems";
import { Search } from "./Search";
import { TieLines } from "./TieLines";
import { TintLegend } from "./TintLegend";
import { useCanvasView } from "./useCanvasView";
import { useSpaceKey } from "./useSpaceKey";
import { WireLayer } from "./WireLayer";
import { ZoomBar } from "./ZoomBar";
import type { InputSpec, Problem } from "../protocol";
import { say } from "../sentences/say";

const NODE_TYPES = { block: Block, pill: Pill, links: Links };
const CULL_ABOVE = 200;
const FAR_BELOW = 0.45;
const VERY_FAR_BELOW = 0.22;

/** The nodes that a hand moves within their graph. */
function useSlide(): Slide | null {
  const slide = useBuild((state) => state.drag?.slide ?? null);
  const what = useBuild((state) => state.drag?.what ?? null);
  const session = useSession();
  return useMemo(() => {
    if (slide === null || what?.from !== "canvas") return null;
    const { index } = session.store.get();
    const names = new Set(what.ids.flatMap((id) => index.get(id)?.node.name ?? []));
    return { ...slide, names };
  }, [slide, what, session]);
}

function useFlowNodes(): { nodes: FlowNode[]; drawing: ReturnType<typeof layout> } {
  const tree = useBuild((state) => state.tree);
  // Python sends equal inputs and problems as new objects each time: only what they say may cause a new layout.
  const inputsText = JSON.stringify(useBuild((state) => state.props.inputs));
  const problemsText = JSON.stringify(useBuild((state) => state.problems));
  const inputs = useMemo(() => JSON.parse(inputsText) as InputSpec[], [inputsText]);
  const problems = useMemo(() => JSON.parse(problemsText) as Problem[], [problemsText]);
  const folded = useBuild((state) => state.folded);
  const kinds = useBuild((state) => state.kinds);
  const functions = useBuild((state) => state.functions);
  const slide = useSlide();
  const before = useRef<ReadonlyMap<string, FlowNode>>(new Map());
  const drawing = useMemo(
    () => layout({ tree, inputs, problems, isFolded: (id) => folded.has(id), kinds: { kinds, functions }, slide }),
    [tree, inputs, problems, folded, kinds, functions, slide],
  );
  const nodes = useMemo(() => {
    const next = flowNodes(drawing, before.current);
    before.current = new Map(next.map((node) => [node.id, node]));
    return next;
  }, [drawing]);
  return { nodes, drawing };
}

export function Canvas(): ReactElement {
  const session = useSession();
  const document = useBuild((state) => state.props.document);
  const primary = useBuild((state) => state.selected[state.selected.length - 1]);
  const dragging = useBuild((state) => state.drag !== null && state.drag.slide == null);
  const linking = useBuild((state) => state.linking !== null);
  const readOnly = useBuild((state) => state.readOnly);
  const waiting = useBuild((state) => state.waiting);
  const distance = useStore(({ transform: [, , zoom] }) =>
    zoom < VERY_FAR_BELOW ? "far very-far" : zoom < FAR_BELOW ? "far" : "",
  );
  const { nodes, drawing } = useFlowNodes();
  const flow = useReactFlow<Node>();
  const ref = useRef<HTMLDivElement>(null);
  const space = useSpaceKey(ref);
  useCanvasView(ref, drawing);
  const box = useBoxSelect(drawing);
  const room = useBuild((state) => state.room);
  // What was saved on a narrow screen is no use on a wide one.
  const place = room === "wide" ? "viewport" : "narrow";
  const saved = useMemo(() => readView(document)[place], [document, place]);

  const setViewport = useEffectEvent(() => {
    const width = ref.current?.clientWidth ?? 800;
    const zoom = Math.max(0.5, Math.min(1, (width - 40) / Math.max(1, drawing.width)));
    void flow.setViewport((room === "reading" ? undefined : saved) ?? { x: width / 2, y: 16, zoom });
  });
  // Only a newly opened document and another room set the viewport; after that it belongs to the person.
  useEffect(() => setViewport(), [document, room]);

  useEffect(() => {
    // A person who has just come or opened another network can go on by keys.
    const canvas = ref.current;
    if (canvas === null || !isFocusFree()) return undefined;
    canvas.focus({ preventScroll: true });
    // Nobody asked for this focus, so its ring waits for the first key.
    canvas.dataset.untouched = "";
    const touch = (): void => void delete canvas.dataset.untouched;
    canvas.addEventListener("keydown", touch, { once: true });
    return () => canvas.removeEventListener("keydown", touch);
  }, [document]);

  useEffect(() => {
    // React Flow calls itself an application, which would stand between the tree and its items.
    ref.current?.querySelector(".react-flow")?.setAttribute("role", "presentation");
  }, []);

  const press = (event: PointerEvent): void => {
    session.store.set({ menu: null, quickAdd: null });
    if (event.target instanceof HTMLElement && event.target.closest("input, textarea, select") === null)
      ref.current?.focus({ preventScroll: true });
  };
  const openMenu = (event: MouseEvent): void => {
    event.preventDefault();
    if (readOnly) return;
    session.selection.select([]);
    session.store.set({ menu: { id: session.store.get().tree.id, x: event.clientX, y: event.clientY } });
  };
  const className = [
    "canvas",
    dragging ? "dragging" : "",
    linking ? "linking" : "",
    space ? "panning" : "",
    distance,
    primary === undefined ? "" : "has-selection",
    readOnly ? "read-only" : "",
  ].join(" ");
  return (
    <div
      ref={ref}
      className={className}
      data-testid="canvas"
      tabIndex={0}
      role="tree"
      aria-label={say("canvas.canvas.network")}
      aria-multiselectable="true"
      aria-busy={waiting}
      aria-activedescendant={primary === undefined ? undefined : `node-${primary}`}
      onPointerDownCapture={press}
      {...box.handlers}
      onContextMenu={openMenu}
    >
      <ReactFlow
        nodes={nodes}
        nodeTypes={NODE_TYPES}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        onlyRenderVisibleElements={nodes.length > CULL_ABOVE}
        noPanClassName={space ? "never" : "nopan"}
        zoomOnDoubleClick={false}
        panActivationKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        zoomActivationKeyCode={null}
        deleteKeyCode={null}
        disableKeyboardA11y
        minZoom={0.02}
        maxZoom={2.5}
        panOnDrag={[0, 1]}
        onPaneClick={() => session.selection.select([])}
        onMoveEnd={(_, viewport) => writeView(document, { [place]: viewport })}
      >
        <WireLayer drawing={drawing} readOnly={readOnly} />
        <PortLayer drawing={drawing} readOnly={readOnly} />
        <TieLines drawing={drawing} />
        <WireDraft />
        <DropLayer drawing={drawing} />
        <ZoomBar />
        <TintLegend />
        <Minimap drawing={drawing} />
      </ReactFlow>
      <RootProblems />
      <Breadcrumbs />
      <Search />
      <BoxSelect rect={box.rect} />
    </div>
  );
}
