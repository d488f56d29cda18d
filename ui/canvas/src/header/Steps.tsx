/** The newest steps of the document, by whom they were made: a person's own are what undo and redo go through. */
import { useEffect, useState, type ReactElement } from "react";
import { say } from "../sentences/say";

interface Step {
  number: number;
  name: string;
  undone: boolean;
  /** Whether another person made it. */
  other: boolean;
}

async function fetched(id: string): Promise<Step[] | null> {
  try {
    const address = new URL(`nnblocks/history/${id}`, document.baseURI);
    const answer = await fetch(address, { credentials: "same-origin", cache: "no-store" });
    return answer.ok ? ((await answer.json()) as Step[]) : null;
  } catch {
    return null;
  }
}

function words(steps: Step[] | null | undefined): string {
  if (steps === undefined) return "";
  return steps === null ? say("canvas.header.history-failed") : say("canvas.header.history-none");
}

/** An edit moves the stamp; a change of weights does too. */
export function Steps({ id, stamp }: { id: string; stamp: number | undefined }): ReactElement {
  const [steps, setSteps] = useState<Step[] | null | undefined>();
  useEffect(() => {
    let isWanted = true;
    void fetched(id).then((found) => {
      if (isWanted) setSteps(found);
    });
    return () => {
      isWanted = false;
    };
  }, [id, stamp]);
  if (steps === undefined || steps === null || steps.length === 0) return <p className="steps">{words(steps)}</p>;
  return (
    <ol className="steps" data-testid="steps" tabIndex={0}>
      {steps.map(({ number, name, undone, other }) => (
        <li key={number} className={undone ? "undone" : undefined}>
          {name}
          {undone && <small>{say("canvas.header.history-undone")}</small>}
          {other && <small>{say("canvas.header.history-other")}</small>}
        </li>
      ))}
    </ol>
  );
}
