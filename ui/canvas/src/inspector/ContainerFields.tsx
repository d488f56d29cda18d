/** What a container can be told. */
import type { ReactElement } from "react";
import type { Holder, Merge, TreeNode } from "../protocol";
import { useSession } from "../session/context";
import { expressionProblem, isExpression, useNames, wholeOrExpression } from "./expressions";
import { GraphFields } from "./GraphFields";
import { Choice } from "./Choice";
import { Row } from "./Row";
import { TextField } from "./TextField";
import { ExpressionValue } from "./ExpressionValue";
import { say } from "../sentences/say";

const MERGES: [Merge, string][] = [
  ["add", say("canvas.inspector.merge-add")],
  ["mul", say("canvas.inspector.merge-mul")],
  ["cat", say("canvas.inspector.merge-cat")],
  ["stack", say("canvas.inspector.merge-stack")],
  ["none", say("canvas.inspector.merge-none")],
];
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

function ClassNameField({ node, help }: { node: TreeNode; help: string }): ReactElement {
  const session = useSession();
  const setClass = (text: string): string | null => {
    const name = text.trim();
    if (name !== "" && !IDENTIFIER.test(name)) return say("canvas.inspector.bad-class-name");
    session.edit({ edit: "set_class_name", id: node.id, class_name: name === "" ? null : name });
    return null;
  };
  return (
    <Row label={say("canvas.inspector.class-name")} help={help}>
      <TextField
        testId="field-class_name"
        label={say("canvas.inspector.class-name")}
        value={node.class_name ?? ""}
        placeholder={node.title}
        commit={setClass}
      />
    </Row>
  );
}

function ParallelFields({ node }: { node: TreeNode }): ReactElement {
  const session = useSession();
  const names = useNames(node.id);
  const { id, merge = "add" } = node;
  const setDim = (text: string): string | null => {
    const dim = wholeOrExpression(text, say("canvas.inspector.dim"), -64, names);
    if ("problem" in dim) return dim.problem;
    session.edit({ edit: "set_merge", id, dim: dim.value });
    return null;
  };
  return (
    <>
      <Row label={say("canvas.inspector.merge")} help={say("canvas.inspector.merge-help")}>
        <Choice
          testId="field-merge"
          label={say("canvas.inspector.merge")}
          value={merge}
          choices={MERGES}
          onChange={(chosen) => session.edit({ edit: "set_merge", id, merge: chosen })}
        />
      </Row>
      {(merge === "cat" || merge === "stack") && (
        <Row label={say("canvas.inspector.dim")} help={say("canvas.inspector.dim-help")}>
          <TextField
            testId="field-dim"
            label={say("canvas.inspector.dim")}
            value={String(node.expressed?.dim ?? node.dim ?? 1)}
            commit={setDim}
          />
          {node.expressed?.dim !== undefined && <ExpressionValue value={node.dim} testId="worked-dim" />}
        </Row>
      )}
      <ClassNameField node={node} help={say("canvas.inspector.parallel-class-help")} />
    </>
  );
}

const HOLDERS: [Holder, string][] = [
  ["Sequential", say("canvas.inspector.holder-sequential")],
  ["ModuleList", say("canvas.inspector.holder-list")],
  ["ModuleDict", say("canvas.inspector.holder-dict")],
];

function HolderField({ node }: { node: TreeNode }): ReactElement {
  const session = useSession();
  return (
    <Row label={say("canvas.inspector.holder")} help={say("canvas.inspector.holder-help")}>
      <Choice
        testId="field-holder"
        label={say("canvas.inspector.holder")}
        value={node.holder ?? "Sequential"}
        choices={HOLDERS}
        onChange={(holder) => session.edit({ edit: "set_holder", id: node.id, holder })}
      />
    </Row>
  );
}

function SequentialFields({ node }: { node: TreeNode }): ReactElement {
  const isPlain = (node.holder ?? "Sequential") === "Sequential" && node.instance_of === undefined;
  return (
    <>
      <HolderField node={node} />
      {isPlain && <ClassNameField node={node} help={say("canvas.inspector.sequential-class-help")} />}
    </>
  );
}

function RepeatFields({ node }: { node: TreeNode }): ReactElement {
  const session = useSession();
  const expressive = useNames(node.id);
  const setCount = (text: string): string | null => {
    const copies = wholeOrExpression(text, say("canvas.inspector.count"), 1, expressive);
    if ("problem" in copies) return copies.problem;
    session.edit({ edit: "set_repeat", id: node.id, count: copies.value });
    return null;
  };
  const setNames = (text: string): string | null => {
    const names = text.trim() === "" ? "{i}" : text.trim();
    if (isExpression(names) && expressive !== null) {
      const problem = expressionProblem(names, expressive);
      if (problem !== null) return problem;
    } else if (!names.includes("{i}")) return say("canvas.inspector.bad-names", { i: "{i}" });
    session.edit({ edit: "set_repeat", id: node.id, names });
    return null;
  };
  return (
    <>
      <Row label={say("canvas.inspector.count")} help={say("canvas.inspector.count-help")}>
        <TextField
          testId="field-count"
          label={say("canvas.inspector.count")}
          inputMode="numeric"
          value={String(node.expressed?.count ?? node.count ?? 2)}
          commit={setCount}
        />
        {node.expressed?.count !== undefined && <ExpressionValue value={node.count} testId="worked-count" />}
      </Row>
      <Row label={say("canvas.inspector.names")} help={say("canvas.inspector.names-help", { i: "{i}" })}>
        <TextField
          testId="field-names"
          label={say("canvas.inspector.names")}
          value={String(node.expressed?.names ?? node.names ?? "{i}")}
          commit={setNames}
        />
      </Row>
      <HolderField node={node} />
    </>
  );
}

export function ContainerFields({ node }: { node: TreeNode }): ReactElement | null {
  if (node.block === "graph") return <GraphFields node={node} />;
  if (node.block === "parallel") return <ParallelFields node={node} />;
  if (node.block === "sequential") return <SequentialFields node={node} />;
  return node.block === "repeat" ? <RepeatFields node={node} /> : null;
}
