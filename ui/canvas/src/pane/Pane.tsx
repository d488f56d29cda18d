/** The lower half of the side: the network as code, as print(net), as a tree, and its problems. */
import type { ReactElement } from "react";
import type { Tab } from "../protocol";
import { useBuild, useSession } from "../session/context";
import { CodeText } from "./CodeText";
import { ProblemsTab } from "./ProblemsTab";

const TABS: [Tab, string][] = [
  ["code", "Code"],
  ["print", "print(net)"],
  ["tree", "Tree"],
  ["problems", "Problems"],
];

export function Pane(): ReactElement {
  const session = useSession();
  const tab = useBuild((state) => state.tab);
  const pane = useBuild((state) => state.pane);
  const count = useBuild((state) => state.problems.length);
  const hasErrors = useBuild((state) => state.problems.some((problem) => problem.severity === "error"));
  const text = pane?.tab === tab ? pane.text : null;
  const copy = (): void => {
    navigator.clipboard.writeText(text ?? "").then(
      () => session.toast("Copied."),
      () => session.toast("The browser did not allow copying.", "Mark the text and press Ctrl+C."),
    );
  };
  return (
    <section className="pane" aria-label="Code and problems">
      <div className="tabs" role="tablist">
        {TABS.map(([id, label]) => (
          <button
            key={id}
            type="button"
            role="tab"
            aria-selected={tab === id}
            data-testid={`tab-${id}`}
            onClick={() => session.showTab(id)}
          >
            {label}
            {id === "problems" && count > 0 && (
              <span className={hasErrors ? "badge error" : "badge warning"}>{count}</span>
            )}
          </button>
        ))}
        {tab !== "problems" && text !== null && (
          <button type="button" className="copy" data-testid="copy-text" title="Copy the text" onClick={copy}>
            Copy
          </button>
        )}
      </div>
      <div className="pane-body" role="tabpanel" data-testid="pane" tabIndex={-1}>
        {tab === "problems" && <ProblemsTab />}
        {tab !== "problems" && text !== null && (
          <CodeText text={text} lines={pane?.lines ?? {}} python={tab === "code"} />
        )}
        {tab !== "problems" && text === null && <p className="nothing">…</p>}
      </div>
    </section>
  );
}
