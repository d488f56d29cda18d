/** One object of a class that was written: what its constructor is given, and the way to its text. */
import type { ReactElement } from "react";
import { Row } from "../inspector/Row";
import { TextField } from "../inspector/TextField";
import type { Definition, Json, Kind, Signature, TreeNode } from "../protocol";
import { useBuild, useSession } from "../session/context";
import { manyText, readMany, readValue, valueText } from "./literals";
import { editClass } from "./sheet";
import { say } from "../sentences/say";

function text({ many }: Signature, value: Json | undefined, kinds: ReadonlyMap<string, Kind>): string {
  if (value === undefined) return "";
  return many === undefined ? valueText(value, kinds) : manyText(value, kinds);
}

function ArgumentRow({ node, signature, start }: { node: TreeNode; signature: Signature; start?: Json }): ReactElement {
  const session = useSession();
  const kinds = useBuild((state) => state.kinds);
  const { name, many } = signature;
  const usual = start ?? signature.default;
  const commit = (typed: string): string | null => {
    if (typed.trim() === "") {
      session.edit({ edit: "unset_argument", id: node.id, argument: name });
      return null;
    }
    const found = many === undefined ? readValue(typed, kinds) : readMany(typed, kinds, many);
    if (!found.ok) return found.problem;
    session.edit({ edit: "set_argument", id: node.id, argument: name, value: found.value });
    return null;
  };
  const sign = many === undefined ? "" : many === "list" ? "*" : "**";
  const help = many === "list" ? say("canvas.write.many-help") : say("canvas.write.value-help");
  return (
    <Row label={sign + name} help={help}>
      <TextField
        testId={`field-${name}`}
        label={name}
        value={text(signature, node.definition_args?.[name], kinds)}
        placeholder={
          usual === undefined
            ? many === undefined
              ? say("canvas.value.required-mark")
              : say("canvas.inspector.none")
            : text(signature, usual, kinds)
        }
        commit={commit}
      />
    </Row>
  );
}

export function TextClassFields({ node, definition }: { node: TreeNode; definition: Definition }): ReactElement {
  const session = useSession();
  const { class_name: name, uses, signature = [] } = definition;
  return (
    <div className="own-fields" data-testid="own-fields">
      <p className="own-note">
        ❖ {uses > 1 ? say("canvas.write.own-class-of", { name, count: uses }) : say("canvas.write.own-class", { name })}
      </p>
      {signature.map((one) => {
        const start = definition.args[one.name];
        return <ArgumentRow key={one.name} node={node} signature={one} {...(start === undefined ? {} : { start })} />;
      })}
      <div className="buttons">
        <button type="button" data-testid="edit-class" onClick={() => editClass(session, name)}>
          {say("canvas.menu.edit-class")}
        </button>
      </div>
    </div>
  );
}

/** Inside: why nothing can be changed here, and where it can. */
export function InsideNote({ className }: { className: string }): ReactElement {
  const session = useSession();
  return (
    <p className="own-note inside">
      {say("canvas.write.part-of", { name: className })}{" "}
      <button type="button" className="link" data-testid="edit-class" onClick={() => editClass(session, className)}>
        {say("canvas.menu.edit-class")}
      </button>
    </p>
  );
}
