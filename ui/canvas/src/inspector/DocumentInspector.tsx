/** Nothing is selected: the network's inputs, its sample batch and its seed. */
import type { ReactElement } from "react";
import type { InputSpec } from "../protocol";
import { useBuild, useSession } from "../session/context";
import { InputRow } from "./InputRow";
import { Row } from "./Row";
import { Sizes } from "./Sizes";
import { TextField } from "./TextField";
import { say } from "../sentences/say";

function freeName(inputs: readonly InputSpec[]): string {
  const taken = new Set(inputs.map((input) => input.name));
  return ["X", "Y", "Z"].find((name) => !taken.has(name)) ?? `X${inputs.length + 1}`;
}

export function DocumentInspector(): ReactElement {
  const session = useSession();
  const { inputs, batch = 2, seed = 0 } = useBuild((state) => state.props);
  const setInputs = (next: InputSpec[], nextBatch = batch): void => {
    session.edit({ edit: "set_inputs", inputs: next, batch: nextBatch });
  };
  const setBatch = (text: string): string | null => {
    if (!/^[1-9]\d*$/.test(text.trim())) return say("canvas.input.bad-batch");
    setInputs(inputs, Number(text));
    return null;
  };
  const setSeed = (text: string): string | null => {
    if (!/^\d+$/.test(text.trim())) return say("canvas.input.bad-seed");
    session.edit({ edit: "set_seed", seed: Number(text) });
    return null;
  };
  return (
    <>
      <header>
        <h2>{say("canvas.inspector.network")}</h2>
      </header>
      <p className="summary">{say("canvas.inspector.nothing-selected")}</p>
      <h3>{say("canvas.input.title")}</h3>
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
      <Sizes />
      <button
        type="button"
        className="link add-input"
        data-testid="add-input"
        onClick={() => setInputs([...inputs, { name: freeName(inputs), shape: ["N", 20], dtype: "float32" }])}
      >
        {say("canvas.input.add")}
      </button>
      <Row label={say("canvas.input.batch")} help={say("canvas.input.batch-help")}>
        <TextField
          testId="field-batch"
          label={say("canvas.input.batch")}
          inputMode="numeric"
          value={String(batch)}
          commit={setBatch}
        />
      </Row>
      <Row label={say("canvas.input.seed")} help={say("canvas.input.seed-help")}>
        <TextField
          testId="field-seed"
          label={say("canvas.input.seed")}
          inputMode="numeric"
          value={String(seed)}
          commit={setSeed}
        />
      </Row>
    </>
  );
}
