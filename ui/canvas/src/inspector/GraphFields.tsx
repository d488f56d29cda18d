/** A graph's inputs and outputs, and its class name. */
import type { ReactElement } from "react";
import { newBlock } from "../model/newBlocks";
import type { TreeNode } from "../protocol";
import { useSession } from "../session/context";
import { insertIntoGraph } from "../session/graph/insert";
import { tidy } from "../session/graph/positions";
import { Row } from "./Row";
import { TextField } from "./TextField";
import { allSources, shapesOf, SourceSelect } from "./WireFields";
import { say } from "../sentences/say";

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

function outputLabel(outputs: readonly string[], source: string, index: number): string {
  if (outputs.length > 0 && source === "") return say("canvas.graph.add-output");
  return outputs.length > 1 ? say("canvas.graph.output-number", { index }) : say("canvas.graph.output");
}

export function GraphFields({ node }: { node: TreeNode }): ReactElement {
  const session = useSession();
  const outputs = node.outputs ?? [];
  const setInputs = (text: string): string | null => {
    const inputs = text.split(/[,\s]+/).filter((name) => name !== "");
    const wrong = inputs.find((name) => !IDENTIFIER.test(name));
    if (inputs.length === 0) return say("canvas.graph.no-inputs");
    if (wrong !== undefined) return say("canvas.graph.bad-input", { name: wrong });
    session.edit({ edit: "set_graph_inputs", graph: node.id, inputs });
    return null;
  };
  const setOutput = (at: number, source: string): void => {
    const next = outputs.map((old, i) => (i === at ? source : old)).filter((one) => one !== "");
    session.edit({ edit: "set_outputs", graph: node.id, outputs: at < outputs.length ? next : [...outputs, source] });
  };
  const setClass = (text: string): string | null => {
    const name = text.trim();
    if (name !== "" && !IDENTIFIER.test(name)) return say("canvas.inspector.bad-class-name");
    session.edit({ edit: "set_class_name", id: node.id, class_name: name === "" ? null : name });
    return null;
  };
  const options = allSources(node);
  return (
    <>
      <Row label={say("canvas.graph.inputs")} help={say("canvas.graph.inputs-help")}>
        <TextField
          testId="field-inputs"
          label={say("canvas.graph.inputs")}
          value={(node.inputs ?? []).join(", ")}
          commit={setInputs}
        />
      </Row>
      {[...outputs, ""].map((source, i) =>
        i > 0 && source === "" && outputs.length > 7 ? null : (
          <Row key={i} label={outputLabel(outputs, source, i)} help={say("canvas.graph.output-help")}>
            <SourceSelect
              testId={`output-${i}`}
              label={say("canvas.graph.output-number", { index: i })}
              value={source}
              options={options}
              shapes={shapesOf(node)}
              onChoose={(chosen) => setOutput(i, chosen)}
            />
          </Row>
        ),
      )}
      {node.instance_of === undefined && (
        <Row label={say("canvas.inspector.class-name")} help={say("canvas.graph.class-help")}>
          <TextField
            testId="field-class_name"
            label={say("canvas.inspector.class-name")}
            value={node.class_name ?? ""}
            placeholder="Graph"
            commit={setClass}
          />
        </Row>
      )}
      <div className="buttons">
        {Object.keys(node.positions ?? {}).length > 0 && (
          <button type="button" data-testid="tidy" onClick={() => tidy(session, node.id)}>
            {say("canvas.graph.tidy")}
          </button>
        )}
        <button
          type="button"
          data-testid="add-tensor"
          onClick={() => insertIntoGraph(session, node.id, [newBlock("Tensor", session.catalogue.stock())], {})}
        >
          {say("canvas.graph.add-tensor")}
        </button>
      </div>
    </>
  );
}
