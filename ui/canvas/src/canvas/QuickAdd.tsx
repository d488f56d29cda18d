/** Type, choose, Enter: new blocks at a place, with what usually follows offered first. */
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactElement } from "react";
import { formatValue } from "../inspector/values";
import type { Block } from "../model/blocks";
import { CONTAINERS, madeBlock, OWN } from "../model/newBlocks";
import { sourceName } from "../model/sources";
import type { TreeNode } from "../protocol";
import { parseChain, type Phrase } from "../palette/phrase";
import { entries, find, shownName, type Entry } from "../palette/search";
import { atPlace, insertChain } from "../session/actions";
import { useBuild, useSession } from "../session/context";
import { WRITE, writeClass } from "../textClass/sheet";
import type { BuildState } from "../session/state";
import type { QuickAddState } from "../session/tools/tools";
import { say } from "../sentences/say";

const SHOWN = 60;
const USUAL = ["Linear", "Conv2d", "ReLU", "Flatten", "BatchNorm2d", "MaxPool2d", "LayerNorm", "Dropout", "Embedding"];

const USUAL_IN_GRAPHS = ["torch.add", "torch.cat", "torch.matmul", "torch.mul", "Tensor.transpose", "F.relu"];

const NO_PHRASE: Phrase = { words: "", values: [], named: [], reads: [] };

/** The kind whose output the new block would get. */
function kindBefore(state: BuildState, { parent, index, joining, around }: QuickAddState): string | undefined {
  if (around !== undefined) return state.index.get(around)?.node.kind;
  const graph = state.index.get(parent)?.node;
  if (graph?.block === "graph") {
    const { wire, after, branch } = joining ?? {};
    const source =
      wire === undefined
        ? (branch ?? after?.[0])
        : wire.node === null
          ? graph.outputs?.[wire.index]
          : graph.wires?.[wire.node]?.[wire.index];
    return graph.children?.find((child) => child.name === sourceName(source ?? ""))?.kind;
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
  const [problem, setProblem] = useState<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const all = useMemo(
    () =>
      [...entries({ kinds, functions, definitions }), WRITE].filter(
        (entry) => entry.instead === undefined && (inGraph || !entry.onlyInGraph),
      ),
    [kinds, functions, definitions, inGraph],
  );
  // Of a long chain only the last phrase changes with a letter.
  const { looked } = useMemo(() => ({ all, looked: new Map<string, Entry[]>() }), [all]);
  const offered = (before: string, words: string): Entry[] => {
    const key = `${before}:${words}`;
    const known = looked.get(key);
    if (known !== undefined) return known;
    const follows = (kinds.get(before) ?? functions.get(before))?.follows ?? [];
    const first = [
      ...follows,
      ...(follows.length > 0 ? [] : USUAL),
      ...(inGraph ? USUAL_IN_GRAPHS : []),
      ...definitions.map((one) => OWN + one.class_name),
      ...CONTAINERS.map((one) => one.name),
    ];
    const best = find(all, words, first);
    looked.set(key, best);
    return best;
  };
  const phrases = parseChain(query);
  const chain: [Entry | undefined, Phrase][] = [];
  let before = useMemo(() => kindBefore(session.store.get(), at) ?? "", [at, session]);
  for (const phrase of phrases.slice(0, -1)) {
    const best = offered(before, phrase.words).find((entry) => entry.name !== WRITE.name);
    chain.push([best, phrase]);
    before = best?.name ?? "";
  }
  const phrase = phrases[phrases.length - 1] ?? NO_PHRASE;
  const { words } = phrase;
  const found = offered(before, words).slice(0, SHOWN);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active]);
  const close = (): void => {
    session.store.set({ quickAdd: null });
    session.view?.focus();
  };
  const choose = (entry: Entry | undefined): void => {
    if (entry?.name === WRITE.name) {
      session.store.set({ quickAdd: null });
      return void writeClass(session, at);
    }
    const chosen = [...chain, [entry, phrase] as const];
    const blocks: Block[] = [];
    for (const [one, typed] of chosen) {
      if (one === undefined) return setProblem(say("canvas.search.no-layer", { words: typed.words }));
      const { block, problem: fault } = madeBlock(one.name, session.catalogue.stock(), typed);
      if (fault !== null) return setProblem(fault);
      blocks.push(typed.name === undefined ? block : { ...block, name: typed.name });
    }
    const reads = chosen.map(([, phrase]) => phrase.reads);
    atPlace(session, `[${query}]`, at, (place) => {
      insertChain(session, place, blocks, reads);
      session.selection.showOnceDrawn(blocks.at(-1)?.id);
    });
    close();
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
        placeholder={inGraph ? "conv1: conv 64 3 > add < x" : "linear 64 > relu"}
        aria-label={say("canvas.quickadd.title")}
        role="combobox"
        aria-expanded="true"
        aria-controls="quick-add-list"
        aria-activedescendant={`quick-${active}`}
        spellCheck={false}
        onKeyDown={key}
        onChange={(event) => {
          setQuery(event.target.value);
          setActive(0);
          setProblem(null);
        }}
        onBlur={() => session.store.set({ quickAdd: null })}
      />
      {chain.length > 0 && (
        <p className="chain" data-testid="quick-add-chain">
          {chain.map(([entry, one], i) => (
            <span key={i} className={entry === undefined ? "unknown" : ""} data-category={entry?.category}>
              {one.name === undefined ? "" : `${one.name}: `}
              {entry === undefined ? `${one.words}?` : shownName(entry.name)}
              {" › "}
            </span>
          ))}
        </p>
      )}
      {problem !== null && (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      )}
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
        {found.length === 0 && <li className="nothing">{say("canvas.search.no-layer", { words })}</li>}
      </ul>
      <Takes name={found[active]?.name} />
    </div>
  );
}

/** What can be typed after the name: `out_channels  kernel_size  stride=1 …`. */
function Takes({ name = "" }: { name: string | undefined }): ReactElement | null {
  const kind = useBuild((state) => state.kinds.get(name) ?? state.functions.get(name));
  const own = useBuild((state) => state.definitions.find((one) => OWN + one.class_name === name));
  const all = kind?.arguments.filter((argument) => !argument.auto && argument.type !== "layer") ?? [];
  const words = [
    ...all.filter((argument) => argument.required).map((argument) => argument.name),
    ...all.filter((one) => !one.required).map((one) => `${one.name}=${formatValue(one.default)}`),
    ...Object.entries(own?.args ?? {}).map(([argument, value]) => `${argument}=${formatValue(value)}`),
  ];
  return words.length === 0 ? null : <code className="takes">{words.join("  ")}</code>;
}

export function QuickAdd(): ReactElement | null {
  const at = useBuild((state) => state.quickAdd);
  return at === null ? null : <QuickAddBox key={`${at.parent}-${at.index}-${at.around ?? ""}`} at={at} />;
}
