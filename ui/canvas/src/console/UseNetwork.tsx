/** The way from a network that was built at the prompt to the document. */
import { useState, type ReactElement } from "react";
import { say } from "../sentences/say";
import type { ConsoleSession } from "./session";

export function UseNetwork({ session, names }: { session: ConsoleSession; names: string[] }): ReactElement {
  const [picked, setPicked] = useState<string | null>(null);
  const name = picked !== null && names.includes(picked) ? picked : (names[0] ?? "");
  return (
    <div className="use-network" data-testid="console-use-bar">
      <span>{say("canvas.console.use-about")}</span>
      {names.length > 1 ? (
        <select
          aria-label={say("canvas.console.use-which")}
          data-testid="console-use-which"
          value={name}
          onChange={(event) => setPicked(event.target.value)}
        >
          {names.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      ) : (
        <code>{name}</code>
      )}
      <button
        type="button"
        className="use"
        title={say("canvas.console.use-help")}
        data-testid="console-use"
        onClick={() => session.use(name)}
      >
        {say("canvas.console.use")}
      </button>
    </div>
  );
}
