import { useEffect, useState, type ReactElement } from "react";
import { say } from "../sentences/say";
import { watchDrops } from "./drops";
import type { HeaderSession } from "./session";

/** The whole window, while files are dragged over it. */
export function DropTarget({ session }: { session: HeaderSession }): ReactElement | null {
  const [isOver, hover] = useState(false);
  useEffect(
    () =>
      watchDrops({
        hover,
        ask: () => session.emit("action", "open"),
        refuse: (problem) => session.refuse({ problem }),
      }),
    [session],
  );
  if (!isOver) return null;
  return (
    <div className="drop-target" data-testid="drop-target">
      <p>
        <b>{say("canvas.drop.title")}</b>
        <br />
        {say("canvas.drop.about")}
      </p>
    </div>
  );
}
