/** The wire in the hand, and what stands against it. */
import { ViewportPortal } from "@xyflow/react";
import type { ReactElement } from "react";
import { useBuild } from "../session/context";

export function WireDraft(): ReactElement | null {
  const linking = useBuild((state) => state.linking);
  if (linking === null) return null;
  const { from, to, why, over } = linking;
  const bend = Math.max(24, Math.abs(to.y - from.y) / 2);
  const path = `M${from.x} ${from.y}C${from.x} ${from.y + bend} ${to.x} ${to.y - bend} ${to.x} ${to.y}`;
  const state = why !== null ? "bad" : over !== null ? "good" : "";
  return (
    <ViewportPortal>
      <svg className={`linking-line ${state}`} aria-hidden="true">
        <path d={path} />
        <circle cx={to.x} cy={to.y} r={4} />
      </svg>
      {why !== null && (
        <p
          className="linking-why"
          style={{ transform: `translate(${to.x + 14}px, ${to.y + 10}px)` }}
          data-testid="wire-why"
        >
          {why}
        </p>
      )}
    </ViewportPortal>
  );
}
