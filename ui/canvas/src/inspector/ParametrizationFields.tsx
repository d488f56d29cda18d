/** How tensors of a layer are worked out of others: weight_norm and its kin, in the form that torch has now or the old one. */
import type { ReactElement } from "react";
import type { Parametrization } from "../model/edits";
import type { Json, ParametrizationKind, TreeNode } from "../protocol";
import { say } from "../sentences/say";
import { useBuild, useSession } from "../session/context";
import { ArgumentField } from "./ArgumentField";
import { Row } from "./Row";

const NONE = "";

type Form = "new" | "old";

interface Option {
  value: string;
  words: string;
  kind: string;
  form: Form;
}

function optionsOf(kinds: readonly ParametrizationKind[]): Option[] {
  return kinds.flatMap(({ name, forms }) =>
    forms.map((form) => ({
      value: `${form} ${name}`,
      words: form === "new" ? name : say("canvas.inspector.parametrization-old", { kind: name }),
      kind: name,
      form,
    })),
  );
}

function formOf(one: Parametrization): Form {
  return one.form ?? "new";
}

export function ParametrizationFields({ node }: { node: TreeNode }): ReactElement | null {
  if (node.block !== "layer" || node.parametrizable === undefined) return null;
  return (
    <div className="wire-fields">
      <h3>{say("canvas.inspector.parametrizations")}</h3>
      {node.parametrizable.map((tensor) => (
        <TensorField key={tensor} node={node} tensor={tensor} />
      ))}
    </div>
  );
}

function TensorField({ node, tensor }: { node: TreeNode; tensor: string }): ReactElement {
  const session = useSession();
  const kinds = useBuild((state) => state.parametrizations);
  const one = node.parametrizations?.[tensor];
  const kind = kinds.find(({ name }) => name === one?.kind);
  const options = optionsOf(kinds);
  const set = (parametrization: Parametrization | null): void =>
    session.edit({ edit: "set_parametrization", id: node.id, tensor, parametrization });
  const choose = (value: string): void => {
    const chosen = options.find((option) => option.value === value);
    set(chosen === undefined ? null : { kind: chosen.kind, form: chosen.form });
  };
  const withArgs = (of: Parametrization, name: string, value: Json | undefined): Parametrization => {
    const args = Object.fromEntries(Object.entries(of.args ?? {}).filter(([key]) => key !== name));
    return { ...of, args: value === undefined ? args : { ...args, [name]: value } };
  };
  return (
    <>
      <Row label={tensor} help={kind?.summary ?? say("canvas.inspector.parametrization-help")}>
        <select
          data-testid={`parametrization-${tensor}`}
          aria-label={tensor}
          value={one === undefined ? NONE : `${formOf(one)} ${one.kind}`}
          className={one === undefined ? "usual" : ""}
          onChange={(event) => choose(event.target.value)}
        >
          <option value={NONE}>{say("canvas.inspector.parametrization-none")}</option>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.words}
            </option>
          ))}
        </select>
      </Row>
      {one !== undefined && (
        <div className="layer-fields">
          {kind?.arguments.map((argument) => (
            <ArgumentField
              key={argument.name}
              argument={argument}
              given={one.args?.[argument.name]}
              prefix={`${tensor}.`}
              onSet={(value) => set(withArgs(one, argument.name, value))}
              onReset={() => set(withArgs(one, argument.name, undefined))}
            />
          ))}
        </div>
      )}
    </>
  );
}
