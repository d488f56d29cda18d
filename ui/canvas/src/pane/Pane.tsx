/** The lower half of the side: the network as code, as print(net), as a tree, and its problems. */
import { useCallback, useEffect, useRef, useState, type ReactElement } from "react";
import type { Tab } from "../protocol";
import { copy } from "../session/clipboard";
import { useBuild, useSession } from "../session/context";
import { CodeEditor } from "./CodeEditor";
import { CodeText } from "./CodeText";
import { ProblemsTab } from "./ProblemsTab";
import { say } from "../sentences/say";

const TABS: [Tab, string][] = [
  ["code", say("canvas.pane.code")],
  ["print", "print(net)"],
  ["tree", say("canvas.pane.tree")],
  ["problems", say("canvas.pane.problems")],
];

export function Pane(): ReactElement {
  const session = useSession();
  const tab = useBuild((state) => state.tab);
  const pane = useBuild((state) => state.pane);
  const count = useBuild((state) => state.problems.length);
  const worst = useBuild(({ problems }) =>
    (["error", "warning", "note"] as const).find((one) => problems.some(({ severity }) => severity === one)),
  );
  const text = pane?.tab === tab ? pane.text : null;
  const readOnly = useBuild((state) => state.readOnly);
  const [editing, setEditing] = useState(false);
  const isEditing = editing && tab === "code" && text !== null;
  const body = useRef<HTMLDivElement>(null);
  const document = useBuild((state) => state.props.document);
  // Another network begins at its top; a mark in it is brought into sight by the text itself.
  useEffect(() => {
    body.current?.scrollTo(0, 0);
  }, [document]);
  const close = useCallback(() => setEditing(false), []);
  const take = (): void => {
    copy(text ?? "").then(
      () => session.notices.toast(say("canvas.pane.copied")),
      () => session.notices.toast(say("canvas.clipboard.no-copy"), say("canvas.pane.no-copy-hint")),
    );
  };
  return (
    <section className="pane" id="drawer-code" tabIndex={-1} aria-label={say("canvas.pane.title")}>
      <div className="tabs" role="tablist">
        {TABS.map(([id, label]) => (
          <button
            key={id}
            type="button"
            role="tab"
            aria-selected={tab === id}
            data-testid={`tab-${id}`}
            onClick={() => session.tabs.show(id)}
          >
            {label}
            {id === "problems" && count > 0 && <span className={`badge ${worst}`}>{count}</span>}
          </button>
        ))}
        {tab === "code" && text !== null && !isEditing && !readOnly && (
          <button
            type="button"
            className="copy"
            data-testid="edit-code"
            title={say("canvas.pane.edit-help")}
            onClick={() => setEditing(true)}
          >
            {say("canvas.pane.edit")}
          </button>
        )}
        {tab !== "problems" && text !== null && !isEditing && (
          <button
            type="button"
            className="copy"
            data-testid="copy-text"
            title={say("canvas.pane.copy-help")}
            onClick={take}
          >
            {say("canvas.pane.copy")}
          </button>
        )}
      </div>
      <div
        ref={body}
        className={isEditing ? "pane-body editing" : "pane-body"}
        role="tabpanel"
        data-testid="pane"
        tabIndex={-1}
      >
        {tab === "problems" && <ProblemsTab />}
        {isEditing && <CodeEditor text={text} onClose={close} />}
        {tab !== "problems" && text !== null && !isEditing && (
          <CodeText text={text} lines={pane?.lines ?? {}} python={tab === "code"} />
        )}
        {tab !== "problems" && text === null && <p className="nothing">…</p>}
      </div>
    </section>
  );
}
