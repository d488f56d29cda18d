/** What Python reads in the text: the class, its arguments, mistakes and warnings with their fixes. */
import type { ReactElement } from "react";
import type { Args, Json, Signature } from "../protocol";
import type { Checking, Finding } from "./check";
import { valueText } from "./literals";
import { StartField } from "./StartField";
import { say } from "../sentences/say";

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
  if (errors > 0) return ["error", say("canvas.write.mistakes", { count: errors })];
  if (checking.isOffline) return ["", say("canvas.write.offline")];
  if (checking.text !== text) return ["", say("canvas.write.checking")];
  if (warnings > 0) return ["warning", say("canvas.write.warnings", { count: warnings })];
  return checking.checked?.class_name == null
    ? ["", say("canvas.write.no-class")]
    : ["fine", say("canvas.write.ready")];
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
          {say("canvas.write.line", { line })}
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
    <aside className="findings" aria-label={say("canvas.write.check")}>
      <p className={`status ${tone}`} role="status" data-testid="writing-status">
        {status}
      </p>
      {findings.map((finding, i) => (
        <FindingCard key={i} finding={finding} onGo={onGo} onFix={onFix} />
      ))}
      {checked?.class_name != null && (
        <>
          <h3>{say("canvas.write.class")}</h3>
          <code className="class-name">{checked.class_name}</code>
          <h3>{say("canvas.write.arguments")}</h3>
          {checked.arguments.length === 0 && <p>{say("canvas.write.no-arguments")}</p>}
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
            <p>{say(asked ? "canvas.write.initial-help" : "canvas.write.arguments-help")}</p>
          )}
        </>
      )}
    </aside>
  );
}
