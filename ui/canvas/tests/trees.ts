/** Small trees for the tests. */
import { ahead } from "../src/model/apply/apply";
import type { Edit, Problem, TreeNode } from "../src/protocol";

export function leaf(id: string, more: Partial<TreeNode> = {}): TreeNode {
  return {
    id,
    block: "layer",
    kind: "Linear",
    title: "Linear",
    name: id,
    named: false,
    path: id,
    access: `net.${id}`,
    detail: "4 → 4",
    out: ["[N, 4]"],
    ...more,
  };
}

export function box(id: string, children: TreeNode[], more: Partial<TreeNode> = {}): TreeNode {
  return {
    id,
    block: "sequential",
    title: "Sequential",
    name: id,
    named: false,
    path: id,
    access: "net",
    children,
    ...more,
  };
}

export function nested(): TreeNode {
  return box("root", [
    leaf("a"),
    box("p", [box("body", [leaf("b"), leaf("c")]), leaf("skip", { kind: "Identity" })], {
      block: "parallel",
      merge: "add",
    }),
    box("r", [box("inner", [leaf("d")])], { block: "repeat", count: 3, names: "block {i}" }),
    box("empty", []),
  ]);
}

export const trouble: Problem = {
  severity: "error",
  problem: "Linear takes 64 features and receives 32.",
  fix: { label: "Set in_features to 32", edit: { edit: "set_argument", id: "c", argument: "in_features", value: 32 } },
};

/** A pseudo-random tree from a seed, so that a failing one can be looked at again. */
export function randomTree(seed: number, depth = 4): TreeNode {
  let state = seed * 2654435761 + 1;
  let number = 0;
  const draw = (below: number): number => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return Math.floor((state / 4294967296) * below);
  };
  const node = (left: number): TreeNode => {
    number += 1;
    const id = `n${number}`;
    const form = left === 0 ? 0 : draw(5);
    if (form === 1)
      return box(
        id,
        Array.from({ length: draw(4) }, () => node(left - 1)),
      );
    if (form === 2)
      return box(
        id,
        Array.from({ length: 1 + draw(3) }, () => node(left - 1)),
        { block: "parallel", merge: "cat", dim: 1 },
      );
    if (form === 3) return box(id, [node(left - 1)], { block: "repeat", count: 2, names: "{i}" });
    return leaf(id, draw(4) === 0 ? { problems: [0] } : {});
  };
  return box(
    "root",
    Array.from({ length: 1 + draw(5) }, () => node(depth)),
  );
}

/** The tree with edits shown ahead of the answer. */
export function shown(root: TreeNode, edits: readonly Edit[]): TreeNode {
  return ahead(root, edits).tree;
}
