/** The networks this browser has had open, each with a way back to it. */
import type { ReactElement } from "react";
import { follow } from "../header/visit";
import { useSelector } from "../session/store";
import type { RecentSession } from "./session";
import { LostNetwork } from "./LostNetwork";
import { ago, type Visit } from "./visits";
import { say } from "../sentences/say";

export function Recent({ session }: { session: RecentSession }): ReactElement {
  const found = useSelector(session.store, (state) => state.visits);
  const lost = useSelector(session.store, (state) => state.lost);
  return (
    <>
      {lost !== null && <LostNetwork {...lost} />}
      <Visits found={found} />
    </>
  );
}

function Visits({ found }: { found: readonly Visit[] }): ReactElement {
  const now = Date.now();
  if (found.length === 0) return <p className="recent-none">{say("canvas.recent.none")}</p>;
  return (
    <ul className="recent-list" data-testid="recent" aria-label={say("canvas.recent.list")}>
      {found.map(({ id, name, about, seen }) => (
        <li key={id}>
          <a href={`./build?d=${encodeURIComponent(id)}`} onClick={(event) => follow(event, false)}>
            {name}
          </a>
          <small>
            {about} · {say("canvas.recent.opened", { when: ago(now - seen) })}
          </small>
        </li>
      ))}
    </ul>
  );
}
