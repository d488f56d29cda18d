import { expect, test } from "vitest";
import type { BuildProps, TreeNode } from "../src/protocol";
import { whole } from "../src/session/transport/trees";

function node(id: string, children?: TreeNode[]): TreeNode {
  const common = { id, name: id, named: false, path: id, access: id, title: id };
  return children === undefined ? { ...common, block: "layer" } : { ...common, block: "sequential", children };
}

function sent(token: string, tree: unknown, base: string | null = null): BuildProps {
  return { document: "d", revision: 1, token, base, ack: {}, inputs: [], problems: [], catalogue: "", tree } as never;
}

test("what is named by its id is the very block of the base", () => {
  const first = whole(sent("t1", node("root", [node("a"), node("b")])), null);
  const next = whole(sent("t2", { ...node("root", []), children: ["a", node("c")] }, "t1"), first?.tree ?? null);
  expect(next?.tree.children?.map((child) => child.id)).toEqual(["a", "c"]);
  expect(next?.tree.children?.[0]).toBe(first?.tree.children?.[0]);
});

test("problems that are not sent are those of the base", () => {
  const problem = { severity: "error" as const, problem: "wrong" };
  whole({ ...sent("p1", node("root", [])), problems: [problem] }, null);
  expect(whole({ ...sent("p2", "root", "p1"), problems: null as never }, null)?.problems).toEqual([problem]);
});

test("a base or a block that is not here asks for everything", () => {
  expect(whole(sent("u1", "root", "never seen"), null)).toBeNull();
  whole(sent("u2", node("root", [])), null);
  expect(whole(sent("u3", { ...node("root", []), children: ["gone"] }, "u2"), null)).toBeNull();
});
