/** New blocks, by their names in the palette and what was typed after these. */
import type { Args, Definition, FunctionKind, Kind } from "../protocol";
import type { Block, SequentialBlock } from "./edits";
import { argumentNamed, fill, NOTHING_TYPED, plainValue, type Typed } from "./quickArguments";
import { newId } from "./ids";
import { say } from "../sentences/say";

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

export function sequential(name?: string): SequentialBlock {
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
