/** While dragging near the canvas's edge the view moves along, faster the nearer; never on the way in from the palette. */
import type { BuildSession } from "../session";

const EDGE = 44;
const SPEED = 14;
/** On its way to a place near the edge a pointer only passes: the view must not run away under it. */
const REST_MS = 250;

function push(position: number, low: number, high: number): number {
  if (position < low + EDGE) return (Math.min(EDGE, low + EDGE - position) / EDGE) * SPEED;
  if (position > high - EDGE) return -(Math.min(EDGE, position - high + EDGE) / EDGE) * SPEED;
  return 0;
}

/** Start panning for the pointer that `at` tells; returns how to stop. */
export function startAutopan(
  session: BuildSession,
  at: () => { x: number; y: number } | null,
  moved: () => void,
): () => void {
  let frame = 0;
  let hasBeenInside = false;
  let since = Infinity;
  const step = (): void => {
    frame = requestAnimationFrame(step);
    const point = at();
    const box = session.view?.bounds();
    if (
      point === null ||
      box === undefined ||
      point.x < box.left ||
      point.x > box.right ||
      point.y < box.top - EDGE ||
      point.y > box.bottom
    )
      return;
    const [dx, dy] = [push(point.x, box.left, box.right), push(point.y, box.top, box.bottom)];
    if (dx === 0 && dy === 0) {
      hasBeenInside = true;
      since = Infinity;
      return;
    }
    since = Math.min(since, performance.now());
    if (!hasBeenInside || performance.now() - since < REST_MS) return;
    session.view?.panBy(dx, dy);
    moved();
  };
  frame = requestAnimationFrame(step);
  return () => cancelAnimationFrame(frame);
}
