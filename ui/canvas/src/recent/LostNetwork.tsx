/** What became of a network that was on the screen and is no longer on the server, and its file. */
import { useMemo, type ReactElement } from "react";
import { say } from "../sentences/say";
import type { Lost } from "./session";
import type { File } from "./visitFiles";

function FileLink({ name, text }: File): ReactElement {
  const url = useMemo(() => URL.createObjectURL(new Blob([text], { type: "application/json" })), [text]);
  return (
    <a href={url} download={`${name}.json`} data-testid="lost-file">
      {say("canvas.recent.lost-file", { name })}
    </a>
  );
}

export function LostNetwork({ file, edits }: Lost): ReactElement {
  return (
    <div className="recent-lost" role="alert" data-testid="lost">
      {edits > 0 && <p>{say("canvas.recent.lost-edits", { count: edits })}</p>}
      {file !== null && (
        <p>
          {say("canvas.recent.lost")} <FileLink {...file} />
        </p>
      )}
    </div>
  );
}
