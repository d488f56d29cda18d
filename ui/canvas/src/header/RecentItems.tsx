/** The newest of what this browser has had open, at the end of the header's menu. */
import type { ReactElement } from "react";
import { ago, visits } from "../recent/visits";
import type { HeaderSession } from "./session";
import { isPlain } from "./visit";
import { say } from "../sentences/say";

const SHOWN = 5;

interface RecentItemsProps {
  session: HeaderSession;
  /** The document that is open, which needs no way back. */
  open: string;
  close: () => void;
}

export function RecentItems({ session, open, close }: RecentItemsProps): ReactElement | null {
  const found = visits()
    .filter((one) => one.id !== open)
    .slice(0, SHOWN);
  if (found.length === 0) return null;
  return (
    <>
      <div className="group">{say("canvas.recent.title")}</div>
      {found.map(({ id, name, seen }) => (
        <a
          key={id}
          role="menuitem"
          href={`./build?d=${encodeURIComponent(id)}`}
          data-testid="open-recent"
          onClick={(event) => {
            if (!isPlain(event)) return;
            event.preventDefault();
            close();
            session.emit("open", id);
          }}
        >
          {name}
          <small>{say("canvas.recent.opened", { when: ago(Date.now() - seen) })}</small>
        </a>
      ))}
    </>
  );
}
