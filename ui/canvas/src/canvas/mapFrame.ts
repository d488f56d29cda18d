/** How the network lies on the map: scale and offset, pure. */
import type { Rect } from "../layout/items";

export interface MapFrame {
  scale: number;
  /** Where the network's origin falls on the map. */
  left: number;
  top: number;
  /** What the canvas shows, in the network's own pixels. */
  view: Rect;
}

const MARGIN = 7;
/** At this scale a card is 14 pixels wide: smaller, blocks cannot be told apart. */
const SMALLEST = 0.06;

/** The network, and what the canvas shows beside it as long as that is not much more. */
function shownOf(network: Rect, view: Rect): Rect {
  if (network.height > view.height * 1.5 || network.width > view.width * 1.5) return network;
  const [x, y] = [Math.min(network.x, view.x), Math.min(network.y, view.y)];
  const right = Math.max(network.x + network.width, view.x + view.width);
  const bottom = Math.max(network.y + network.height, view.y + view.height);
  return { x, y, width: right - x, height: bottom - y };
}

export function fitMap(network: Rect, view: Rect, width: number, height: number): MapFrame {
  const [roomX, roomY] = [width - 2 * MARGIN, height - 2 * MARGIN];
  const shown = shownOf(network, view);
  const across = roomX / Math.max(1, shown.width);
  const scale = Math.min(
    0.2,
    Math.max(Math.min(across, roomY / Math.max(1, shown.height)), Math.min(SMALLEST, across)),
  );
  const tall = shown.height * scale - roomY;
  const middle = (view.y + view.height / 2 - shown.y) * scale - roomY / 2;
  const scrolled = tall > 0 ? Math.min(tall, Math.max(0, middle)) : tall / 2;
  return {
    scale,
    left: width / 2 - (shown.x + shown.width / 2) * scale,
    top: MARGIN - shown.y * scale - scrolled,
    view,
  };
}
