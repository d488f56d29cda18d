/** What the header does with the open document: undo and redo, its history, another document, downloads. */
import type { MouseEvent, ReactElement } from "react";
import { bytes } from "../model/format";
import type { HeaderProps } from "../protocol";
import { say } from "../sentences/say";
import { DropDown } from "./DropDown";
import { RecentItems } from "./RecentItems";
import type { HeaderSession } from "./session";
import { Steps } from "./Steps";
import { follow, HOME } from "./visit";

interface ActionsProps {
  session: HeaderSession;
  props: HeaderProps;
  /** Whether the page shows blocks: what is next is to train them. */
  isBuild: boolean;
}

export function Actions({ session, props, isBuild }: ActionsProps): ReactElement {
  const press = (event: MouseEvent<HTMLElement>, edit: "undo" | "redo"): void => {
    session.edit({ edit });
    // After a click of the pointer the keys are the canvas' again; whoever came by Tab stays.
    if (event.detail > 0) event.currentTarget.blur();
  };
  return (
    <>
      <div className="edits">
        <button
          type="button"
          className="button"
          data-testid="undo"
          disabled={props.undo === null}
          title={
            props.undo === null ? say("canvas.header.undo-key") : say("canvas.header.undo-step", { step: props.undo })
          }
          aria-label={say("canvas.header.undo")}
          onClick={(event) => press(event, "undo")}
        >
          ↶<span className="words"> {say("canvas.header.undo")}</span>
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
      </div>
      <DropDown label={say("canvas.header.history")} testId="history" isList>
        {() => <Steps id={props.document} stamp={props.stamp} />}
      </DropDown>
      <Open session={session} open={props.document} />
      <Downloads props={props} isFirst={!isBuild} />
      {isBuild && (
        <button
          type="button"
          className="button primary"
          data-testid="action-train"
          title={say("canvas.header.train.help")}
          aria-label={say("canvas.header.train")}
          onClick={() => session.emit("action", "train")}
        >
          <span className="icon">▶</span>
          <span className="words">{say("canvas.header.train")}</span>
        </button>
      )}
    </>
  );
}

/** The ways to another document; all but these begin at Home. */
function Open({ session, open }: { session: HeaderSession; open: string }): ReactElement {
  return (
    <DropDown label={say("canvas.header.open")} testId="open-menu">
      {(close) => (
        <>
          <a role="menuitem" href={HOME} onClick={(event) => follow(event, false) && close()}>
            {say("canvas.header.home")}
          </a>
          <button
            type="button"
            role="menuitem"
            data-testid="action-duplicate"
            onClick={() => {
              close();
              session.emit("action", "duplicate");
            }}
          >
            {say("canvas.header.duplicate")}
          </button>
          <RecentItems session={session} open={open} close={close} />
        </>
      )}
    </DropDown>
  );
}

/** Weights are offered only where there are no errors. */
function Downloads({ props, isFirst }: { props: HeaderProps; isFirst: boolean }): ReactElement | null {
  const { downloads = [], errors, bytes: size } = props;
  if (downloads.length === 0) return null;
  const offered = downloads.filter(({ weights }) => !weights || errors === 0);
  return (
    <DropDown label={say("canvas.header.download")} testId="download-menu" icon="↓" primary={isFirst}>
      {(close) =>
        offered.map(({ label, url, weights }) => (
          <a key={label} role="menuitem" href={url} download="" data-testid={`download-${label}`} onClick={close}>
            <b>{label}</b>
            {weights && <small>{bytes(size)}</small>}
          </a>
        ))
      }
    </DropDown>
  );
}
