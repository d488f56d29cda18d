/** Shapes of inputs, and what one without N may mean. */
import { say } from "../sentences/say";
type Shape = (number | "N")[];

export interface Reading {
  label: string;
  shape: Shape;
}

/** A shape that was typed without N where the input had one, until it is said what is meant. */
export interface ShapeQuestion {
  /** Which input. */
  at: number;
  typed: Shape;
}

function words(shape: Shape): string {
  return shape.join(" × ");
}

/** The two things that a shape without N may mean: of as many dims as before, the batch is one of its numbers. */
export function readings(typed: Shape, before: Shape): Reading[] {
  const at = Math.max(0, before.indexOf("N"));
  const isWhole = typed.length === before.length;
  const batched: Shape = isWhole ? typed.map((dim, i) => (i === at ? "N" : dim)) : ["N", ...typed];
  return [
    { label: words(batched), shape: batched },
    { label: say("canvas.input.no-batch", { shape: words(typed) }), shape: typed },
  ];
}

/** Whether to ask: the input had a batch, and what was typed has none. */
export function lacksBatch(typed: Shape, before: Shape): boolean {
  return before.includes("N") && !typed.includes("N");
}
