/** What a person sees while the canvas waits for the server's answer, and what was done meanwhile. */
import { useEffect, useState, type ReactElement } from "react";
import { useBuild, useSession } from "../session/context";
import { say } from "../sentences/say";

/** Shorter waits are not worth a word. */
const PATIENCE_MS = 300;

export function QueueNotice(): ReactElement | null {
  const session = useSession();
  const held = useBuild((state) => state.held);
  const isWaiting = useBuild((state) => state.stale || state.held > 0);
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    if (!isWaiting) return setShown(false);
    const timer = setTimeout(() => setShown(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [isWaiting]);
  if (!isShown) return null;
  return (
    <div className="held" data-testid="held">
      <p>{held === 0 ? say("canvas.held.waiting") : say("canvas.held.count", { count: held })}</p>
      {held > 0 && (
        <button type="button" data-testid="held-discard" onClick={() => session.held.drop("discarded")}>
          {say("canvas.held.discard")}
        </button>
      )}
    </div>
  );
}
