/** The colour of a person's own block, the same wherever it stands; never the only mark, since its name stands beside it. */
import type { CSSProperties } from "react";

const HUES = [265, 175, 22, 215, 320, 140, 48, 290];

export function hueOf(name: string): number {
  let hash = 7;
  for (const letter of name) hash = (hash * 31 + letter.charCodeAt(0)) >>> 0;
  return HUES[hash % HUES.length] ?? 265;
}

export function ownColour(name: string): CSSProperties {
  return { "--own-hue": hueOf(name) } as CSSProperties;
}
