/** Blocks in the document's own JSON: what stands on the canvas as blocks, the parts of one, copies under new ids. */
import type { Args, Content, Holder, Json, TreeNode } from "../protocol";
import type { Block } from "./edits";
import { newId } from "./ids";
import { sequential } from "./newBlocks";
import type { Tie } from "./ties";
import { say } from "../sentences/say";

export type { Block };

/** A block that was copied, on its way in: edits take what it brings as fields and edits of their own. */
export type Copy = Block & {
  /** What it needs in another document. */
  definitions?: Content[];
  /** Of the last of several: what ties tensors of them. */
  ties?: Tie[];
};

/** The document's JSON of a block on the canvas, ids and all. */
export function blockOf(node: TreeNode, values: "written" | "computed" = "written"): Block {
  const own = { id: node.id, ...(node.named ? { name: node.name } : {}) };
  if (node.instance_of !== undefined)
    return { ...own, block: "instance", definition: node.instance_of, args: instanceArgs(node, values) };
  const children = (node.children ?? []).map((child) => blockOf(child, values));
  const expressed = values === "written" ? (node.expressed ?? {}) : {};
  const args = values === "written" ? (node.args ?? {}) : workedOut(node);
  const call = node.called_with === undefined ? {} : { call: node.called_with };
  const parametrizations = node.parametrizations === undefined ? {} : { parametrizations: node.parametrizations };
  switch (node.block) {
    case "layer":
      return { ...own, block: node.block, kind: node.kind ?? node.title, args, ...call, ...parametrizations };
    case "function":
      return { ...own, block: node.block, kind: node.kind ?? node.title, args };
    case "tensor":
      return {
        ...own,
        block: node.block,
        shape: node.shape ?? [],
        dtype: node.dtype ?? "float32",
        role: node.role ?? "parameter",
        ...(node.init == null ? {} : { init: node.init }),
        ...expressed,
      };
    case "graph":
      return {
        ...own,
        block: node.block,
        inputs: node.inputs ?? ["x"],
        nodes: children,
        wires: node.wires ?? {},
        outputs: node.outputs ?? [],
        ...(Object.keys(node.positions ?? {}).length > 0 ? { positions: node.positions ?? {} } : {}),
        ...(node.class_name ? { class_name: node.class_name } : {}),
      };
    case "shared":
      return { ...own, block: node.block, of: node.of ?? "", ...call };
    case "repeat":
      return {
        ...own,
        block: node.block,
        count: node.count ?? 2,
        names: node.names ?? "{i}",
        child: children[0] ?? sequential(),
        ...held(node),
        ...expressed,
      };
    case "parallel":
      return {
        ...own,
        block: node.block,
        merge: node.merge ?? "add",
        dim: node.dim ?? 1,
        ...expressed,
        ...(node.class_name ? { class_name: node.class_name } : {}),
        children,
      };
    default:
      return {
        ...own,
        block: "sequential",
        ...held(node),
        ...(node.class_name ? { class_name: node.class_name } : {}),
        children,
      };
  }
}

function instanceArgs(node: TreeNode, values: "written" | "computed"): Args {
  const { definition_args: written = {}, definition_resolved: computed = written } = node;
  return values === "written" ? written : computed;
}

/** A layer's arguments with what expressions over the arguments of one's own block come to in this instance. */
function workedOut({ args = {}, resolved = {} }: TreeNode): Args {
  const isExpression = (value: Json): boolean => typeof value === "string" && value.startsWith("=");
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, isExpression(value) ? (resolved[name] ?? value) : value]),
  );
}

function held(node: TreeNode): { holder?: Holder } {
  return node.holder === undefined || node.holder === "Sequential" ? {} : { holder: node.holder };
}

export function partsOf(block: Block): Block[] {
  switch (block.block) {
    case "repeat":
      return [block.child];
    case "graph":
      return block.nodes ?? [];
    case "sequential":
    case "parallel":
      return block.children ?? [];
    default:
      return [];
  }
}

/** The block with other blocks in the places of those in it. */
export function withParts(block: Block, change: (part: Block) => Block): Block {
  switch (block.block) {
    case "repeat":
      return { ...block, child: change(block.child) };
    case "graph":
      return { ...block, nodes: partsOf(block).map(change) };
    case "sequential":
    case "parallel":
      return { ...block, children: partsOf(block).map(change) };
    default:
      return block;
  }
}

/** The same blocks under new ids; a shared block keeps its target unless the target is copied along. */
export function withNewIds(blocks: readonly Block[], ids = new Map<string, string>()): Block[] {
  const collect = (block: Block): void => {
    ids.set(block.id, newId());
    partsOf(block).forEach(collect);
  };
  blocks.forEach(collect);
  const rename = (block: Block): Block => {
    const copy = { ...withParts(block, rename), id: ids.get(block.id) ?? newId() };
    return copy.block === "shared" ? { ...copy, of: ids.get(copy.of) ?? copy.of } : copy;
  };
  return blocks.map(rename);
}

/** Why a text holds no blocks, and what to do with it instead. */
export function whyNoBlocks(text: string): [problem: string, hint: string] {
  const bare = text.trim();
  if (bare === "") return [say("canvas.clipboard.empty"), say("canvas.clipboard.copy-first")];
  if (/\b(import torch|nn\.|def |class )/.test(bare))
    return [say("canvas.clipboard.code"), say("canvas.clipboard.code-hint")];
  if (!/^[[{]/.test(bare)) return [say("canvas.clipboard.text", { start: bare }), say("canvas.clipboard.text-hint")];
  try {
    const found: unknown = JSON.parse(bare);
    if (typeof found === "object" && found !== null && "root" in found)
      return [say("canvas.clipboard.network"), say("canvas.clipboard.network-hint")];
  } catch {
    return [say("canvas.clipboard.damaged"), say("canvas.clipboard.damaged-hint")];
  }
  return [say("canvas.clipboard.no-blocks"), say("canvas.clipboard.copy-first")];
}
