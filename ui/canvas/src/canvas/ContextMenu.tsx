/** The right-click menu. */
import { Fragment, useEffect, useRef, type KeyboardEvent, type ReactElement } from "react";
import { useBuild, useSession } from "../session/context";
import type { MenuState } from "../session/tools/tools";
import { menuItems, wrapItems, type MenuEntry } from "./menuItems";
import { networkItems } from "./networkItems";

const WIDTH = 230;
const HEIGHT = 430;

function OpenMenu({ menu }: { menu: MenuState }): ReactElement | null {
  const session = useSession();
  const node = useBuild((state) => state.index.get(menu.id)?.node);
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => ref.current?.querySelector("button")?.focus(), []);
  useEffect(() => {
    const away = (event: Event): void => {
      if (ref.current !== null && !event.composedPath().includes(ref.current)) session.store.set({ menu: null });
    };
    window.addEventListener("pointerdown", away, true);
    return () => window.removeEventListener("pointerdown", away, true);
  }, [session]);
  const isRoot = useBuild((state) => state.tree.id === menu.id);
  if (node === undefined) return null;
  const offered = isRoot ? networkItems : menu.only === "wrap" ? wrapItems : menuItems;
  const groups = offered(session, node);
  const run = (entry: MenuEntry): void => {
    if (entry.why !== undefined) return;
    session.store.set({ menu: null });
    session.view?.focus();
    session.held.after(`[${entry.label}]`, entry.run);
  };
  const key = (event: KeyboardEvent): void => {
    event.stopPropagation();
    const buttons = [...(ref.current?.querySelectorAll("button") ?? [])];
    const at = buttons.findIndex((button) => button === event.target);
    if (event.key === "Escape") {
      session.store.set({ menu: null });
      session.view?.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      buttons[(at + (event.key === "ArrowDown" ? 1 : buttons.length - 1)) % buttons.length]?.focus();
    } else {
      const entry = groups.flat().find((one) => one.keys === event.key.toUpperCase());
      if (entry === undefined || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      run(entry);
    }
  };
  const left = Math.min(menu.x, window.innerWidth - WIDTH - 8);
  const top = Math.min(menu.y, window.innerHeight - HEIGHT - 8);
  return (
    <div
      ref={ref}
      className="menu"
      role="menu"
      data-testid="context-menu"
      style={{ left, top, width: WIDTH }}
      onKeyDown={key}
    >
      {groups.map((group, i) => (
        <Fragment key={i}>
          {i > 0 && <hr />}
          {group.map((entry) => (
            <button
              key={entry.id}
              type="button"
              role="menuitem"
              data-testid={`menu-${entry.id}`}
              aria-disabled={entry.why !== undefined}
              title={entry.why}
              onClick={() => run(entry)}
            >
              <span>
                {entry.label}
                {entry.why !== undefined && <small>{entry.why}</small>}
              </span>
              {entry.keys !== undefined && entry.why === undefined && <kbd>{entry.keys}</kbd>}
            </button>
          ))}
        </Fragment>
      ))}
    </div>
  );
}

export function ContextMenu(): ReactElement | null {
  const menu = useBuild((state) => state.menu);
  return menu === null ? null : <OpenMenu key={`${menu.id}-${menu.x}-${menu.y}`} menu={menu} />;
}
