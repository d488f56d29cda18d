/** Type, choose, Enter: a new block at a place, with what usually follows offered first. */
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactElement } from "react";
import { CONTAINERS, newBlock } from "../model/blocks";
import type { TreeNode } from "../protocol";
import { entries, find, parseQuery, type Entry } from "../palette/search";
import { insertBlock } from "../session/actions";
import { useBuild, useSession } from "../session/context";
import type { BuildState, QuickAddState } from "../session/session";

const SHOWN = 60;
const USUAL = ["Linear", "Conv2d", "ReLU", "Flatten", "BatchNorm2d", "MaxPool2d", "LayerNorm", "Dropout", "Embedding"];

/** The kind whose output the new block would get. */
function kindBefore(state: BuildState, { parent, index }: QuickAddState): string | undefined {
  const children = state.index.get(parent)?.node.children ?? [];
  let before: TreeNode | undefined =
    state.index.get(parent)?.node.block === "parallel" ? undefined : children[index - 1];
  while (before?.children !== undefined) before = before.children[before.children.length - 1];
  return before?.kind;
}

function QuickAddBox({ at }: { at: QuickAddState }): ReactElement {
  const session = useSession();
  const kinds = useBuild((state) => state.kinds);
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const all = useMemo(() => entries(kinds).filter((entry) => entry.instead === undefined), [kinds]);
  const follows = useMemo(
    () => kinds.get(kindBefore(session.store.get(), at) ?? "")?.follows ?? [],
    [kinds, at, session],
  );
  const { words, numbers } = parseQuery(query);
  const first = [...follows, ...(follows.length > 0 ? [] : USUAL), ...CONTAINERS.map((one) => one.name)];
  const found = find(all, words, first).slice(0, SHOWN);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active]);
  const close = (): void => {
    session.store.set({ quickAdd: null });
    session.view?.focus();
  };
  const choose = (entry: Entry | undefined): void => {
    if (entry === undefined) return;
    const block = newBlock(entry.name, kinds, numbers);
    insertBlock(session, at.parent, at.index, block);
    close();
    requestAnimationFrame(() => session.view?.reveal(block.id));
  };
  const key = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === "Escape") close();
    else if (event.key === "Enter") choose(found[active]);
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setActive((now) => Math.max(0, Math.min(found.length - 1, now + (event.key === "ArrowDown" ? 1 : -1))));
    }
  };
  return (
    <div
      className="quick-add"
      data-testid="quick-add"
      style={{ left: at.x, top: at.y, maxHeight: Math.max(160, Math.min(380, window.innerHeight - at.y - 12)) }}
    >
      <input
        data-testid="quick-add-search"
        autoFocus
        value={query}
        placeholder="Add a block: linear 64"
        aria-label="Add a block"
        role="combobox"
        aria-expanded="true"
        aria-controls="quick-add-list"
        aria-activedescendant={`quick-${active}`}
        spellCheck={false}
        onKeyDown={key}
        onChange={(event) => {
          setQuery(event.target.value);
          setActive(0);
        }}
        onBlur={() => session.store.set({ quickAdd: null })}
      />
      <ul ref={list} id="quick-add-list" role="listbox">
        {found.map((entry, i) => (
          <li
            key={entry.name}
            id={`quick-${i}`}
            role="option"
            aria-selected={i === active}
            className={i === active ? "active" : ""}
            data-category={entry.category}
            data-testid={`quick-item-${entry.name}`}
            onPointerEnter={() => setActive(i)}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => choose(entry)}
          >
            <b>{entry.name}</b>
            <small>{entry.note || entry.summary}</small>
          </li>
        ))}
        {found.length === 0 && <li className="nothing">No layer matches “{words}”.</li>}
      </ul>
    </div>
  );
}

export function QuickAdd(): ReactElement | null {
  const at = useBuild((state) => state.quickAdd);
  return at === null ? null : <QuickAddBox key={`${at.parent}-${at.index}`} at={at} />;
}
