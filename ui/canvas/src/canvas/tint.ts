/** How blocks are coloured by what the last run showed; only while the network is the one that ran. */
import type { CSSProperties } from "react";
import type { BuildProps, Tint } from "../protocol";

export function shownTint({ tint, token }: Pick<BuildProps, "tint" | "token">): Tint | null {
  return tint != null && tint.token === token ? tint : null;
}

/** The style of a block whose quantity is so large, from 0 to 1. */
export function tintStyle(share: number): CSSProperties {
  return { "--tint": `${Math.round(Math.min(1, Math.max(0, share)) * 100)}%` } as CSSProperties;
}
