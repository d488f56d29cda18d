/** What the canvas shows ahead of Python's answer, held against what Python made of the same edits. */
import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { ahead, applyEdit } from "../src/model/apply/apply";
import { indexTree } from "../src/model/tree";
import type { Edit, TreeNode } from "../src/protocol";

type Sent = string | (Omit<TreeNode, "children"> & { children?: Sent[] });
interface Table {
  documents: { tree: TreeNode }[];
  cases: [document: number, edit: Edit, after: Sent][];
}
/** Written by `python -m tests.edits.cases`. */
const FILE = new URL("../../../tests/edits/edits.json", import.meta.url);
const table = JSON.parse(readFileSync(FILE, "utf8")) as Table;
/** What analysis says of a block, which comes with the answer. */
const FACTS = ["detail", "wire_shapes"];

/** Put in the blocks that the table names because they are as before. */
function filled(sent: Sent, before: TreeNode): TreeNode {
  const known = indexTree(before);
  const visit = (one: Sent): TreeNode => {
    if (typeof one === "string") return known.get(one)?.node ?? before;
    const { children, ...node } = one;
    return children === undefined ? node : { ...node, children: children.map(visit) };
  };
  return visit(sent);
}

function bare(node: TreeNode): object {
  const told = Object.entries(node).filter(([name]) => !FACTS.includes(name));
  return { ...Object.fromEntries(told), ...(node.children === undefined ? {} : { children: node.children.map(bare) }) };
}

const CASES = table.cases.map(([number, edit, after]) => {
  const before = table.documents[number]?.tree as TreeNode;
  return { edit, before, after: filled(after, before), shown: applyEdit(before, edit) };
});

test.each(CASES.filter(({ shown }) => shown !== null))("$edit.edit shows what Python makes: %#", ({ shown, after }) => {
  expect(bare(shown as TreeNode)).toEqual(after);
});

describe("what is shown ahead", () => {
  it("is all that a person drags, wires and types", () => {
    const kinds = CASES.filter(({ shown }) => shown !== null).map(({ edit }) => edit.edit);
    expect([...new Set(kinds)].sort()).toEqual([
      ...[
        "connect",
        "disconnect",
        "insert",
        "insert_on_wire",
        "move",
        "remove",
        "remove_definition",
        "remove_scheme",
        "rename",
      ],
      ...["set_argument", "set_class_name", "set_graph_inputs", "set_holder", "set_init", "set_inputs", "set_lazy"],
      ...["set_merge", "set_name", "set_outputs", "set_positions", "set_repeat", "set_seed", "set_tensor", "set_wires"],
      ...["unset_argument", "unwrap", "wrap", "write_scheme"],
    ]);
  });
  it("is most of the table", () => {
    expect(CASES.filter(({ shown }) => shown !== null).length).toBeGreaterThan(CASES.length / 2);
  });

  const [{ tree }] = table.documents as [{ tree: TreeNode }];
  const waits: Edit = { edit: "duplicate", ids: ["a"] };
  it("ends at an edit that waits: what comes after it may stand elsewhere", () => {
    expect(ahead(tree, [waits, { edit: "remove", ids: ["a"] }])).toEqual({ tree, isStale: true });
  });
  it("is not stale where an edit leaves all blocks where they stand", () => {
    expect(ahead(tree, [{ edit: "freeze", select: { block: "a" } }]).isStale).toBe(false);
  });
  it("goes on with what a block says of itself, wherever it stands", () => {
    const typed: Edit = { edit: "set_argument", id: "a", argument: "bias", value: false };
    expect(indexTree(ahead(tree, [waits, typed]).tree).get("a")?.node.args).toMatchObject({ bias: false });
  });
});
