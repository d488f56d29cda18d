/**
 * The map in the corner, painted: a thousand blocks cost it a millisecond, where React Flow's own draws an element each.
 *
 * A network too tall to be told apart at that size is shown in part, scrolling with the view.
 */
import { useReactFlow, useStore } from "@xyflow/react";
import { useEffect, useEffectEvent, useRef, useState, type PointerEvent, type ReactElement } from "react";
import type { BlockItem, Layout } from "../layout/items";
import { useBuild } from "../session/context";
import { fitMap, type MapFrame } from "./mapFrame";
import { say } from "../sentences/say";

const WIDTH = 132;
const HEIGHT = 96;

function colourOf(item: BlockItem): string {
  const { node, form, problems } = item.measured;
  if (problems.some((problem) => problem.severity === "error")) return "--bad";
  if (problems.some((problem) => problem.severity === "warning")) return "--warn";
  if (form !== "card" && form !== "chip" && form !== "folded") return "--mini-box";
  return node.group === undefined ? "--mini" : "--shared";
}

function paint(canvas: HTMLCanvasElement, drawing: Layout, frame: MapFrame, selected: readonly string[]): void {
  const pen = canvas.getContext("2d");
  if (pen === null) return;
  const ratio = window.devicePixelRatio;
  canvas.width = WIDTH * ratio;
  canvas.height = HEIGHT * ratio;
  const style = getComputedStyle(canvas);
  const colours = new Map(
    ["--bad", "--warn", "--mini", "--mini-box", "--shared", "--accent", "--bg"].map((name) => [
      name,
      style.getPropertyValue(name),
    ]),
  );
  const rect = (x: number, y: number, width: number, height: number): [number, number, number, number] => [
    frame.left + x * frame.scale,
    frame.top + y * frame.scale,
    Math.max(1.5, width * frame.scale),
    Math.max(1, height * frame.scale - 0.5),
  ];
  pen.scale(ratio, ratio);
  const chosen = new Set(selected);
  for (const item of drawing.blocks) {
    pen.fillStyle = colours.get(chosen.has(item.id) ? "--accent" : colourOf(item)) ?? "";
    pen.globalAlpha = item.measured.problems.length > 0 && item.measured.children.length > 0 ? 0.4 : 1;
    pen.fillRect(...rect(item.x, item.y, item.width, item.height));
  }
  const { x, y, width, height } = frame.view;
  pen.globalAlpha = 0.9;
  pen.strokeStyle = colours.get("--accent") ?? "";
  pen.lineWidth = 1;
  pen.strokeRect(frame.left + x * frame.scale, frame.top + y * frame.scale, width * frame.scale, height * frame.scale);
}

/** A narrow window has no corner to spare: there the map comes when asked for. Kept while the page stands. */
let isOpen = window.innerWidth >= 1500;

export function Minimap({ drawing }: { drawing: Layout }): ReactElement | null {
  const flow = useReactFlow();
  const ref = useRef<HTMLCanvasElement>(null);
  const [open, setOpen] = useState(isOpen);
  const toggle = (): void => setOpen((isOpen = !open));
  const selected = useBuild((state) => state.selected);
  const theme = useBuild((state) => state.props.theme);
  const [x, y, zoom] = useStore((state) => state.transform);
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const frame = fitMap(
    { x: -drawing.width / 2, y: 0, width: drawing.width, height: drawing.height },
    { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom },
    WIDTH,
    HEIGHT,
  );
  const { view } = frame;
  const isAllSeen =
    view.x <= -drawing.width / 2 &&
    view.y <= 0 &&
    view.x + view.width >= drawing.width / 2 &&
    view.y + view.height >= drawing.height;
  const latest = useRef(frame);
  latest.current = frame;
  const repaint = useEffectEvent(() => {
    if (ref.current !== null) paint(ref.current, drawing, frame, selected);
  });
  useEffect(() => repaint(), [drawing, x, y, zoom, width, height, selected, theme, open, isAllSeen]);
  const go = (event: PointerEvent<HTMLCanvasElement>): void => {
    if (event.buttons !== 1) return;
    const box = event.currentTarget.getBoundingClientRect();
    const { left, top, scale } = latest.current;
    event.currentTarget.setPointerCapture(event.pointerId);
    void flow.setCenter((event.clientX - box.left - left) / scale, (event.clientY - box.top - top) / scale, { zoom });
  };
  if (isAllSeen) return null;
  return (
    <>
      {open && (
        <canvas
          ref={ref}
          className="minimap nopan nowheel"
          data-testid="minimap"
          role="img"
          aria-label={say("canvas.minimap.title")}
          style={{ width: WIDTH, height: HEIGHT }}
          onPointerDown={go}
          onPointerMove={go}
        />
      )}
      <button
        type="button"
        className="map-toggle nopan"
        data-testid="map-toggle"
        aria-pressed={open}
        aria-label={say("canvas.minimap.title")}
        title={open ? say("canvas.minimap.hide") : say("canvas.minimap.show")}
        onClick={toggle}
      >
        {open ? "×" : say("canvas.minimap.button")}
      </button>
    </>
  );
}
