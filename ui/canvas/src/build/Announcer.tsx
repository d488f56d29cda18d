/** What a screen reader is told of what has just been done. */
import type { ReactElement } from "react";
import { useBuild } from "../session/context";

export function Announcer(): ReactElement {
  const said = useBuild((state) => state.said);
  return (
    <p className="spoken" role="status" aria-live="polite" data-testid="spoken">
      {said}
    </p>
  );
}
