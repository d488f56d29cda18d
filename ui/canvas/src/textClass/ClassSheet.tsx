/** Writing a class: a roomy sheet with the text, what Python reads in it, and examples to start from. */
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactElement } from "react";
import { newBlock, OWN } from "../model/newBlocks";
import type { ClassExample } from "../protocol";
import { insertAt, insertByName } from "../session/actions";
import { useBuild, useSession } from "../session/context";
import type { BuildSession } from "../session/session";
import { classOf, useChecked, type Draft } from "./check";
import { CodeField, type CodeFieldHandle } from "./CodeField";
import { Examples } from "./Examples";
import { Findings } from "./Findings";
import { allFindings, className, marksOf, startOf, startsOf } from "./texts";
import { useApply } from "./useApply";
import type { Writing } from "./sheet";
import { say } from "../sentences/say";

const NO_EXAMPLES: readonly ClassExample[] = [];

interface EditorProps {
  writing: Writing;
  /** What the text began as. */
  first: Draft;
}

function close(session: BuildSession): void {
  session.store.set({ writing: null });
  session.view?.focus();
}

/** Once the class is there: put a block of it where a place was pointed at, or say where it is found. */
function follow(session: BuildSession, { className: old, place }: Writing, name: string): void {
  session.notices.say(say("canvas.write.applied", { name }));
  if (old !== null) return;
  session.store.set({ fresh: name });
  if (place == null) {
    session.notices.toast(say("canvas.write.is-ready", { name }), say("canvas.write.is-ready-hint"), {
      label: say("canvas.write.add"),
      run: () => insertByName(session, OWN + name),
    });
    return;
  }
  const block = newBlock(OWN + name, session.catalogue.stock());
  insertAt(session, place, [block]);
  session.selection.showOnceDrawn(block.id);
}

function Editor({ writing, first }: EditorProps): ReactElement {
  const session = useSession();
  const id = useBuild((state) => state.props.document);
  const examples = useBuild((state) => state.classExamples ?? NO_EXAMPLES);
  const uses = useBuild((state) => state.definitions.find((one) => one.class_name === writing.className)?.uses ?? 0);
  const [text, setText] = useState(first.source);
  const [args, setArgs] = useState(first.args);
  const [isLeaving, setLeaving] = useState(false);
  const field = useRef<CodeFieldHandle>(null);
  const checking = useChecked(id, text, args);
  const done = useCallback(() => {
    close(session);
    follow(session, writing, className(text) ?? "");
  }, [session, writing, text]);
  const { mistake, busy, apply, forget } = useApply(done);
  const isNews = checking.text === text;
  const findings = useMemo(() => allFindings(isNews ? checking.checked : null, mistake), [isNews, checking, mistake]);
  const marks = useMemo(
    () => marksOf(isNews || mistake !== null ? findings : (checking.checked?.findings ?? []), text),
    [isNews, mistake, findings, checking, text],
  );
  useEffect(() => {
    if (mistake?.line != null) field.current?.show(mistake.line);
  }, [mistake]);
  const pristine = text === first.source || examples.some((one) => one.source === text);
  const send = (): void => {
    const isSame = text === first.source && JSON.stringify(args) === JSON.stringify(first.args);
    if (isSame && writing.className !== null) return close(session);
    apply({ edit: "write_definition", class_name: writing.className, source: text, args: startsOf(checking, args) });
  };
  const leave = (): void => {
    if (pristine) close(session);
    else setLeaving(true);
  };
  const stay = (): void => {
    setLeaving(false);
    field.current?.focus();
  };
  const key = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === "Escape") leave();
  };
  const isNew = writing.className === null;
  return (
    <div className="sheet-shade" onPointerDown={(event) => event.target === event.currentTarget && leave()}>
      <section
        className={isNew ? "sheet writing" : "sheet writing known"}
        role="dialog"
        aria-modal="true"
        aria-label={
          isNew ? say("canvas.write.title") : say("canvas.write.edit-title", { name: writing.className ?? "" })
        }
        data-testid="writing"
        onKeyDown={key}
        onCopy={(event) => event.stopPropagation()}
        onCut={(event) => event.stopPropagation()}
        onPaste={(event) => event.stopPropagation()}
      >
        <header>
          <h2>
            {isNew ? say("canvas.write.title") : say("canvas.write.edit-title", { name: writing.className ?? "" })}
          </h2>
          <p>{isNew ? say("canvas.write.about") : say("canvas.write.applies-to", { count: uses })}</p>
          <button type="button" aria-label={say("canvas.help.close")} data-testid="writing-close" onClick={leave}>
            ×
          </button>
        </header>
        <div className="writing-body">
          {isNew && (
            <Examples
              examples={examples}
              text={text}
              onChoose={(example) => {
                forget();
                setArgs(example.args ?? {});
                field.current?.replace(example.source);
              }}
            />
          )}
          <div className="code-editor">
            <CodeField
              ref={field}
              text={text}
              label={say("canvas.write.code")}
              testId="class-editor"
              marks={marks}
              onChange={(next) => {
                forget();
                setLeaving(false);
                setText(next);
              }}
              onApply={send}
              onEscape={leave}
            />
          </div>
          <Findings
            checking={checking}
            text={text}
            findings={findings}
            args={args}
            onStart={(name, value) => {
              forget();
              setArgs(({ [name]: _, ...rest }) => (value === undefined ? rest : { ...rest, [name]: value }));
            }}
            onGo={(line, column) => field.current?.goTo(line, column)}
            onFix={(source) => field.current?.replace(source)}
          />
        </div>
        {isLeaving ? (
          <footer className="leaving" role="alert" data-testid="writing-leave">
            <p>{say("canvas.write.discard-question")}</p>
            <button type="button" data-testid="writing-stay" onClick={stay}>
              {say("canvas.write.keep")}
            </button>
            <button
              type="button"
              className="danger"
              data-testid="writing-throw"
              autoFocus
              onClick={() => close(session)}
            >
              {say("canvas.write.discard")}
            </button>
          </footer>
        ) : (
          <footer>
            <p className="keys">
              <kbd>Ctrl+Enter</kbd> {say("canvas.write.key-apply")} <kbd>Tab</kbd> {say("canvas.write.key-indent")}{" "}
              <kbd>Ctrl+Z</kbd> {say("canvas.write.key-undo")} <kbd>Esc</kbd> {say("canvas.write.key-close")}
            </p>
            <button type="button" data-testid="writing-cancel" onClick={leave}>
              {say("canvas.define.cancel")}
            </button>
            <button type="button" className="primary" disabled={busy} data-testid="writing-apply" onClick={send}>
              {writing.place == null
                ? isNew
                  ? say("canvas.write.save")
                  : say("canvas.pane.apply")
                : say("canvas.write.save-and-insert")}
            </button>
          </footer>
        )}
      </section>
    </div>
  );
}

/** The text of an existing class comes first. */
function Opening({ writing }: { writing: Writing }): ReactElement | null {
  const session = useSession();
  const id = useBuild((state) => state.props.document);
  const examples = useBuild((state) => state.classExamples ?? NO_EXAMPLES);
  const [first, setFirst] = useState<Draft | null>(() => (writing.className === null ? startOf(examples) : null));
  useEffect(() => {
    const name = writing.className;
    if (name === null) return undefined;
    let isGone = false;
    void classOf(id, name).then((found) => {
      if (isGone) return;
      if (found !== null) return setFirst(found);
      session.notices.toast(say("canvas.write.not-loaded", { name }), say("canvas.write.try-again"));
      close(session);
    });
    return () => {
      isGone = true;
    };
  }, [id, writing, session]);
  return first === null ? null : <Editor writing={writing} first={first} />;
}

export function ClassSheet(): ReactElement | null {
  const writing = useBuild((state) => state.writing);
  return writing === null ? null : <Opening key={writing.className ?? ""} writing={writing} />;
}
