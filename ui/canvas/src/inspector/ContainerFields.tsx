/** What a container can be told. */
import type { ReactElement } from "react";
import type { Holder, Merge, TreeNode } from "../protocol";
import { useSession } from "../session/context";
import { expressionProblem, isExpression, useNames, wholeOrExpression } from "./expressions";
import { GraphFields } from "./GraphFields";
import { Row } from "./Row";
import { TextField } from "./TextField";
import { Worked } from "./Worked";

const MERGES: [Merge, string][] = [
  ["add", "add"],
  ["mul", "multiply"],
  ["cat", "concatenate"],
  ["stack", "stack"],
  ["none", "tuple, not merged"],
];
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

function ClassNameField({ node, help }: { node: TreeNode; help: string }): ReactElement {
  const session = useSession();
  const setClass = (text: string): string | null => {
    const name = text.trim();
    if (name !== "" && !IDENTIFIER.test(name)) return "A class name is letters, digits and _, such as Inception.";
    session.edit({ edit: "set_class_name", id: node.id, class_name: name === "" ? null : name });
    return null;
  };
  return (
    <Row label="class name" help={help}>
      <TextField
        testId="field-class_name"
        label="class name"
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
    const dim = wholeOrExpression(text, "dim", -64, names);
    if ("problem" in dim) return dim.problem;
    session.edit({ edit: "set_merge", id, dim: dim.value });
    return null;
  };
  return (
    <>
      <Row label="merge" help="What becomes of the branches' outputs.">
        <select
          data-testid="field-merge"
          aria-label="merge"
          value={merge}
          onChange={(event) => session.edit({ edit: "set_merge", id, merge: event.target.value })}
        >
          {MERGES.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </Row>
      {(merge === "cat" || merge === "stack") && (
        <Row label="dim" help="The dim along which they are joined.">
          <TextField
            testId="field-dim"
            label="dim"
            value={String(node.expressed?.dim ?? node.dim ?? 1)}
            commit={setDim}
          />
          {node.expressed?.dim !== undefined && <Worked value={node.dim} testId="worked-dim" />}
        </Row>
      )}
      <ClassNameField node={node} help="The name of its class in the code; empty for one that says what it does." />
    </>
  );
}

const HOLDERS: [Holder, string][] = [
  ["Sequential", "Sequential: in turn"],
  ["ModuleList", "ModuleList: as wired"],
  ["ModuleDict", "ModuleDict: as wired"],
];

function HolderField({ node }: { node: TreeNode }): ReactElement {
  const session = useSession();
  return (
    <Row label="held by" help="A list or dict has no forward: the graph around runs it, in turn where it is wired.">
      <select
        data-testid="field-holder"
        aria-label="held by"
        value={node.holder ?? "Sequential"}
        onChange={(event) => session.edit({ edit: "set_holder", id: node.id, holder: event.target.value })}
      >
        {HOLDERS.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </Row>
  );
}

function SequentialFields({ node }: { node: TreeNode }): ReactElement {
  const isPlain = (node.holder ?? "Sequential") === "Sequential" && node.instance_of === undefined;
  return (
    <>
      <HolderField node={node} />
      {isPlain && <ClassNameField node={node} help="A class of its own in the code; empty for nn.Sequential." />}
    </>
  );
}

function RepeatFields({ node }: { node: TreeNode }): ReactElement {
  const session = useSession();
  const expressive = useNames(node.id);
  const setCount = (text: string): string | null => {
    const copies = wholeOrExpression(text, "count", 1, expressive);
    if ("problem" in copies) return copies.problem;
    session.edit({ edit: "set_repeat", id: node.id, count: copies.value });
    return null;
  };
  const setNames = (text: string): string | null => {
    const names = text.trim() === "" ? "{i}" : text.trim();
    if (isExpression(names) && expressive !== null) {
      const problem = expressionProblem(names, expressive);
      if (problem !== null) return problem;
    } else if (!names.includes("{i}")) return "names holds {i}, the copy's number, such as block {i}.";
    session.edit({ edit: "set_repeat", id: node.id, names });
    return null;
  };
  return (
    <>
      <Row label="count" help="How many independent copies.">
        <TextField
          testId="field-count"
          label="count"
          inputMode="numeric"
          value={String(node.expressed?.count ?? node.count ?? 2)}
          commit={setCount}
        />
        {node.expressed?.count !== undefined && <Worked value={node.count} testId="worked-count" />}
      </Row>
      <Row label="names" help="What each copy is called; {i} is its number from 0.">
        <TextField
          testId="field-names"
          label="names"
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
