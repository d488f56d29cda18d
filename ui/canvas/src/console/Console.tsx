/** The Console page below the header: what was entered and what came of it, and the prompt. */
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type ReactElement } from "react";
import { useSelector } from "../session/store";
import { EntryView } from "./EntryView";
import { Prompt } from "./Prompt";
import { UseNetwork } from "./UseNetwork";
import { shown, type ConsoleSession } from "./session";
import { say } from "../sentences/say";

const MINIMUM_HEIGHT = 320;

function useFullHeight(): { ref: React.RefObject<HTMLDivElement | null>; height: number } {
  const ref = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState(MINIMUM_HEIGHT);
  useLayoutEffect(() => {
    const measure = (): void => {
      const top = ref.current?.getBoundingClientRect().top ?? 0;
      setHeight(Math.max(MINIMUM_HEIGHT, Math.floor(window.innerHeight - Math.max(0, top))));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    window.addEventListener("resize", measure);
    return () => {
      observer.disconnect();
      window.removeEventListener("resize", measure);
    };
  }, []);
  return { ref, height };
}

function Beginning({ session, onTake }: { session: ConsoleSession; onTake: (text: string) => void }): ReactElement {
  const { names, examples, budgets } = useSelector(session.store, (state) => state.props);
  return (
    <div className="beginning">
      <h2>{say("canvas.console.title")}</h2>
      <p>
        {names.map((name, i) => (
          <span key={name}>
            <code>{name}</code>
            {i < names.length - 1 ? ", " : " "}
          </span>
        ))}
        {say("canvas.console.about")}
      </p>
      <div className="first-inputs">
        {examples.map((example) => (
          <button key={example} type="button" data-testid="console-example" onClick={() => onTake(example)}>
            {example}
          </button>
        ))}
      </div>
      <p className="budgets">{budgets}</p>
    </div>
  );
}

export function Console({ session }: { session: ConsoleSession }): ReactElement {
  const { ref, height } = useFullHeight();
  const state = useSelector(session.store, (value) => value);
  const [text, setText] = useState("");
  const log = useRef<HTMLDivElement>(null);
  const entries = shown(state);
  const busy = state.props.busy || state.pending.length > 0;
  const last = entries[entries.length - 1];
  useEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [entries.length, last?.state, last?.output]);
  const undo = useCallback(() => session.act("undo"), [session]);
  const reuse = useCallback(
    (taken: string) => {
      setText(taken);
      ref.current?.querySelector("textarea")?.focus();
    },
    [ref],
  );
  return (
    <div className="console-page" ref={ref} style={{ height }}>
      <div className="log" ref={log} role="log" aria-label={say("canvas.console.label")}>
        {entries.length === 0 && <Beginning session={session} onTake={reuse} />}
        {entries.map((entry) => (
          <EntryView
            key={entry.id}
            entry={entry}
            isLast={entry === last}
            canUndo={state.props.can_undo}
            onUndo={undo}
            onReuse={reuse}
          />
        ))}
      </div>
      <div className="prompt-bar">
        {state.props.networks.length > 0 && !busy && <UseNetwork session={session} names={state.props.networks} />}
        <Prompt session={session} text={text} setText={setText} />
        <p className="keys">
          <kbd>Enter</kbd> {say("canvas.console.run")} <kbd>Shift+Enter</kbd> {say("canvas.console.new-line")}{" "}
          <kbd>↑ ↓</kbd> {say("canvas.console.history")} <kbd>Tab</kbd> {say("canvas.console.complete")}
          <span className="space" />
          {entries.length > 0 && (
            <span className="help-mark" title={state.props.budgets}>
              {say("canvas.console.limits")}
            </span>
          )}
          {busy && (
            <button type="button" className="link" data-testid="console-stop" onClick={() => session.act("stop")}>
              {say("canvas.console.stop")}
            </button>
          )}
          {entries.length > 0 && !busy && (
            <>
              <button
                type="button"
                className="link"
                title={say("canvas.console.restart-help")}
                data-testid="console-restart"
                onClick={() => session.act("restart")}
              >
                {say("canvas.console.restart")}
              </button>
              <button
                type="button"
                className="link"
                title={say("canvas.console.clear-help")}
                onClick={() => session.act("clear")}
              >
                {say("canvas.console.clear")}
              </button>
            </>
          )}
        </p>
      </div>
    </div>
  );
}
