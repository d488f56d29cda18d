/** Blocks in the document's own JSON: new ones from the catalogue, copies of what stands on the canvas. */
import type { Args, Content, Definition, FunctionKind, Holder, Json, Kind, TreeNode } from "../protocol";
import type { Block, SequentialBlock } from "./edits";
import { argumentNamed, fill, NOTHING_TYPED, plainValue, type Typed } from "./quickArguments";
import { newId } from "./ids";
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

export const CONTAINERS = [
  {
    name: "Sequential",
    note: "f → g",
    summary: say("canvas.palette.sequential"),
  },
  { name: "Residual", note: "x + f(x)", summary: say("canvas.palette.residual") },
  {
    name: "Parallel",
    note: "add · cat",
    summary: say("canvas.palette.parallel"),
  },
  { name: "Repeat", note: "× n", summary: say("canvas.palette.repeat") },
  {
    name: "Graph",
    note: say("canvas.palette.graph-note"),
    summary: say("canvas.palette.graph"),
  },
  {
    name: "ModuleList",
    note: "f, g, …",
    summary: say("canvas.palette.module-list"),
  },
] as const;

/** What stands in a graph only, beside the functions. */
export const TENSOR = {
  name: "Tensor",
  note: say("canvas.palette.tensor-note"),
  summary: say("canvas.palette.tensor"),
} as const;

function sequential(name?: string): SequentialBlock {
  return { block: "sequential", id: newId(), ...(name === undefined ? {} : { name }), children: [] };
}

function container(name: string): Block {
  switch (name) {
    case "Residual":
      return {
        block: "parallel",
        id: newId(),
        class_name: "Residual",
        merge: "add",
        children: [sequential("body"), { block: "layer", id: newId(), name: "skip", kind: "Identity" }],
      };
    case "Parallel":
      return { block: "parallel", id: newId(), merge: "cat", dim: 1, children: [sequential(), sequential()] };
    case "Repeat":
      return { block: "repeat", id: newId(), count: 2, child: sequential() };
    case "Graph":
      return { block: "graph", id: newId(), inputs: ["x"], nodes: [], wires: {}, outputs: ["x"] };
    case "Tensor":
      return { block: "tensor", id: newId(), shape: [1, 1, 32], init: { scheme: "normal_", args: { std: 0.02 } } };
    case "ModuleList":
      return { ...sequential(), holder: "ModuleList" };
    default:
      return sequential();
  }
}

/** The arguments that a new layer or function begins with. */
export function firstArgs(kind: Kind): Args {
  return structuredClone(kind.start ?? {});
}

/** All that a palette offers: what blocks are made from. */
export interface Stock {
  kinds: ReadonlyMap<string, Kind>;
  functions: ReadonlyMap<string, FunctionKind>;
  definitions: readonly Definition[];
}

/** Stands before the name of a person's own block in the palette: it may be called as a kind is. */
export const OWN = "my ";

/** A new block, and what of that which was typed could not be taken. */
export interface Made {
  block: Block;
  problem: string | null;
}

const FIELDS: { [block: string]: readonly string[] } = {
  sequential: ["class_name"],
  parallel: ["merge", "dim", "class_name"],
  repeat: ["count", "names"],
  graph: ["class_name"],
  tensor: ["role", "dtype"],
};

/** What a container or a tensor can be told: `repeat 4`, `parallel merge=add`, `tensor 768 64`. */
function told(block: Block, { values, named }: Typed): Made {
  const given: Block = { ...block };
  const [first] = values;
  if (given.block === "tensor" && first !== undefined) given.shape = values.map(Number);
  else if (given.block === "repeat" && first !== undefined) given.count = Number(first);
  const fields = (FIELDS[block.block] ?? []).map((field) => ({ name: field }));
  for (const [name, text] of named) {
    const field = argumentNamed(fields, name)?.name;
    if (field === undefined) return { block, problem: say("canvas.quickadd.no-setting", { block: block.block, name }) };
    Object.assign(given, { [field]: plainValue(text) });
  }
  return { block: given, problem: null };
}

/** A call of a person's own block, its arguments by place or by name. */
function instance(definition: string, args: Args, { values, named }: Typed): Made {
  const names = Object.keys(args).map((name) => ({ name }));
  const given = [
    ...values.map((text, i): [string, string] => [names[i]?.name ?? "", text]),
    ...named.map(([name, text]): [string, string] => [argumentNamed(names, name)?.name ?? "", text]),
  ];
  const block: Block = { block: "instance", id: newId(), definition, args: {} };
  if (given.some(([name]) => name === ""))
    return {
      block,
      problem: say("canvas.quickadd.takes", {
        name: definition,
        arguments: names.map(({ name }) => name).join(", ") || say("canvas.quickadd.no-arguments"),
      }),
    };
  return {
    block: { ...block, args: Object.fromEntries(given.map(([name, text]) => [name, plainValue(text)])) },
    problem: null,
  };
}

/** A new block by its name in the palette, told what was typed after it. */
export function madeBlock(name: string, { kinds, functions, definitions }: Stock, typed: Typed): Made {
  if (name.startsWith(OWN)) {
    const definition = name.slice(OWN.length);
    return instance(definition, definitions.find((one) => one.class_name === definition)?.args ?? {}, typed);
  }
  const isOurs = CONTAINERS.some((one) => one.name === name) || name === TENSOR.name;
  const call = isOurs ? undefined : functions.get(name);
  const kind = isOurs ? undefined : (call ?? kinds.get(name));
  if (kind === undefined) return told(container(name), typed);
  const { args, problem } = fill(kind, typed);
  const block = call === undefined ? "layer" : "function";
  return { block: { block, id: newId(), kind: name, args: { ...firstArgs(kind), ...args } }, problem };
}

/** A new block by its name in the palette. */
export function newBlock(name: string, stock: Stock): Block {
  return madeBlock(name, stock, NOTHING_TYPED).block;
}

/** The document's JSON of a block on the canvas, ids and all. */
export function blockOf(node: TreeNode, values: "written" | "computed" = "written"): Block {
  const own = { id: node.id, ...(node.named ? { name: node.name } : {}) };
  if (node.instance_of !== undefined)
    return { ...own, block: "instance", definition: node.instance_of, args: instanceArgs(node, values) };
  const children = (node.children ?? []).map((child) => blockOf(child, values));
  const expressed = values === "written" ? (node.expressed ?? {}) : {};
  const args = values === "written" ? (node.args ?? {}) : workedOut(node);
  const call = node.called_with === undefined ? {} : { call: node.called_with };
  switch (node.block) {
    case "layer":
      return { ...own, block: node.block, kind: node.kind ?? node.title, args, ...call };
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
