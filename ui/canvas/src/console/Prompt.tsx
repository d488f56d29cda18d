/** Where one types: Enter runs what is complete, arrows bring back what was entered, Tab completes a name. */
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactElement } from "react";
import { useSelector } from "../session/store";
import { indentAfter, isComplete } from "./complete";
import { history, type ConsoleSession } from "./session";
import { say } from "../sentences/say";

interface PromptProps {
  session: ConsoleSession;
  text: string;
  setText: (text: string) => void;
}

function useWords(session: ConsoleSession): { begun: number; words: string[] } | null {
  const words = useSelector(session.store, (state) => state.props.words);
  const asked = useSelector(session.store, (state) => state.asked);
  return words !== null && words.id === asked ? words : null;
}

export function Prompt({ session, text, setText }: PromptProps): ReactElement {
  const field = useRef<HTMLTextAreaElement>(null);
  const place = useRef<number | null>(null);
  const back = useRef({ at: 0, draft: "" });
  const words = useWords(session);
  const [chosen, setChosen] = useState(0);
  useLayoutEffect(() => {
    const area = field.current;
    if (area === null) return;
    area.style.height = "0";
    area.style.height = `${Math.min(area.scrollHeight, 320)}px`;
    if (place.current !== null) area.setSelectionRange(place.current, place.current);
    place.current = null;
  }, [text]);
  useEffect(() => setChosen(0), [words]);
  useEffect(() => field.current?.focus(), []);

  const write = (next: string, caret: number): void => {
    place.current = caret;
    session.forgetWords();
    setText(next);
  };
  const insert = (added: string, over = 0): void => {
    const area = field.current;
    if (area === null) return;
    const [start, end] = [area.selectionStart - over, area.selectionEnd];
    write(text.slice(0, start) + added + text.slice(end), start + added.length);
  };
  const take = (word: string, begun: number): void => insert(word, begun);
  useEffect(() => {
    const only = words?.words.length === 1 ? words.words[0] : undefined;
    if (words !== null && only !== undefined) take(only, words.begun);
    // Only news from Python completes by itself.
    // eslint-disable-next-line
  }, [words]);

  const run = (): void => {
    if (text.trim() === "") return;
    session.enter(text.replace(/\s+$/, ""));
    back.current = { at: 0, draft: "" };
    write("", 0);
  };
  const recall = (by: number): boolean => {
    const past = history();
    const { at, draft } = back.current;
    const next = at + by;
    if (next < 0 || next > past.length) return false;
    const kept = at === 0 ? text : draft;
    back.current = { at: next, draft: kept };
    const found = next === 0 ? kept : (past[past.length - next] ?? "");
    write(found, found.length);
    return true;
  };
  const listKey = (event: KeyboardEvent, list: { begun: number; words: string[] }): boolean => {
    const count = list.words.length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp")
      setChosen((chosen + (event.key === "ArrowDown" ? 1 : count - 1)) % count);
    else if (event.key === "Enter" || event.key === "Tab") take(list.words[chosen] ?? "", list.begun);
    else if (event.key === "Escape") session.forgetWords();
    else return false;
    return true;
  };
  const key = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    const area = event.currentTarget;
    const before = text.slice(0, area.selectionStart);
    if (words !== null && words.words.length > 1 && listKey(event, words)) event.preventDefault();
    else if (event.key === "Enter") {
      event.preventDefault();
      const isAtEnd = text.slice(area.selectionEnd).trim() === "";
      if (event.ctrlKey || event.metaKey || (!event.shiftKey && isAtEnd && isComplete(text))) run();
      else insert(`\n${indentAfter(before)}`);
    } else if (event.key === "Tab" && !event.shiftKey) {
      event.preventDefault();
      if (/[\w.]$/.test(before)) session.complete(before);
      else insert("    ");
    } else if (event.key === "ArrowUp" && !before.includes("\n")) {
      if (recall(1)) event.preventDefault();
    } else if (event.key === "ArrowDown" && !text.slice(area.selectionEnd).includes("\n")) {
      if (recall(-1)) event.preventDefault();
    } else if (event.key === "l" && event.ctrlKey) {
      event.preventDefault();
      session.act("clear");
    }
  };
  return (
    <div className="prompt">
      <i aria-hidden="true">{">>>"}</i>
      <textarea
        ref={field}
        value={text}
        rows={1}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        aria-label={say("canvas.console.input")}
        data-testid="console-input"
        placeholder={session.store.get().props.examples[1]}
        onChange={(event) => write(event.target.value, event.target.selectionStart)}
        onKeyDown={key}
      />
      {words !== null && words.words.length > 1 && (
        <ul className="words" role="listbox" data-testid="console-words">
          {words.words.map((word, i) => (
            <li
              key={word}
              role="option"
              aria-selected={i === chosen}
              ref={(item) => {
                if (i === chosen) item?.scrollIntoView({ block: "nearest" });
              }}
              onMouseDown={(event) => {
                event.preventDefault();
                take(word, words.begun);
              }}
            >
              <b>{word.slice(0, words.begun)}</b>
              {word.slice(words.begun)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
