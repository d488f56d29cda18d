/** All keys on one sheet. */
import { useEffect, useRef, type ReactElement } from "react";
import { useBuild, useSession } from "../session/context";

const KEYS: [string, [string, string][]][] = [
  [
    "Add",
    [
      ["/ or +", "a block after the selected one, or on the selected wire, or into an empty container"],
      ["conv 64 3 stride=2 > bn", "in that list: arguments by place or name; > leads to the next block"],
      ["join: cat < skip _", "a name before, what it reads after; _ is what comes before"],
      ["Shift+Enter or I", "a block inside the selected container"],
      ["Ctrl+C  Ctrl+X  Ctrl+V", "copy, cut, paste: as text, across tabs and documents"],
      ["Ctrl+D", "duplicate"],
    ],
  ],
  [
    "Go",
    [
      ["↑ ↓", "the block before or after"],
      ["← →", "out to the container, in to its first block"],
      ["Home  End", "the first or last beside it"],
      ["Shift+arrow", "select on"],
      ["Ctrl+A", "all beside it, then all around"],
      ["Ctrl+F", "find a block; Enter goes on"],
    ],
  ],
  [
    "Change",
    [
      ["Enter", "edit the first argument; of the network, its input; Tab goes on"],
      ["F2", "rename"],
      ["Alt+arrows", "move among its siblings, out of or into a container; in a Graph, by hand"],
      ["G  W", "group in a Sequential; choose what to wrap it in"],
      ["U", "unwrap"],
      ["C  T", "say what flows into a node of a Graph; tie a tensor"],
      ["Delete", "remove the block or the wire"],
      ["Ctrl+Z  Ctrl+Shift+Z", "undo, redo"],
    ],
  ],
  [
    "Look",
    [
      ["F", "fit the network"],
      ["Z or Shift+F", "fit the selection"],
      ["=  −", "zoom in, out; the wheel too"],
      ["Space+drag", "pan"],
      ["X or double-click", "fold, unfold"],
      ["Shift+drag", "select with a box"],
      ["Alt+drag", "drag a copy"],
      ["B  P  K", "go to the blocks, the inspector, the code; Escape leads back"],
      ["Shift+F10", "what can be done here"],
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
        aria-label="Keys"
        data-testid="help"
        onClick={(event) => event.stopPropagation()}
      >
        <header>
          <h2>Keys</h2>
          <button ref={ref} type="button" aria-label="Close" onClick={close}>
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
