/** A tensor of a graph: its shape, dtype, whether it learns, and what it starts as. */
import type { ReactElement } from "react";
import type { SetTensor } from "../model/edits";
import type { Dtype, Json, TreeNode } from "../protocol";
import { useSession } from "../session/context";
import {
  expressionProblem,
  holdsExpression,
  isExpression,
  listParts,
  useNames,
  wholeOrExpression,
} from "./expressions";
import { Choice } from "./Choice";
import { Row } from "./Row";
import { TextField } from "./TextField";
import { formatValue } from "./values";
import { ExpressionValue } from "./ExpressionValue";
import { say } from "../sentences/say";

const DTYPES: readonly Dtype[] = ["float32", "float64", "float16", "bfloat16", "int64", "int32", "bool"];
const ROLES = [
  ["parameter", say("canvas.tensor.parameter")],
  ["buffer", say("canvas.tensor.buffer")],
] as const;
type Init = SetTensor["init"];
const STARTS: [name: string, word: string, init: Init][] = [
  ["zeros", say("canvas.tensor.zeros"), null],
  ["ones", say("canvas.tensor.ones"), { value: 1 }],
  ["value", say("canvas.tensor.constant"), { value: 0.5 }],
  ["normal", say("canvas.tensor.normal"), { scheme: "normal_", args: { std: 0.02 } }],
  ["uniform", say("canvas.tensor.uniform"), { scheme: "uniform_" }],
  ["xavier", say("canvas.tensor.xavier"), { scheme: "xavier_uniform_" }],
];

const KNOWN_STARTS = STARTS.map(([name, word]) => [name, word] as const);

function schemeOf(init: Json | undefined): string | undefined {
  if (init == null || typeof init !== "object" || Array.isArray(init)) return undefined;
  return typeof init.scheme === "string" ? init.scheme : undefined;
}

/** The number that all of a tensor begins as, or the expression for it. */
function numberOf(init: Json | undefined): number | string | undefined {
  if (init == null || typeof init !== "object" || Array.isArray(init)) return undefined;
  return typeof init.value === "number" || isExpression(init.value) ? init.value : undefined;
}

/** The standard deviation of a tensor that is drawn from a normal distribution. */
function stdOf(init: Json | undefined): Json | undefined {
  if (schemeOf(init) !== "normal_" || init == null || typeof init !== "object" || Array.isArray(init)) return undefined;
  const { args } = init;
  return (typeof args === "object" && args !== null && !Array.isArray(args) ? args.std : undefined) ?? 1;
}

function startOf(init: Json | undefined): string {
  if (init == null) return "zeros";
  const same = STARTS.find(([, , one]) => JSON.stringify(one) === JSON.stringify(init));
  if (same !== undefined) return same[0];
  const scheme = schemeOf(init);
  if (numberOf(init) !== undefined) return "value";
  return STARTS.find(([, , one]) => scheme !== undefined && schemeOf(one) === scheme)?.[0] ?? "other";
}

export function TensorFields({ node }: { node: TreeNode }): ReactElement {
  const session = useSession();
  const names = useNames(node.id);
  const written = node.expressed?.shape ?? node.shape ?? [];
  const set = (change: Omit<SetTensor, "edit" | "id">): void =>
    session.edit({ edit: "set_tensor", id: node.id, ...change });
  const setShape = (text: string): string | null => {
    const inner = /^\s*[[(](.*)[\])]\s*$/.exec(text)?.[1] ?? text;
    const shape: (number | string)[] = [];
    for (const part of listParts(inner)) {
      if (!isExpression(part) && !/^\d+$/.test(part)) return say("canvas.tensor.bad-shape");
      const dim = wholeOrExpression(part, say("canvas.tensor.dim"), 0, names);
      if ("problem" in dim) return dim.problem;
      shape.push(dim.value);
    }
    set({ shape });
    return null;
  };
  const init = node.expressed?.init ?? node.init;
  const start = startOf(init);
  const [number, std] = [numberOf(init), stdOf(init)];
  const numberField = (name: string, value: Json, change: (value: Json) => Init): ReactElement => (
    <Row label={name}>
      <TextField
        testId={`field-init-${name}`}
        label={name}
        value={formatValue(value)}
        commit={(text) => {
          const typed = text.trim();
          const problem = isExpression(typed) ? expressionProblem(typed, names) : null;
          if (problem !== null) return problem;
          if (!isExpression(typed) && (typed === "" || Number.isNaN(Number(typed))))
            return say("canvas.value.number", { name });
          set({ init: change(isExpression(typed) ? typed : Number(typed)) });
          return null;
        }}
      />
    </Row>
  );
  return (
    <>
      <Row label={say("canvas.tensor.shape")}>
        <TextField
          testId="field-shape"
          label={say("canvas.tensor.shape")}
          value={formatValue(written)}
          placeholder={say("canvas.tensor.scalar")}
          commit={setShape}
        />
        {holdsExpression(written) && <ExpressionValue value={node.shape} testId="worked-shape" />}
      </Row>
      <Row label="dtype">
        <Choice
          testId="field-dtype"
          label="dtype"
          value={node.dtype ?? "float32"}
          choices={DTYPES.map((dtype) => [dtype, dtype])}
          onChange={(dtype) => set({ dtype })}
        />
      </Row>
      <Row label={say("canvas.tensor.role")} help={say("canvas.tensor.role-help")}>
        <Choice
          testId="field-role"
          label={say("canvas.tensor.role")}
          value={node.role ?? "parameter"}
          choices={ROLES}
          onChange={(role) => set({ role })}
        />
      </Row>
      <Row label={say("canvas.tensor.init")}>
        <Choice
          testId="field-init"
          label={say("canvas.tensor.init")}
          value={start}
          choices={start === "other" ? [...KNOWN_STARTS, ["other", say("canvas.tensor.other")]] : KNOWN_STARTS}
          onChange={(chosen) => set({ init: STARTS.find(([name]) => name === chosen)?.[2] ?? null })}
        />
      </Row>
      {start === "value" && numberField("value", number ?? 0, (value) => ({ value }))}
      {std !== undefined && numberField("std", std, (value) => ({ scheme: "normal_", args: { std: value } }))}
    </>
  );
}
