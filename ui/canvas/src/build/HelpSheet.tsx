/** All keys on one sheet. */
import { useEffect, useRef, type ReactElement } from "react";
import { useBuild, useSession } from "../session/context";
import { say } from "../sentences/say";

/** Keys are the words on a keyboard, and what a pointer does with them held. */
const KEYS: readonly (readonly [title: string, rows: readonly (readonly [keys: string, what: string])[]])[] = [
  [
    say("canvas.help.add"),
    [
      [say("canvas.help.keys-add"), say("canvas.help.to-add")],
      ["conv 64 3 stride=2 > bn", say("canvas.help.chain")],
      ["join: cat < skip _", say("canvas.help.wired")],
      [say("canvas.help.keys-inside"), say("canvas.help.inside")],
      ["Ctrl+C  Ctrl+X  Ctrl+V", say("canvas.help.clipboard")],
      ["Ctrl+D", say("canvas.help.duplicate")],
    ],
  ],
  [
    say("canvas.help.navigate"),
    [
      ["↑ ↓", say("canvas.help.neighbours")],
      ["← →", say("canvas.help.levels")],
      ["Home  End", say("canvas.help.ends")],
      ["Shift+↑ ↓", say("canvas.help.extend")],
      ["Ctrl+A", say("canvas.help.all")],
      ["Ctrl+F", say("canvas.help.find")],
    ],
  ],
  [
    say("canvas.help.edit"),
    [
      ["Enter", say("canvas.help.argument")],
      ["F2", say("canvas.help.rename")],
      ["Alt+↑ ↓ ← →", say("canvas.help.move")],
      ["G  W", say("canvas.help.wrap")],
      ["U", say("canvas.help.unwrap")],
      ["C  T", say("canvas.help.connect")],
      ["Delete", say("canvas.help.delete")],
      ["Ctrl+Z  Ctrl+Shift+Z", say("canvas.help.undo")],
    ],
  ],
  [
    say("canvas.help.view"),
    [
      ["F", say("canvas.help.fit")],
      [say("canvas.help.keys-fit-selection"), say("canvas.help.fit-selection")],
      ["=  −", say("canvas.help.zoom")],
      [say("canvas.help.keys-pan"), say("canvas.help.pan")],
      [say("canvas.help.keys-fold"), say("canvas.help.fold")],
      [say("canvas.help.keys-box"), say("canvas.help.box")],
      [say("canvas.help.keys-copy"), say("canvas.help.copy")],
      ["B  P  K", say("canvas.help.panels")],
      ["Shift+F10", say("canvas.help.menu")],
    ],
  ],
];

function Sheet(): ReactElement {
  const session = useSession();
  const ref = useRef<HTMLButtonElement>(null);
  useEffect(() => ref.current?.focus(), []);
  const close = (): void => {
    session.store.set({ help: false });
    session.view?.focus();
  };
  return (
    <div className="sheet-shade" onClick={close}>
      <section
        className="sheet"
        role="dialog"
        aria-modal="true"
        aria-label={say("canvas.help.title")}
        data-testid="help"
        onClick={(event) => event.stopPropagation()}
      >
        <header>
          <h2>{say("canvas.help.title")}</h2>
          <button ref={ref} type="button" aria-label={say("canvas.help.close")} onClick={close}>
            ×
          </button>
        </header>
        <div className="sheet-columns">
          {KEYS.map(([title, rows]) => (
            <div key={title}>
              <h3>{title}</h3>
              <dl>
                {rows.map(([keys, what]) => (
                  <div key={keys}>
                    <dt>{keys}</dt>
                    <dd>{what}</dd>
                  </div>
                ))}
              </dl>
            </div>
          ))}
        </div>
      </section>
    </div>
  );
}

export function HelpSheet(): ReactElement | null {
  const open = useBuild((state) => state.help);
  return open ? <Sheet /> : null;
}
