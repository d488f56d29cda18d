/** One of the person's own blocks: its arguments here, and what all of them have. */
import type { ReactElement } from "react";
import { argumentsText, classNameFault, parseArguments } from "../model/definitions";
import type { Json, TreeNode } from "../protocol";
import { useBuild, useSession } from "../session/context";
import { TextClassFields } from "../textClass/TextClassFields";
import { formatValue } from "./values";
import { Row } from "./Row";
import { TextField } from "./TextField";
import { say } from "../sentences/say";

function valueOf(text: string): Json {
  const bare = text.trim();
  if (bare.startsWith("=")) return bare;
  if (/^(true|false)$/i.test(bare)) return bare.toLowerCase() === "true";
  return Number.isNaN(Number(bare)) || bare === "" ? bare : Number(bare);
}

export function InstanceFields({ node }: { node: TreeNode }): ReactElement | null {
  const session = useSession();
  const name = node.instance_of ?? "";
  const definitions = useBuild((state) => state.definitions);
  const definition = definitions.find((one) => one.class_name === name);
  if (definition === undefined) return null;
  if (definition.signature !== undefined) return <TextClassFields node={node} definition={definition} />;
  const rename = (text: string): string | null => {
    const taken = definitions.map((one) => one.class_name).filter((one) => one !== name);
    const fault = classNameFault(text.trim(), taken);
    if (fault !== null) return fault;
    session.edit({ edit: "rename_definition", class_name: name, new_name: text.trim() });
    return null;
  };
  const setArguments = (text: string): string | null => {
    const parsed = parseArguments(text);
    if (!parsed.ok) return parsed.problem;
    session.edit({ edit: "set_definition_args", class_name: name, args: parsed.args });
    return null;
  };
  const { uses } = definition;
  return (
    <div className="own-fields" data-testid="own-fields">
      <p className="own-note">
        ❖ {name}:{" "}
        {uses > 1 ? say("canvas.inspector.reaches-all", { count: uses }) : say("canvas.inspector.only-instance")}
      </p>
      {Object.entries(definition.args).map(([argument, usual]) => (
        <Row key={argument} label={argument}>
          <TextField
            testId={`field-${argument}`}
            label={argument}
            value={formatValue(node.definition_args?.[argument])}
            placeholder={formatValue(usual)}
            commit={(text) => {
              if (text.trim() === "") session.edit({ edit: "unset_argument", id: node.id, argument });
              else session.edit({ edit: "set_argument", id: node.id, argument, value: valueOf(text) });
              return null;
            }}
          />
        </Row>
      ))}
      <h3>{say("canvas.inspector.all-instances")}</h3>
      <Row label={say("canvas.inspector.class-name")}>
        <TextField testId="field-definition" label={say("canvas.inspector.class-name")} value={name} commit={rename} />
      </Row>
      <Row label={say("canvas.inspector.arguments")} help={say("canvas.inspector.arguments-help")}>
        <TextField
          testId="field-definition-args"
          label={say("canvas.inspector.arguments")}
          value={argumentsText(definition.args)}
          placeholder="channels=64, stride=1"
          commit={setArguments}
        />
      </Row>
      <div className="buttons">
        <button
          type="button"
          data-testid="unpack"
          onClick={() => session.edit({ edit: "unpack", id: node.id }, [node.id])}
        >
          {say("canvas.menu.unpack")}
        </button>
      </div>
    </div>
  );
}
