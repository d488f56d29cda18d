/** A graph's inputs and outputs, and its class name. */
import type { ReactElement } from "react";
import { newBlock } from "../model/blocks";
import type { TreeNode } from "../protocol";
import { useSession } from "../session/context";
import { insertIntoGraph, tidy } from "../session/graphActions";
import { Row } from "./Row";
import { TextField } from "./TextField";
import { allSources, shapesOf, SourceSelect } from "./WireFields";

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

export function GraphFields({ node }: { node: TreeNode }): ReactElement {
  const session = useSession();
  const outputs = node.outputs ?? [];
  const setInputs = (text: string): string | null => {
    const inputs = text.split(/[,\s]+/).filter((name) => name !== "");
    const wrong = inputs.find((name) => !IDENTIFIER.test(name));
    if (inputs.length === 0) return "A graph takes one input at least.";
    if (wrong !== undefined) return `“${wrong}” is no name: letters, digits and _.`;
    session.edit({ edit: "set_graph_inputs", graph: node.id, inputs });
    return null;
  };
  const setOutput = (at: number, source: string): void => {
    const next = outputs.map((old, i) => (i === at ? source : old)).filter((one) => one !== "");
    session.edit({ edit: "set_outputs", graph: node.id, outputs: at < outputs.length ? next : [...outputs, source] });
  };
  const setClass = (text: string): string | null => {
    const name = text.trim();
    if (name !== "" && !IDENTIFIER.test(name)) return "A class name is letters, digits and _, such as UNet.";
    session.edit({ edit: "set_class_name", id: node.id, class_name: name === "" ? null : name });
    return null;
  };
  const options = allSources(node);
  return (
    <>
      <Row label="inputs" help="Names of what its forward takes, one after another.">
        <TextField testId="field-inputs" label="inputs" value={(node.inputs ?? []).join(", ")} commit={setInputs} />
      </Row>
      {[...outputs, ""].map((source, i) =>
        i > 0 && source === "" && outputs.length > 7 ? null : (
          <Row
            key={i}
            label={
              outputs.length === 0 ? "output" : source === "" ? "+ output" : `output ${outputs.length > 1 ? i : ""}`
            }
            help="What its forward returns; several as a tuple."
          >
            <SourceSelect
              testId={`output-${i}`}
              label={`output ${i}`}
              value={source}
              options={options}
              shapes={shapesOf(node)}
              onChoose={(chosen) => setOutput(i, chosen)}
            />
          </Row>
        ),
      )}
      {node.instance_of === undefined && (
        <Row label="class name" help="The name of its class in the code.">
          <TextField
            testId="field-class_name"
            label="class name"
            value={node.class_name ?? ""}
            placeholder="Graph"
            commit={setClass}
          />
        </Row>
      )}
      <div className="buttons">
        {Object.keys(node.positions ?? {}).length > 0 && (
          <button type="button" data-testid="tidy" onClick={() => tidy(session, node.id)}>
            Tidy
          </button>
        )}
        <button
          type="button"
          data-testid="add-tensor"
          onClick={() => insertIntoGraph(session, node.id, [newBlock("Tensor", session.stock())], {})}
        >
          Add a tensor
        </button>
      </div>
    </>
  );
}
