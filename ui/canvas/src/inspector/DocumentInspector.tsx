/** Nothing is selected: the network's inputs, its sample batch and its seed. */
import type { ReactElement } from "react";
import type { InputSpec, Json } from "../protocol";
import { useBuild, useSession } from "../session/context";
import { InputRow } from "./InputRow";
import { Row } from "./Row";
import { TextField } from "./TextField";

function freeName(inputs: readonly InputSpec[]): string {
  const taken = new Set(inputs.map((input) => input.name));
  return ["X", "Y", "Z"].find((name) => !taken.has(name)) ?? `X${inputs.length + 1}`;
}

export function DocumentInspector(): ReactElement {
  const session = useSession();
  const { inputs, batch = 2, seed = 0 } = useBuild((state) => state.props);
  const setInputs = (next: InputSpec[], nextBatch = batch): void => {
    session.edit({ edit: "set_inputs", inputs: next as unknown as Json, batch: nextBatch });
  };
  const setBatch = (text: string): string | null => {
    if (!/^[1-9]\d*$/.test(text.trim())) return "The batch is a whole number from 1.";
    setInputs(inputs, Number(text));
    return null;
  };
  const setSeed = (text: string): string | null => {
    if (!/^\d+$/.test(text.trim())) return "The seed is a whole number from 0.";
    session.edit({ edit: "set_seed", seed: Number(text) });
    return null;
  };
  return (
    <>
      <header>
        <h2>Network</h2>
      </header>
      <p className="summary">Select a block to see its arguments. These are the network's own.</p>
      <h3>Inputs</h3>
      {inputs.map((input, i) => (
        <InputRow
          key={i}
          input={input}
          at={i}
          removable={inputs.length > 1}
          onChange={(next) => setInputs(inputs.map((old, at) => (at === i ? next : old)))}
          onRemove={() => setInputs(inputs.filter((_, at) => at !== i))}
        />
      ))}
      <button
        type="button"
        className="link add-input"
        data-testid="add-input"
        onClick={() => setInputs([...inputs, { name: freeName(inputs), shape: ["N", 20], dtype: "float32" }])}
      >
        + input
      </button>
      <Row
        label="batch"
        help="How many samples N stands for when shapes are checked. Only a sample: the network takes any."
      >
        <TextField testId="field-batch" label="batch" inputMode="numeric" value={String(batch)} commit={setBatch} />
      </Row>
      <Row label="seed" help="torch.manual_seed before the first weights are drawn.">
        <TextField testId="field-seed" label="seed" inputMode="numeric" value={String(seed)} commit={setSeed} />
      </Row>
    </>
  );
}
