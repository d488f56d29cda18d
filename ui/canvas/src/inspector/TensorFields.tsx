/** A tensor of a graph: its shape, dtype, whether it learns, and what it starts as. */
import type { ReactElement } from "react";
import type { Json, TreeNode } from "../protocol";
import { useSession } from "../session/context";
import { Row } from "./Row";
import { TextField } from "./TextField";

const DTYPES = ["float32", "float64", "float16", "bfloat16", "int64", "int32", "bool"];
const STARTS: [string, string, Json][] = [
  ["zeros", "zeros", null],
  ["ones", "ones", { value: 1 }],
  ["normal", "normal, std 0.02", { scheme: "normal_", args: { std: 0.02 } }],
  ["uniform", "uniform, 0 to 1", { scheme: "uniform_" }],
  ["xavier", "Xavier uniform", { scheme: "xavier_uniform_" }],
];

function schemeOf(init: Json | undefined): string | undefined {
  if (init == null || typeof init !== "object" || Array.isArray(init)) return undefined;
  return typeof init.scheme === "string" ? init.scheme : undefined;
}

function startOf(init: Json | undefined): string {
  if (init == null) return "zeros";
  const same = STARTS.find(([, , one]) => JSON.stringify(one) === JSON.stringify(init));
  if (same !== undefined) return same[0];
  const scheme = schemeOf(init);
  return STARTS.find(([, , one]) => scheme !== undefined && schemeOf(one) === scheme)?.[0] ?? "other";
}

export function TensorFields({ node }: { node: TreeNode }): ReactElement {
  const session = useSession();
  const set = (change: { [field: string]: Json }): void => session.edit({ edit: "set_tensor", id: node.id, ...change });
  const setShape = (text: string): string | null => {
    const parts = text
      .replace(/^\s*[[(]|[\])]\s*$/g, "")
      .split(/[,\s×x]+/)
      .filter((part) => part !== "");
    if (parts.some((part) => !/^\d+$/.test(part))) return "A shape is whole numbers, such as 1, 197, 768.";
    set({ shape: parts.map(Number) });
    return null;
  };
  const start = startOf(node.init);
  return (
    <>
      <Row label="shape">
        <TextField
          testId="field-shape"
          label="shape"
          value={(node.shape ?? []).join(", ")}
          placeholder="a scalar"
          commit={setShape}
        />
      </Row>
      <Row label="dtype">
        <select
          aria-label="dtype"
          data-testid="field-dtype"
          value={node.dtype ?? "float32"}
          onChange={(event) => set({ dtype: event.target.value })}
        >
          {DTYPES.map((dtype) => (
            <option key={dtype}>{dtype}</option>
          ))}
        </select>
      </Row>
      <Row label="role" help="A parameter learns; a buffer is kept in the state_dict and stays.">
        <select
          aria-label="role"
          data-testid="field-role"
          value={node.role ?? "parameter"}
          onChange={(event) => set({ role: event.target.value })}
        >
          <option value="parameter">parameter: it learns</option>
          <option value="buffer">buffer: it stays</option>
        </select>
      </Row>
      <Row label="starts as">
        <select
          aria-label="starts as"
          data-testid="field-init"
          value={start}
          onChange={(event) => set({ init: STARTS.find(([name]) => name === event.target.value)?.[2] ?? null })}
        >
          {STARTS.map(([name, label]) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
          {start === "other" && <option value="other">as written</option>}
        </select>
      </Row>
    </>
  );
}
