/** What the header says of the open document: its name, inputs, counts and problems. */
import type { ReactElement } from "react";
import { bytes, costText, count, short } from "../model/format";
import type { HeaderProps } from "../protocol";
import { say } from "../sentences/say";
import { NameChip } from "./NameChip";
import type { HeaderSession } from "./session";

function problemText({ errors, warnings }: HeaderProps): string {
  const parts = [
    errors > 0 ? say("canvas.header.problems", { count: errors }) : "",
    warnings > 0 ? say("canvas.header.warnings", { count: warnings }) : "",
  ];
  return parts.filter((part) => part !== "").join(", ") || say("canvas.header.no-problems");
}

export function Figures({ session, props }: { session: HeaderSession; props: HeaderProps }): ReactElement {
  const tone = props.errors > 0 ? "error" : props.warnings > 0 ? "warning" : "calm";
  return (
    <>
      <NameChip name={props.name} onRename={(name) => session.rename(name, props.name)} />
      {/* What there is no room for is left out from the end, and nothing of it is cut. */}
      <div className="figures">
        <span className="stat" data-testid="header-parameters">
          <b>{count(props.parameters)}</b> {say("canvas.header.parameters", { count: props.parameters })}
        </span>
        <span className="stat" data-testid="header-bytes">
          <b>{bytes(props.bytes).split(" ")[0]}</b> {bytes(props.bytes).split(" ")[1]}
        </span>
        <span
          className="stat"
          data-testid="header-multiply-adds"
          title={
            props.multiply_adds === null
              ? undefined
              : costText(props.multiply_adds, props.batch_multiply_adds, props.batch)
          }
        >
          <b>{props.multiply_adds === null ? "?" : short(props.multiply_adds)}</b> {say("canvas.header.multiply-adds")}
        </span>
        <code className="chip inputs" data-testid="header-inputs" title={props.inputs}>
          {props.inputs}
        </code>
      </div>
      <button
        type="button"
        className={`chip problems ${tone}`}
        data-testid="problems"
        data-count={props.errors + props.warnings}
        aria-label={problemText(props)}
        title={tone === "calm" ? undefined : problemText(props)}
        onClick={() => session.emit("problems", true)}
      >
        <span className="words">{problemText(props)}</span>
      </button>
    </>
  );
}
