/** Type, choose, Enter: a new block at a place, with what usually follows offered first. */
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactElement } from "react";
import { CONTAINERS, newBlock, OWN } from "../model/blocks";
import type { TreeNode } from "../protocol";
import { entries, find, parseQuery, shownName, type Entry } from "../palette/search";
import { insertBlock } from "../session/actions";
import { useBuild, useSession } from "../session/context";
import type { BuildState, QuickAddState } from "../session/session";

const SHOWN = 60;
const USUAL = ["Linear", "Conv2d", "ReLU", "Flatten", "BatchNorm2d", "MaxPool2d", "LayerNorm", "Dropout", "Embedding"];

const USUAL_IN_GRAPHS = ["torch.add", "torch.cat", "torch.matmul", "torch.mul", "Tensor.transpose", "F.relu"];

/** The kind whose output the new block would get. */
function kindBefore(state: BuildState, { parent, index, joining }: QuickAddState): string | undefined {
  const graph = state.index.get(parent)?.node;
  if (graph?.block === "graph") {
    const { wire, after } = joining ?? {};
    const source =
      wire === undefined
        ? after?.[0]
        : wire.node === null
          ? graph.outputs?.[wire.index]
          : graph.wires?.[wire.node]?.[wire.index];
    return graph.children?.find((child) => child.name === source?.split(":")[0])?.kind;
  }
  const children = state.index.get(parent)?.node.children ?? [];
  let before: TreeNode | undefined =
    state.index.get(parent)?.node.block === "parallel" ? undefined : children[index - 1];
  while (before?.children !== undefined) before = before.children[before.children.length - 1];
  return before?.kind;
}

function QuickAddBox({ at }: { at: QuickAddState }): ReactElement {
  const session = useSession();
  const kinds = useBuild((state) => state.kinds);
  const functions = useBuild((state) => state.functions);
  const definitions = useBuild((state) => state.definitions);
  const inGraph = useBuild((state) => state.index.get(at.parent)?.node.block === "graph");
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const all = useMemo(
    () =>
      entries({ kinds, functions, definitions }).filter(
        (entry) => entry.instead === undefined && (inGraph || !entry.onlyInGraph),
      ),
    [kinds, functions, definitions, inGraph],
  );
  const follows = useMemo(() => {
    const before = kindBefore(session.store.get(), at) ?? "";
    return (kinds.get(before) ?? functions.get(before))?.follows ?? [];
  }, [kinds, functions, at, session]);
  const { words, numbers } = parseQuery(query);
  const first = [
    ...follows,
    ...(follows.length > 0 ? [] : USUAL),
    ...(inGraph ? USUAL_IN_GRAPHS : []),
    ...definitions.map((one) => OWN + one.class_name),
    ...CONTAINERS.map((one) => one.name),
  ];
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
    const block = newBlock(entry.name, session.stock(), numbers);
    insertBlock(session, at.parent, at.index, block, at.joining);
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
            <b>{shownName(entry.name)}</b>
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
