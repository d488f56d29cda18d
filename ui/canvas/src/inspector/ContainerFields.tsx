/** What a parallel or a repeat can be told. */
import type { ReactElement } from "react";
import type { Merge, TreeNode } from "../protocol";
import { useSession } from "../session/context";
import { GraphFields } from "./GraphFields";
import { Row } from "./Row";
import { TextField } from "./TextField";

const MERGES: [Merge, string][] = [
  ["add", "add"],
  ["mul", "multiply"],
  ["cat", "concatenate"],
  ["stack", "stack"],
  ["none", "tuple, not merged"],
];
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

function wholeNumber(text: string, least: number, name: string): number | string {
  if (!/^-?\d+$/.test(text.trim())) return `${name} is a whole number.`;
  return Number(text) < least ? `${name} is at least ${least}.` : Number(text);
}

function ParallelFields({ node }: { node: TreeNode }): ReactElement {
  const session = useSession();
  const { id, merge = "add" } = node;
  const setDim = (text: string): string | null => {
    const dim = wholeNumber(text, -64, "dim");
    if (typeof dim === "string") return dim;
    session.edit({ edit: "set_merge", id, dim });
    return null;
  };
  const setClass = (text: string): string | null => {
    const name = text.trim();
    if (name !== "" && !IDENTIFIER.test(name)) return "A class name is letters, digits and _, such as Inception.";
    session.edit({ edit: "set_class_name", id, class_name: name === "" ? null : name });
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
          <TextField testId="field-dim" label="dim" value={String(node.dim ?? 1)} commit={setDim} />
        </Row>
      )}
      <Row label="class name" help="The name of its class in the code; empty for one that says what it does.">
        <TextField
          testId="field-class_name"
          label="class name"
          value={node.class_name ?? ""}
          placeholder={node.title}
          commit={setClass}
        />
      </Row>
    </>
  );
}

function RepeatFields({ node }: { node: TreeNode }): ReactElement {
  const session = useSession();
  const setCount = (text: string): string | null => {
    const copies = wholeNumber(text, 1, "count");
    if (typeof copies === "string") return copies;
    session.edit({ edit: "set_repeat", id: node.id, count: copies });
    return null;
  };
  const setNames = (text: string): string | null => {
    const names = text.trim() === "" ? "{i}" : text.trim();
    if (!names.includes("{i}")) return "names holds {i}, the copy's number, such as block {i}.";
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
          value={String(node.count ?? 2)}
          commit={setCount}
        />
      </Row>
      <Row label="names" help="What each copy is called; {i} is its number from 0.">
        <TextField testId="field-names" label="names" value={node.names ?? "{i}"} commit={setNames} />
      </Row>
    </>
  );
}

export function ContainerFields({ node }: { node: TreeNode }): ReactElement | null {
  if (node.block === "graph") return <GraphFields node={node} />;
  if (node.block === "parallel") return <ParallelFields node={node} />;
  return node.block === "repeat" ? <RepeatFields node={node} /> : null;
}
