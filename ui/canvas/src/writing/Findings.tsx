/** What Python reads in the text: the class, its arguments, mistakes and warnings with their fixes. */
import type { ReactElement } from "react";
import { plural } from "../model/format";
import type { Args, Json, Signature } from "../protocol";
import type { Checking, Finding } from "./check";
import { valueText } from "./literals";
import { StartField } from "./StartField";

interface FindingsProps {
  checking: Checking;
  text: string;
  findings: readonly Finding[];
  /** What the constructor starts with. */
  args: Args;
  onStart: (name: string, value: Json | undefined) => void;
  onGo: (line: number, column: number) => void;
  onFix: (source: string) => void;
}

function sign({ name, many }: Signature): string {
  return many === undefined ? name : `${many === "list" ? "*" : "**"}${name}`;
}

function statusOf(checking: Checking, text: string, findings: readonly Finding[]): [string, string] {
  const errors = findings.filter((one) => one.severity === "error").length;
  const warnings = findings.length - errors;
  if (errors > 0) return ["error", plural(errors, "mistake")];
  if (checking.isOffline) return ["", "Cannot be checked just now"];
  if (checking.text !== text) return ["", "Checking …"];
  if (warnings > 0) return ["warning", `Works, with ${plural(warnings, "warning")}`];
  return checking.checked?.class_name == null ? ["", "No class yet"] : ["fine", "Ready"];
}

function FindingCard({
  finding,
  onGo,
  onFix,
}: { finding: Finding } & Pick<FindingsProps, "onGo" | "onFix">): ReactElement {
  const { severity, line, column, problem, hint, fix } = finding;
  return (
    <div className={`problem ${severity}`} data-testid={`finding-${severity}`}>
      {line !== null && (
        <button type="button" className="link" onClick={() => onGo(line, column)}>
          Line {line}
        </button>
      )}
      <p>{problem}</p>
      {hint && <p className="hint">{hint}</p>}
      {fix && (
        <button type="button" className="fix" data-testid="finding-fix" onClick={() => onFix(fix.source)}>
          {fix.label}
        </button>
      )}
    </div>
  );
}

export function Findings({ checking, text, findings, args, onStart, onGo, onFix }: FindingsProps): ReactElement {
  const { checked } = checking;
  const asked = checked?.arguments.some((one) => one.required || one.many !== undefined) ?? false;
  const [tone, status] = statusOf(checking, text, findings);
  return (
    <aside className="findings" aria-label="What Python reads">
      <p className={`status ${tone}`} role="status" data-testid="writing-status">
        {status}
      </p>
      {findings.map((finding, i) => (
        <FindingCard key={i} finding={finding} onGo={onGo} onFix={onFix} />
      ))}
      {checked?.class_name != null && (
        <>
          <h3>Class</h3>
          <code className="class-name">{checked.class_name}</code>
          <h3>Arguments</h3>
          {checked.arguments.length === 0 && <p>None.</p>}
          <dl>
            {checked.arguments.map((one) => (
              <div key={one.name} className={one.many === undefined ? "" : "many"}>
                <dt>{sign(one)}</dt>
                <dd>
                  {one.required || one.many !== undefined ? (
                    <StartField
                      key={JSON.stringify(args[one.name])}
                      signature={one}
                      value={args[one.name]}
                      chosen={checked.starts?.[one.name]}
                      onStart={onStart}
                    />
                  ) : (
                    `= ${valueText(one.default ?? null)}`
                  )}
                </dd>
              </div>
            ))}
          </dl>
          {checked.arguments.length > 0 && (
            <p>
              {asked ? "What a new block starts with; each" : "Each"} block of the class sets its own in the inspector.
            </p>
          )}
        </>
      )}
    </aside>
  );
}
