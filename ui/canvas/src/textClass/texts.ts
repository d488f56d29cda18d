/** What a text of a class says, and what is said of it; pure. */
import type { Args, ClassExample } from "../protocol";
import type { Checked, Checking, Draft, Finding } from "./check";
import type { Mark } from "./CodeField";
import type { Mistake } from "./useApply";

const BLANK = `class MyLayer(nn.Module):
    """Say in one line what it does."""

    def __init__(self, scale=2.0):
        super().__init__()
        self.scale = scale

    def forward(self, x):
        return x * self.scale
`;

/** The text a new class begins with. */
export function startOf([first]: readonly ClassExample[]): Draft {
  return { source: first?.source ?? BLANK, args: first?.args ?? {} };
}

/** What the constructor is to start with, without values for what it does not take. */
export function startsOf({ checked }: Checking, args: Args): Args {
  const names = new Set(checked?.arguments.map((one) => one.name));
  return checked === null ? args : Object.fromEntries(Object.entries(args).filter(([name]) => names.has(name)));
}

/** The class that stands last, which is the one that is defined. */
export function className(text: string): string | null {
  let found: string | null = null;
  for (const [, name] of text.matchAll(/^class\s+([A-Za-z_]\w*)/gm)) found = name ?? null;
  return found;
}

/** What the check has found, and what Apply was refused for. */
export function allFindings(checked: Checked | null, mistake: Mistake | null): Finding[] {
  const found = checked?.findings ?? [];
  if (mistake === null) return found;
  const { line, column, problem, hint = null } = mistake;
  if (found.some((one) => one.severity === "error" && one.line === line)) return found;
  return [{ severity: "error", line, column, problem, hint }, ...found];
}

/** One mark a line, the worst; its sentence stands beside it. */
export function marksOf(findings: readonly Finding[], text: string): Mark[] {
  const lines = text.split("\n").length;
  const marks = new Map<number, Mark>();
  for (const { severity, line, column, problem } of findings) {
    if (line === null || line > lines || (marks.get(line)?.severity === "error" && severity === "warning")) continue;
    if (marks.has(line) && marks.get(line)?.severity === severity) continue;
    marks.set(line, { severity, line, column, sentence: problem });
  }
  return [...marks.values()];
}
