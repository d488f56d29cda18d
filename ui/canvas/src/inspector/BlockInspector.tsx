/** One block: its name, its arguments, what flows through it, and what it is shared with. */
import type { MouseEvent, ReactElement } from "react";
import { pathText } from "../canvas/Title";
import { CONTAINERS, TENSOR } from "../model/newBlocks";
import { costText, count, short } from "../model/format";
import type { TreeNode } from "../protocol";
import { renameBlock, setFrozen } from "../session/actions";
import { useBuild, useSession } from "../session/context";
import { ArgumentField } from "./ArgumentField";
import { CallFields } from "./CallFields";
import { ContainerFields } from "./ContainerFields";
import { useNames } from "./expressions";
import { InstanceFields } from "./InstanceFields";
import { ParametrizationFields } from "./ParametrizationFields";
import { ProblemList } from "./ProblemList";
import { Row } from "./Row";
import { SharedPlaces } from "./SharedPlaces";
import { TensorFields } from "./TensorFields";
import { TextField } from "./TextField";
import { TieFields } from "./TieFields";
import { WireFields } from "./WireFields";
import { InsideNote } from "../textClass/TextClassFields";
import { say } from "../sentences/say";

function summary(node: TreeNode, ofKind: string | undefined): string {
  if (ofKind !== undefined) return ofKind;
  const names: { [block: string]: string } = {
    sequential: node.holder === undefined || node.holder === "Sequential" ? "Sequential" : "ModuleList",
    parallel: "Parallel",
    repeat: "Repeat",
    graph: "Graph",
  };
  if (node.block === "tensor") return TENSOR.summary;
  return CONTAINERS.find((one) => one.name === names[node.block])?.summary ?? "";
}

function functionTitle(node: TreeNode): string | null {
  return node.block === "function" ? (node.kind ?? null) : null;
}

export function BlockInspector({ node }: { node: TreeNode }): ReactElement {
  const session = useSession();
  const kind = useBuild((state) => state.kinds.get(node.kind ?? "") ?? state.functions.get(node.kind ?? ""));
  const names = useNames(node.id);
  const parent = useBuild((state) => state.index.get(node.id)?.parent ?? null);
  const batch = useBuild(({ props }) =>
    props.inputs.some((input) => input.shape.includes("N")) ? (props.batch ?? 2) : null,
  );
  const rename = (text: string): string | null => {
    const name = text.trim();
    if (name.includes(".")) return say("canvas.inspector.dot-in-name");
    renameBlock(session, node, name === "" ? null : name);
    return null;
  };
  const openMenu = (event: MouseEvent): void => {
    const box = event.currentTarget.getBoundingClientRect();
    session.store.set({ menu: { id: node.id, x: box.right - 230, y: box.bottom + 4 } });
  };
  const kindTitle =
    node.block === "shared"
      ? say(node.call ? "canvas.inspector.reused" : "canvas.inspector.shared", { title: node.title })
      : (functionTitle(node) ?? node.title);
  return (
    <>
      <header>
        <h2>{kindTitle}</h2>
        <code className="path">{pathText(node)}</code>
        <button
          type="button"
          className="dots"
          aria-label={say("canvas.inspector.actions")}
          data-testid="block-menu"
          onPointerDown={(event) => event.stopPropagation()}
          onClick={openMenu}
        >
          ⋯
        </button>
      </header>
      <p className="summary">{summary(node, kind?.summary)}</p>
      <ProblemList node={node} />
      {node.written_in !== undefined && <InsideNote className={node.written_in} />}
      {parent !== null && parent.block !== "repeat" && node.written_in === undefined && (
        <Row label={say("canvas.inspector.name")} help={say("canvas.inspector.name-help")}>
          <TextField
            testId="field-name"
            label={say("canvas.inspector.name")}
            value={node.named ? node.name : ""}
            placeholder={node.name}
            commit={rename}
          />
        </Row>
      )}
      {parent?.block === "graph" && <WireFields node={node} graph={parent} />}
      {parent?.block === "graph" && <CallFields node={node} />}
      {node.instance_of !== undefined && <InstanceFields node={node} />}
      <fieldset className="plain" disabled={node.written_in !== undefined}>
        {node.block === "tensor" && <TensorFields node={node} />}
        <ContainerFields node={node} />
        {(node.block === "layer" || node.block === "function") &&
          kind?.arguments.map((argument) => (
            <ArgumentField
              key={argument.name}
              argument={argument}
              given={node.args?.[argument.name]}
              names={names}
              decided={node.resolved?.[argument.name]}
              onSet={(value) => session.edit({ edit: "set_argument", id: node.id, argument: argument.name, value })}
              onReset={() => session.edit({ edit: "unset_argument", id: node.id, argument: argument.name })}
            />
          ))}
        <ParametrizationFields node={node} />
      </fieldset>
      <hr />
      <Row label={say("canvas.inspector.flow")}>
        <code>
          {(node.in ?? []).join(", ") || "?"} → {(node.out ?? []).join(", ") || "?"}
        </code>
      </Row>
      <Row label={say("canvas.inspector.parameters")}>
        <code>{node.parameters ? count(node.parameters) : say("canvas.inspector.none")}</code>
      </Row>
      {(node.multiply_adds ?? 0) > 0 && (
        <Row label={say("canvas.inspector.multiply-adds")}>
          <code title={costText(node.multiply_adds ?? 0, node.batch_multiply_adds ?? null, batch)}>
            {short(node.multiply_adds ?? 0)}
          </code>
        </Row>
      )}
      {node.access !== "" && node.block !== "function" && !node.call && (
        <Row label={say("canvas.inspector.in-python")}>
          <code className="access" data-testid="access">
            {node.access}
          </code>
        </Row>
      )}
      {node.tied?.map((tie) => (
        <Row key={`${tie.tensor} ${tie.with}`} label={say("canvas.tie.tied")} help={say("canvas.tie.tied-help")}>
          <code>{say("canvas.tie.line", { tensor: tie.tensor, other: tie.with })} </code>
          <button
            type="button"
            className="link"
            data-testid={`untie-${tie.tensor}`}
            onClick={() => session.edit({ edit: "untie", tensor: { block: node.of ?? node.id, tensor: tie.tensor } })}
          >
            {say("canvas.tie.untie")}
          </button>
        </Row>
      ))}
      <TieFields node={node} />
      <SharedPlaces node={node} />
      {node.parameters || node.block === "shared" ? (
        <label className="check" title={say("canvas.inspector.frozen-help")}>
          <input
            type="checkbox"
            data-testid="freeze"
            checked={node.frozen === true}
            onChange={(event) => setFrozen(session, node, event.target.checked)}
          />
          {say("canvas.inspector.frozen")}
        </label>
      ) : null}
    </>
  );
}
