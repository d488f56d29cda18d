import type { CSSProperties, ReactElement } from "react";
import { lacksBatch } from "../model/shapes";
import type { Dtype, InputSpec } from "../protocol";
import { useSession } from "../session/context";
import { BatchQuestion } from "./BatchQuestion";
import { Choice } from "./Choice";
import { TextField } from "./TextField";
import { parseShape } from "./values";
import { say } from "../sentences/say";

const DTYPES: readonly Dtype[] = [
  "float32",
  "float64",
  "float16",
  "bfloat16",
  "int64",
  "int32",
  "int16",
  "int8",
  "uint8",
  "bool",
  "complex64",
];

interface InputRowProps {
  input: InputSpec;
  at: number;
  removable: boolean;
  onChange: (input: InputSpec) => void;
  onRemove: () => void;
}

/** What samples of it are: a range that can be set for whole numbers, else one sentence. */
function Samples({ input, at, onChange }: Pick<InputRowProps, "input" | "at" | "onChange">): ReactElement {
  const { name, dtype = "float32", low = 0, high = 10 } = input;
  if (!/^u?int/.test(dtype)) {
    return (
      <p className="samples">
        {dtype === "bool" ? say("canvas.input.bool-samples") : say("canvas.input.normal-samples")}
      </p>
    );
  }
  const bound =
    (field: "low" | "high") =>
    (text: string): string | null => {
      if (!/^-?\d+$/.test(text.trim())) return say("canvas.value.whole", { name: field });
      const next = { low, high, [field]: Number(text) };
      if (next.low >= next.high) return say("canvas.input.high-above-low");
      onChange({ ...input, ...next });
      return null;
    };
  return (
    <p className="samples">
      {say("canvas.input.samples-from")}
      <TextField
        testId={`input-low-${at}`}
        label={say("canvas.input.low-of", { name })}
        value={String(low)}
        commit={bound("low")}
      />
      {say("canvas.input.samples-below")}
      <TextField
        testId={`input-high-${at}`}
        label={say("canvas.input.high-of", { name })}
        value={String(high)}
        commit={bound("high")}
      />
    </p>
  );
}

/** Room for what is typed: in a narrow panel a long shape pushes the dtype to the next line rather than being cut. */
function letters(name: string, shape: string): CSSProperties {
  return {
    "--name": Math.min(16, Math.max(4, name.length)),
    "--shape": Math.min(26, Math.max(8, shape.length)),
  } as CSSProperties;
}

/** One input: its name, its shape as text, its dtype and how samples of it are drawn. */
export function InputRow({ input, at, removable, onChange, onRemove }: InputRowProps): ReactElement {
  const session = useSession();
  const setName = (text: string): string | null => {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(text.trim())) return say("canvas.input.bad-name");
    onChange({ ...input, name: text.trim() });
    return null;
  };
  const setShape = (text: string): string | null => {
    const parsed = parseShape(text);
    if (!parsed.ok) return parsed.problem;
    const asks = lacksBatch(parsed.shape, input.shape);
    session.store.set({ shapeQuestion: asks ? { at, typed: parsed.shape } : null });
    if (asks) return null;
    onChange({ ...input, shape: parsed.shape });
    return null;
  };
  const shape = input.shape.join(", ");
  return (
    <div className="input-row field" style={letters(input.name, shape)}>
      <TextField
        testId={`input-name-${at}`}
        label={say("canvas.input.name")}
        className="name"
        value={input.name}
        commit={setName}
      />
      <TextField
        testId={`input-shape-${at}`}
        label={say("canvas.input.shape")}
        className="shape-text"
        value={shape}
        commit={setShape}
      />
      <Choice
        testId={`input-dtype-${at}`}
        label="dtype"
        value={input.dtype ?? "float32"}
        choices={DTYPES.map((dtype) => [dtype, dtype])}
        onChange={(dtype) => onChange({ ...input, dtype })}
      />
      <button
        type="button"
        className="reset"
        disabled={!removable}
        aria-label={say("canvas.input.remove", { name: input.name })}
        data-testid={`input-remove-${at}`}
        onClick={onRemove}
      >
        ×
      </button>
      <BatchQuestion input={input} at={at} onChange={onChange} />
      <Samples input={input} at={at} onChange={onChange} />
    </div>
  );
}
