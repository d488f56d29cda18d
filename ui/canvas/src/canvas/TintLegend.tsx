/** What the colours of the blocks say, with the way to be rid of them. */
import type { ReactElement } from "react";
import { say } from "../sentences/say";
import { useBuild, useSession } from "../session/context";
import { shownTint } from "./tint";

export function TintLegend(): ReactElement | null {
  const session = useSession();
  const tint = useBuild((state) => shownTint(state.props));
  if (tint === null) return null;
  return (
    <div className="tint-legend nopan" data-testid="tint-legend">
      <span>{tint.title}</span>
      <span className="ends">{tint.low}</span>
      <i aria-hidden="true" />
      <span className="ends">{tint.high}</span>
      <button type="button" aria-label={say("canvas.tint.remove")} onClick={() => session.removeTint()}>
        ×
      </button>
    </div>
  );
}
