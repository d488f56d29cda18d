/** What can be done with one of the person's own blocks in the palette. */
import { useEffect, useRef, type KeyboardEvent, type ReactElement } from "react";
import { insertByName } from "../session/actions";
import { OWN } from "../model/newBlocks";
import { useBuild, useSession } from "../session/context";
import type { BuildSession } from "../session/session";
import { editClass } from "./sheet";
import { say } from "../sentences/say";

const WIDTH = 210;
const HEIGHT = 170;

interface Entry {
  id: string;
  label: string;
  /** Why it cannot be done now. */
  why?: string;
  run: () => void;
}

function removal(session: BuildSession, name: string, uses: number): Entry {
  const why = say("canvas.write.in-use", { count: uses });
  return {
    id: "remove",
    label: say("canvas.write.remove"),
    ...(uses > 0 ? { why } : {}),
    run: () => {
      session.edit({ edit: "remove_definition", class_name: name });
      session.notices.toast(say("canvas.write.removed", { name }), undefined, {
        label: say("canvas.toast.undo"),
        run: () => session.edit({ edit: "undo" }),
      });
    },
  };
}

function entriesOf(session: BuildSession, name: string): Entry[] {
  const definition = session.store.get().definitions.find((one) => one.class_name === name);
  if (definition === undefined) return [];
  const { uses, signature } = definition;
  return [
    { id: "add", label: say("canvas.write.add"), run: () => insertByName(session, OWN + name) },
    ...(signature === undefined
      ? []
      : [{ id: "edit", label: say("canvas.menu.edit-class"), run: () => editClass(session, name) }]),
    { id: "rename", label: say("canvas.write.rename"), run: () => session.store.set({ renamingOwn: name }) },
    removal(session, name, uses),
  ];
}

function OpenMenu({ name, x, y }: { name: string; x: number; y: number }): ReactElement {
  const session = useSession();
  useBuild((state) => state.definitions);
  const ref = useRef<HTMLDivElement>(null);
  const close = (): void => session.store.set({ ownMenu: null });
  useEffect(() => ref.current?.querySelector("button")?.focus(), []);
  useEffect(() => {
    const away = (event: Event): void => {
      if (ref.current !== null && !event.composedPath().includes(ref.current)) session.store.set({ ownMenu: null });
    };
    window.addEventListener("pointerdown", away, true);
    return () => window.removeEventListener("pointerdown", away, true);
  }, [session]);
  const key = (event: KeyboardEvent): void => {
    event.stopPropagation();
    const buttons = [...(ref.current?.querySelectorAll("button") ?? [])];
    const at = buttons.findIndex((button) => button === event.target);
    if (event.key === "Escape") {
      close();
      session.view?.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      buttons[(at + (event.key === "ArrowDown" ? 1 : buttons.length - 1)) % buttons.length]?.focus();
    }
  };
  const left = Math.min(x, window.innerWidth - WIDTH - 8);
  const top = Math.min(y, window.innerHeight - HEIGHT - 8);
  return (
    <div
      ref={ref}
      className="menu"
      role="menu"
      data-testid="own-menu"
      style={{ left, top, width: WIDTH }}
      onKeyDown={key}
    >
      {entriesOf(session, name).map((entry) => (
        <button
          key={entry.id}
          type="button"
          role="menuitem"
          data-testid={`own-${entry.id}`}
          aria-disabled={entry.why !== undefined}
          onClick={() => {
            if (entry.why !== undefined) return;
            close();
            session.view?.focus();
            entry.run();
          }}
        >
          <span>
            {entry.label}
            {entry.why !== undefined && <small>{entry.why}</small>}
          </span>
        </button>
      ))}
    </div>
  );
}

export function OwnMenu(): ReactElement | null {
  const menu = useBuild((state) => state.ownMenu);
  return menu === null ? null : <OpenMenu key={`${menu.name}-${menu.x}-${menu.y}`} {...menu} />;
}
