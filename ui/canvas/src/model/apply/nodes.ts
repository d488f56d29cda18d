/** What is known of a new block before Python has seen it: all but what analysis says. */
import type { Args, Merge, TreeNode } from "../../protocol";
import { partsOf } from "../blocks";
import type { Block, GraphBlock, LayerBlock, ParallelBlock, RepeatBlock, SequentialBlock } from "../edits";

const MERGED: { [merge in Merge]: string } = {
  add: "Add",
  mul: "Multiply",
  cat: "Concat",
  stack: "Stack",
  none: "Branches",
};

/** A block on the canvas; null where another block or a definition says what it is, or an expression. */
export function nodeOf(block: Block, isFrozen = false): TreeNode | null {
  const own = fieldsOf(block);
  if (own === null) return null;
  const parts = partsOf(block).map((part) => nodeOf(part, isFrozen));
  const children = parts.filter((part) => part !== null);
  if (children.length < parts.length) return null;
  return {
    id: block.id,
    block: block.block,
    name: block.name ?? "",
    named: block.name != null,
    path: "",
    access: "",
    ...own,
    ...(isFrozen ? { frozen: true } : {}),
    ...("children" in block || "nodes" in block || "child" in block || isContainerTag(block) ? { children } : {}),
  };
}

function isContainerTag({ block }: Block): boolean {
  return block === "sequential" || block === "parallel" || block === "graph";
}

type Shown = Partial<TreeNode> & Pick<TreeNode, "title">;

function fieldsOf(block: Block): Shown | null {
  switch (block.block) {
    case "layer":
      return { kind: block.kind, title: block.kind, args: block.args ?? {}, ...calledWith(block), ...workedOut(block) };
    case "function":
      return { kind: block.kind, title: shortName(block.kind), args: block.args ?? {} };
    case "tensor": {
      const { shape = [], dtype = "float32", role = "parameter", init = null } = block;
      return areNumbers(shape) ? { title: "", shape, dtype, role, init } : null;
    }
    case "instance":
    case "shared":
      return null;
    default:
      return containerFields(block);
  }
}

function areNumbers(shape: readonly (number | string)[]): shape is number[] {
  return shape.every((dim) => typeof dim === "number");
}

/** What a call is shown as: `view` of `Tensor.view`. */
function shortName(kind: string): string {
  return (kind.split(".").pop() ?? "").replace(/^_+|_+$/g, "");
}

function workedOut({ parametrizations = {} }: LayerBlock): Partial<TreeNode> {
  return Object.keys(parametrizations).length > 0 ? { parametrizations } : {};
}

function calledWith({ call = {} }: { call?: Args }): Partial<TreeNode> {
  return Object.keys(call).length > 0 ? { called_with: call } : {};
}

function containerFields(block: SequentialBlock | ParallelBlock | RepeatBlock | GraphBlock): Shown | null {
  switch (block.block) {
    case "sequential": {
      const { holder = "Sequential", class_name } = block;
      return { title: class_name ?? holder, holder };
    }
    case "parallel": {
      const { merge = "add", dim = 1, class_name = null } = block;
      return typeof dim === "number" ? { title: mergeTitle(merge, class_name), merge, dim, class_name } : null;
    }
    case "repeat": {
      const { count = 2, names = "{i}", holder = "Sequential" } = block;
      return typeof count === "number" ? { title: repeatTitle(holder), count, names, holder } : null;
    }
    case "graph": {
      const { inputs = ["x"], wires = {}, outputs = [], positions = {}, class_name = null } = block;
      return { title: graphTitle(class_name), inputs, wires, outputs, positions, class_name };
    }
  }
}

export function mergeTitle(merge: Merge, className: string | null): string {
  return className ?? MERGED[merge];
}

export function repeatTitle(holder: string): string {
  return holder === "Sequential" ? "Repeat" : holder;
}

export function graphTitle(className: string | null): string {
  return className ?? "Graph";
}
