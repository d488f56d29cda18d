/** What is visible, in whole bands, so that panning inside a band draws nothing anew. */
import { useStore } from "@xyflow/react";

const BAND = 600;

export interface Window {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export function useWindow(): Window {
  const key = useStore(({ transform: [x, y, zoom], width, height }) => {
    const band = (value: number): number => Math.floor(value / BAND);
    return [band(-x / zoom), band(-y / zoom), band((width - x) / zoom) + 1, band((height - y) / zoom) + 1].join(" ");
  });
  const [left = 0, top = 0, right = 0, bottom = 0] = key.split(" ").map((part) => Number(part) * BAND);
  return { left, top, right, bottom };
}

export function isNear(window: Window, x1: number, y1: number, x2: number, y2: number): boolean {
  return x2 >= window.left - 100 && x1 <= window.right + 100 && y2 >= window.top && y1 <= window.bottom;
}
