/** How the network lies on the map: scale and offset, pure. */
import type { Rect } from "../layout/layout";

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

export function fitMap(network: Rect, view: Rect, width: number, height: number): MapFrame {
  const [roomX, roomY] = [width - 2 * MARGIN, height - 2 * MARGIN];
  const fit = Math.min(roomX / Math.max(1, network.width), roomY / Math.max(1, network.height));
  const scale = Math.min(0.2, Math.max(fit, Math.min(SMALLEST, roomX / Math.max(1, network.width))));
  const tall = network.height * scale - roomY;
  const middle = (view.y + view.height / 2 - network.y) * scale - roomY / 2;
  const scrolled = tall > 0 ? Math.min(tall, Math.max(0, middle)) : tall / 2;
  return { scale, left: width / 2 - (network.x + network.width / 2) * scale, top: MARGIN - network.y * scale - scrolled, view };
}
