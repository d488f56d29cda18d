/** The one header of every page: name, inputs, figures, problems, undo and redo, open and download; the rail of pages beside it. */
import { useEffect, type KeyboardEvent, type MouseEvent, type ReactElement } from "react";
import { bytes, costText, count, short } from "../model/format";
import type { HeaderProps } from "../protocol";
import { useSelector } from "../session/store";
import { watchDownloads } from "./downloads";
import { DropDown } from "./DropDown";
import { NameChip } from "./NameChip";
import { closeStreamlitsDialog } from "./offline";
import { Rail } from "./Rail";
import { RecentItems } from "./RecentItems";
import type { HeaderSession } from "./session";
import { Steps } from "./Steps";
import { say } from "../sentences/say";

function problemText({ errors, warnings }: HeaderProps): string {
  const parts = [
    errors > 0 ? say("canvas.header.problems", { count: errors }) : "",
    warnings > 0 ? say("canvas.header.warnings", { count: warnings }) : "",
  ];
  return parts.filter((part) => part !== "").join(", ") || say("canvas.header.no-problems");
}

export function Header({ session }: { session: HeaderSession }): ReactElement {
  const props = useSelector(session.store, (state) => state.props);
  const refusal = useSelector(session.store, (state) => state.refusal);
  useEffect(closeStreamlitsDialog, []);
  useEffect(watchDownloads, []);
  const { errors, warnings, menu = [], downloads = [], pages = [], page = "" } = props;
  const offered = downloads.filter(({ weights }) => !weights || errors === 0);
  const tone = errors > 0 ? "error" : warnings > 0 ? "warning" : "calm";
  const key = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.target instanceof HTMLInputElement || !(event.ctrlKey || event.metaKey)) return;
    const isRedo = event.key.toLowerCase() === "y" || (event.key.toLowerCase() === "z" && event.shiftKey);
    if (!isRedo && event.key.toLowerCase() !== "z") return;
    event.preventDefault();
    session.edit({ edit: isRedo ? "redo" : "undo" });
  };
  const press = (event: MouseEvent<HTMLElement>, edit: "undo" | "redo"): void => {
    session.edit({ edit });
    // After a click of the pointer the keys are the canvas' again; whoever came by Tab stays.
    if (event.detail > 0) event.currentTarget.blur();
  };
  return (
    <>
      <header className="page-header" onKeyDown={key}>
        <a className="wordmark" href="." onClick={(event) => event.preventDefault()}>
          nnblocks
        </a>
        <NameChip name={props.name} onRename={(name) => session.rename(name)} />
        <code className="chip inputs" title={props.inputs}>
          {props.inputs}
        </code>
        <span className="stat" data-testid="header-parameters">
          <b>{count(props.parameters)}</b> {say("canvas.header.parameters", { count: props.parameters })}
        </span>
        <span className="stat" data-testid="header-bytes">
          <b>{bytes(props.bytes).split(" ")[0]}</b> {bytes(props.bytes).split(" ")[1]}
        </span>
        <span
          className="stat wide"
          data-testid="header-multiply-adds"
          title={
            props.multiply_adds === null
              ? undefined
              : costText(props.multiply_adds, props.batch_multiply_adds, props.batch)
          }
        >
          <b>{props.multiply_adds === null ? "?" : short(props.multiply_adds)}</b> {say("canvas.header.multiply-adds")}
        </span>
        <button
          type="button"
          className={`chip problems ${tone}`}
          data-testid="problems"
          onClick={() => session.emit("problems", true)}
        >
          {problemText(props)}
        </button>
        <span className="space" />
        {refusal !== null && (
          <span className="refusal" role="status" title={refusal.hint}>
            {refusal.problem}
          </span>
        )}
        <button
          type="button"
          className="button"
          data-testid="undo"
          disabled={props.undo === null}
          title={
            props.undo === null ? say("canvas.header.undo-key") : say("canvas.header.undo-step", { step: props.undo })
          }
          onClick={(event) => press(event, "undo")}
        >
          {say("canvas.header.undo")}
        </button>
        <button
          type="button"
          className="button"
          data-testid="redo"
          disabled={props.redo === null}
          title={
            props.redo === null ? say("canvas.header.redo-key") : say("canvas.header.redo-step", { step: props.redo })
          }
          aria-label={say("canvas.header.redo")}
          onClick={(event) => press(event, "redo")}
        >
          ↷
        </button>
        <DropDown label={say("canvas.header.history")} testId="history" isList>
          {() => <Steps session={session} />}
        </DropDown>
        {menu.length > 0 && (
          <DropDown label={say("canvas.header.open")} testId="open-menu">
            {(close) => (
              <>
                {menu.map(({ label, url, action, hint }) =>
                  url === undefined ? (
                    <button
                      key={label}
                      type="button"
                      role="menuitem"
                      data-testid={`action-${action}`}
                      title={hint}
                      onClick={() => {
                        close();
                        session.emit("action", action);
                      }}
                    >
                      {label}
                    </button>
                  ) : (
                    <a key={label} role="menuitem" href={url} title={hint}>
                      {label}
                    </a>
                  ),
                )}
                <RecentItems session={session} close={close} />
              </>
            )}
          </DropDown>
        )}
        {downloads.length > 0 && (
          <DropDown label={say("canvas.header.download")} testId="download-menu" primary>
            {(close) =>
              offered.map(({ label, url, weights }) => (
                <a key={label} role="menuitem" href={url} download="" data-testid={`download-${label}`} onClick={close}>
                  <b>{label}</b>
                  {weights && <small>{bytes(props.bytes)}</small>}
                </a>
              ))
            }
          </DropDown>
        )}
      </header>
      {pages.length > 0 && <Rail document={props.document} pages={pages} page={page} />}
    </>
  );
}
