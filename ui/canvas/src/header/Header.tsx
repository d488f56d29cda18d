/** The one header of every page: what is open and what can be done with it, and the rail of pages beside it. */
import { useEffect, type KeyboardEvent, type ReactElement } from "react";
import { useSelector } from "../session/store";
import { Actions } from "./Actions";
import { watchDownloads } from "./downloads";
import { DropTarget } from "./DropTarget";
import { Figures } from "./Figures";
import { closeStreamlitsDialog } from "./offline";
import { watchPasteKeys } from "./pasteKeys";
import { Rail } from "./Rail";
import type { HeaderSession } from "./session";
import type { PageLink } from "../protocol";
import { DRAWERS_FROM } from "../session/tools/drawers";
import { follow, HOME, isHome, nameInAddress } from "./visit";

/** Whether the page shows blocks that its window is too narrow to edit; `header.css` hides Undo and Redo there. */
function isViewOnly(page: PageLink | undefined): boolean {
  return page?.path === "build" && window.innerWidth < DRAWERS_FROM;
}

export function Header({ session }: { session: HeaderSession }): ReactElement {
  const props = useSelector(session.store, (state) => state.props);
  const refusal = useSelector(session.store, (state) => state.refusal);
  useEffect(closeStreamlitsDialog, []);
  useEffect(watchDownloads, []);
  useEffect(watchPasteKeys, []);
  const { pages = [], page = "" } = props;
  const here = pages.find(({ title }) => title === page);
  const atHome = here !== undefined && isHome(here);
  // Home shows no document; the one that was open goes on saving what was done to it, and the rail leads back to it.
  const shown = props.document === null || atHome ? null : props;
  const id = shown?.document;
  useEffect(() => {
    if (here !== undefined && id !== undefined) nameInAddress(here, id);
  }, [here, id]);
  const key = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.target instanceof HTMLInputElement || !(event.ctrlKey || event.metaKey) || shown === null) return;
    if (isViewOnly(here)) return;
    const isRedo = event.key.toLowerCase() === "y" || (event.key.toLowerCase() === "z" && event.shiftKey);
    if (!isRedo && event.key.toLowerCase() !== "z") return;
    event.preventDefault();
    session.edit({ edit: isRedo ? "redo" : "undo" });
  };
  return (
    <>
      <header className={shown === null ? "page-header bare" : "page-header"} data-page={here?.path} onKeyDown={key}>
        <a className="wordmark" href={HOME} onClick={(event) => follow(event, atHome)}>
          nnblocks
        </a>
        {shown !== null && <Figures session={session} props={shown} />}
        <span className="space" />
        {refusal !== null && (
          <span className="refusal" role="status" title={refusal.hint}>
            {refusal.problem}
          </span>
        )}
        {shown !== null && <Actions session={session} props={shown} isBuild={here?.path === "build"} />}
      </header>
      <DropTarget session={session} />
      {pages.length > 0 && <Rail document={props.document} pages={pages} page={page} />}
    </>
  );
}
