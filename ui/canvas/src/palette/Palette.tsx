/** Every kind of block, to be clicked or dragged onto the canvas. */
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactElement } from "react";
import { insertByName } from "../session/actions";
import { useBuild, useSession } from "../session/context";
import { closeDrawer } from "../session/tools/drawers";
import { OwnItem } from "../textClass/OwnItem";
import { writeClass } from "../textClass/sheet";
import { PaletteItem } from "./PaletteItem";
import { parsePhrase } from "./phrase";
import { entries, find, ORDER, type Entry } from "./search";
import { say } from "../sentences/say";

const SHOWN_AT_FIRST = 4;

function byCategory(all: readonly Entry[]): [string, Entry[]][] {
  const groups = new Map<string, Entry[]>(ORDER.map((category) => [category, []]));
  for (const entry of all) {
    const group = groups.get(entry.category) ?? [];
    group.push(entry);
    groups.set(entry.category, group);
  }
  // One's own come first even while there are none: that is where one is written.
  return [...groups].filter(([category, group]) => group.length > 0 || category === "own");
}

/** What people reach for first stands first in its category. */
const COMMON = [
  "Linear",
  "Identity",
  "Bilinear",
  "ReLU",
  "GELU",
  "Sigmoid",
  "Softmax",
  "Tanh",
  "Conv2d",
  "Conv1d",
  "ConvTranspose2d",
  "BatchNorm2d",
  "LayerNorm",
  "BatchNorm1d",
  "GroupNorm",
  "MaxPool2d",
  "AvgPool2d",
  "AdaptiveAvgPool2d",
  "LSTM",
  "GRU",
  "RNN",
  "MultiheadAttention",
  "TransformerEncoderLayer",
  "Embedding",
  "EmbeddingBag",
  "Dropout",
  "Dropout2d",
  "Flatten",
  "Unflatten",
  "Upsample",
  "ZeroPad2d",
  "CosineSimilarity",
  "CrossEntropyLoss",
  "MSELoss",
  "Tensor",
  "torch.add",
  "torch.cat",
  "torch.matmul",
  "Tensor.view",
  "torch.mul",
  "F.relu",
  "torch.flatten",
  "Tensor.transpose",
  "Tensor.permute",
  "Tensor.chunk",
  "Tensor.split",
  "torch.stack",
  "Tensor.__getitem__",
  "F.softmax",
  "F.scaled_dot_product_attention",
  "F.interpolate",
  "Tensor.mean",
  "Tensor.expand",
  "Tensor.unsqueeze",
  "Tensor.squeeze",
];

const HEADINGS: { [category: string]: string } = {
  own: say("canvas.palette.own"),
  container: say("canvas.palette.containers"),
  functions: say("canvas.palette.functions"),
  linear: say("canvas.palette.linear"),
  activation: say("canvas.palette.activation"),
  convolution: say("canvas.palette.convolution"),
  normalisation: say("canvas.palette.normalisation"),
  pooling: say("canvas.palette.pooling"),
  recurrent: say("canvas.palette.recurrent"),
  attention: say("canvas.palette.attention"),
  embedding: say("canvas.palette.embedding"),
  dropout: say("canvas.palette.dropout"),
  shape: say("canvas.palette.shape"),
  padding: say("canvas.palette.padding"),
  distance: say("canvas.palette.distance"),
  loss: say("canvas.palette.loss"),
};

interface PaletteProps {
  open: boolean;
  onToggle: () => void;
}

export function Palette({ open, onToggle }: PaletteProps): ReactElement {
  const session = useSession();
  const kinds = useBuild((state) => state.kinds);
  const functions = useBuild((state) => state.functions);
  const definitions = useBuild((state) => state.definitions);
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set(["own", "container"]));
  const fresh = useBuild((state) => state.fresh);
  useEffect(() => {
    if (fresh === null) return;
    setQuery("");
    setExpanded((old) => new Set([...old, "own"]));
  }, [fresh]);
  const list = useRef<HTMLDivElement>(null);
  const all = useMemo(() => entries({ kinds, functions, definitions }), [kinds, functions, definitions]);
  const groups = useMemo(() => byCategory(find(all, "", COMMON).filter((entry) => entry.instead === undefined)), [all]);
  const phrase = parsePhrase(query);
  const { words } = phrase;
  const found = useMemo(() => (words === "" ? [] : find(all, words, COMMON)), [all, words]);
  const add = (entry: Entry | undefined): void => {
    if (entry === undefined) return;
    if (entry.instead !== undefined)
      session.notices.toast(say("canvas.palette.not-on-canvas", { name: entry.name }), entry.instead);
    else insertByName(session, entry.name, phrase);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setActive((at) => Math.max(0, Math.min(found.length - 1, at + (event.key === "ArrowDown" ? 1 : -1))));
    } else if (event.key === "Enter") {
      add(found[active]);
    } else if (event.key === "Escape") {
      setQuery("");
      if (session.store.get().drawer === null) session.view?.focus();
      else closeDrawer(session);
    }
  };
  const toggle = (category: string): void =>
    setExpanded((old) => {
      const next = new Set(old);
      if (!next.delete(category)) next.add(category);
      return next;
    });
  if (!open) {
    return (
      <nav className="palette closed">
        <button
          type="button"
          className="fold-panel"
          aria-label={say("canvas.palette.show")}
          title={say("canvas.palette.show")}
          onClick={onToggle}
        >
          ›
        </button>
      </nav>
    );
  }
  return (
    <nav className="palette" id="drawer-blocks" tabIndex={-1} aria-label={say("canvas.palette.title")}>
      <div className="search">
        <input
          data-testid="palette-search"
          value={query}
          placeholder={
            kinds.size > 0
              ? say("canvas.palette.search", { count: kinds.size + functions.size })
              : say("canvas.palette.search-label")
          }
          aria-label={say("canvas.palette.search-label")}
          spellCheck={false}
          onChange={(event) => {
            setQuery(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKey}
        />
        <kbd>/</kbd>
        <button
          type="button"
          className="fold-panel"
          aria-label={say("canvas.palette.hide")}
          title={say("canvas.palette.hide")}
          onClick={onToggle}
        >
          ‹
        </button>
      </div>
      <div className="palette-list" ref={list}>
        {words !== "" &&
          found.map((entry, i) => <PaletteItem key={entry.name} entry={entry} active={i === active} onAdd={add} />)}
        {words !== "" && found.length === 0 && <p className="nothing">{say("canvas.search.no-layer", { words })}</p>}
        {words === "" &&
          groups.map(([category, group]) => (
            <section key={category}>
              <button
                type="button"
                className="category"
                aria-expanded={expanded.has(category)}
                onClick={() => toggle(category)}
              >
                <span>{HEADINGS[category] ?? category}</span>
                <span>{group.length || ""}</span>
              </button>
              {group
                .slice(0, expanded.has(category) ? group.length : SHOWN_AT_FIRST)
                .map((entry) =>
                  category === "own" ? (
                    <OwnItem key={entry.name} entry={entry} onAdd={add} />
                  ) : (
                    <PaletteItem key={entry.name} entry={entry} active={false} onAdd={add} />
                  ),
                )}
              {category === "own" && (
                <button
                  type="button"
                  className="write"
                  data-testid="write-class"
                  title={say("canvas.palette.write-help")}
                  onClick={() => writeClass(session)}
                >
                  {say("canvas.palette.write")}
                </button>
              )}
              {group.length > SHOWN_AT_FIRST && (
                <button
                  type="button"
                  className="more"
                  data-testid={`more-${category}`}
                  onClick={() => toggle(category)}
                >
                  {expanded.has(category)
                    ? say("canvas.palette.fewer")
                    : say("canvas.palette.more", { count: group.length - SHOWN_AT_FIRST })}
                </button>
              )}
            </section>
          ))}
      </div>
    </nav>
  );
}
