/** Finding a block on the canvas: type, Enter goes on to the next, Shift+Enter back. */
import { useMemo, type KeyboardEvent, type ReactElement } from "react";
import { findBlocks } from "../model/blockSearch";
import { useBuild, useSession } from "../session/context";
import type { BuildSession } from "../session/session";
import { unfoldAround } from "../session/selection/walk";
import { say } from "../sentences/say";

/** Unfold all around a block, select it and bring it to the middle. */
function goTo(session: BuildSession, id: string): void {
  unfoldAround(session, id);
  session.selection.select([id]);
  requestAnimationFrame(() => requestAnimationFrame(() => session.view?.centre(id)));
}

function SearchBox({ query }: { query: string }): ReactElement {
  const session = useSession();
  const tree = useBuild((state) => state.tree);
  const primary = useBuild((state) => state.selected[state.selected.length - 1]);
  const found = useMemo(() => findBlocks(tree, query), [tree, query]);
  const at = found.indexOf(primary ?? "");
  const step = (by: number): void => {
    const next = at < 0 ? (by > 0 ? 0 : found.length - 1) : (at + by + found.length) % found.length;
    const id = found[next];
    if (id !== undefined) goTo(session, id);
  };
  const close = (): void => {
    session.store.set({ search: null });
    session.view?.focus();
  };
  const key = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === "Escape") close();
    else if (event.key === "Enter" || event.key === "F3" || ((event.ctrlKey || event.metaKey) && event.key === "f")) {
      event.preventDefault();
      step(event.shiftKey ? -1 : 1);
    }
  };
  const count =
    query.trim() === ""
      ? ""
      : found.length === 0
        ? say("canvas.search.no-results")
        : at < 0
          ? `${found.length}`
          : say("canvas.search.position", { at: at + 1, count: found.length });
  return (
    <div className="find nopan nowheel" role="search" data-testid="find">
      <input
        autoFocus
        data-testid="find-input"
        value={query}
        placeholder={say("canvas.search.placeholder")}
        aria-label={say("canvas.search.label")}
        spellCheck={false}
        onChange={(event) => session.store.set({ search: event.target.value })}
        onKeyDown={key}
        onFocus={(event) => event.target.select()}
      />
      <span data-testid="find-count" role="status">
        {count}
      </span>
      <button
        type="button"
        aria-label={say("canvas.search.previous")}
        title={say("canvas.search.previous-key")}
        onClick={() => step(-1)}
      >
        ↑
      </button>
      <button
        type="button"
        aria-label={say("canvas.search.next")}
        title={say("canvas.search.next-key")}
        onClick={() => step(1)}
      >
        ↓
      </button>
      <button type="button" aria-label={say("canvas.search.close")} onClick={close}>
        ×
      </button>
    </div>
  );
}

export function Search(): ReactElement | null {
  const query = useBuild((state) => state.search);
  return query === null ? null : <SearchBox query={query} />;
}
