/** Written by `make fix` from the structs of builder/edits and builder/document/blocks.py: change those. */
import type { Json } from "../protocol";

export type Dtype =
  | "float32"
  | "float64"
  | "float16"
  | "bfloat16"
  | "int64"
  | "int32"
  | "int16"
  | "int8"
  | "uint8"
  | "bool"
  | "complex64";

export type Holder = "Sequential" | "ModuleList" | "ModuleDict";

export type Into = "sequential" | "parallel" | "repeat" | "graph";

export type Merge = "add" | "mul" | "cat" | "stack" | "none";

/** Put a new block before the child of `parent` that has the index now; its ids must be new. */
export interface Insert {
  edit: "insert";
  parent: string;
  index: number;
  block: Block;
  wires?: string[] | null;
  definitions?: Definition[];
}

/**
 * A leaf: one object of a `torch.nn` class.
 *
 * `call` holds what its forward is given beside tensors where a graph calls it: `{"need_weights": False}`.
 * `parametrizations` says of a tensor, by its name, how it is worked out of others, which stand in its place.
 */
export interface LayerBlock {
  block: "layer";
  id: string;
  name?: string | null;
  kind: string;
  args?: { [key: string]: Json };
  call?: { [key: string]: Json };
  parametrizations?: { [key: string]: Parametrization };
}

/** How one tensor of a layer is worked out; `args` are those of the function in torch that `kind` names. */
export interface Parametrization {
  kind: string;
  form?: "new" | "old";
  args?: { [key: string]: Json };
}

/**
 * `nn.Sequential`, or a subclass of it called `class_name`: each child takes what the one before it returns.
 *
 * A `holder` other than that has no forward of its own, as torch's has none: the graph around it runs its children,
 * one by one (calls of them are `shared` blocks), or all in turn where the holder itself is wired.
 * `extra_repr` is what `print(net)` shows in the brackets behind a class name.
 */
export interface SequentialBlock {
  block: "sequential";
  id: string;
  name?: string | null;
  children?: Block[];
  class_name?: string | null;
  holder?: Holder;
  extra_repr?: string;
}

/** Every child gets the same input; `merge` joins what they return. `dim` serves `cat` and `stack`. */
export interface ParallelBlock {
  block: "parallel";
  id: string;
  name?: string | null;
  children?: Block[];
  merge?: Merge;
  dim?: number | string;
  class_name?: string | null;
  extra_repr?: string;
}

/**
 * Any acyclic wiring: a class whose forward takes `inputs` and calls its nodes.
 *
 * `wires` maps a node's name to what flows into it, in order: the name of an input or a node, `"lstm:1"` for an output
 * by position, `"lstm:1:0"` for one inside that, `"attn_mask=mask"` for what a layer takes by name. `outputs` are
 * written the same way, without names for what they are; several are returned as a tuple.
 * `positions` places nodes on the screen, (x, y) in pixels. What is worked out of a graph once is kept in its
 * `__dict__`, as with a document; none of it leads back to the graph.
 */
export interface GraphBlock {
  block: "graph";
  id: string;
  name?: string | null;
  inputs?: string[];
  nodes?: Block[];
  wires?: { [key: string]: string[] };
  outputs?: string[];
  class_name?: string | null;
  extra_repr?: string;
  positions?: { [key: string]: [number, number] };
}

/** One call without parameters: `torch.cat`, `F.relu`, `Tensor.view`. */
export interface FunctionBlock {
  block: "function";
  id: string;
  name?: string | null;
  kind: string;
  args?: { [key: string]: Json };
}

/**
 * A tensor of the graph's own: a learned parameter or a fixed buffer.
 *
 * `init` is `{"scheme": "normal_", "args": {"std": 0.02}}` or `{"value": ...}` with a number or nested lists; zeros
 * where it is left out. A buffer that is not `persistent` is in no state_dict.
 */
export interface TensorBlock {
  block: "tensor";
  id: string;
  name?: string | null;
  shape?: (number | string)[];
  dtype?: Dtype;
  role?: "buffer" | "parameter";
  init?: { [key: string]: Json } | null;
  persistent?: boolean;
}

/**
 * `nn.Sequential` of `count` independent copies of `child`, called `names` with `{i}` put in from 0.
 *
 * `holder` as that of a sequential.
 */
export interface RepeatBlock {
  block: "repeat";
  id: string;
  name?: string | null;
  child: Block;
  count?: number | string;
  names?: string;
  holder?: Holder;
}

/** The module of the block with the id `of`, once more; `call` as that of a layer. */
export interface SharedBlock {
  block: "shared";
  id: string;
  name?: string | null;
  of: string;
  call?: { [key: string]: Json };
}

/** One object of a definition. */
export interface InstanceBlock {
  block: "instance";
  id: string;
  name?: string | null;
  definition: string;
  args?: { [key: string]: Json };
}

/**
 * A user's own block class: drawn (`root`, a sequential, parallel or graph) or written (`source`).
 *
 * `args` maps each argument to its default. Inside a drawn one an expression over them, `"=channels * 2"`, may stand
 * for an argument of a layer or function, a dim, a value or an argument of what initialises a tensor, the count and
 * the names of a repeat, and the dim of a parallel. `source` is a class as text, the statements it needs before it;
 * `args` are then the values of what its `__init__` requires: `*args` under its name as a list, `**kwargs` as a dict,
 * a layer as `{"kind": ..., "args": ...}`.
 */
export interface Definition {
  class_name: string;
  args?: { [key: string]: Json };
  root?: Block | null;
  source?: string | null;
}

/** Remove blocks; a place that shares one becomes its owner, and a chain in a graph is reconnected. */
export interface Remove {
  edit: "remove";
  ids: string[];
}

/** Move blocks to another place, in document order; `index` counts the children without them. */
export interface Move {
  edit: "move";
  ids: string[];
  parent: string;
  index: number;
}

/** Put copies with new ids after the last selected block of each parent; ties and rules hold for them too. */
export interface Duplicate {
  edit: "duplicate";
  ids: string[];
}

/**
 * Give a block a name in its parent; None leaves it to its position.
 *
 * `before` is what the person saw it called, so that an overwritten name can be told.
 */
export interface Rename {
  edit: "rename";
  id: string;
  name: string | null;
  before?: string | null;
}

/** Set an argument of a layer, function or instance; `"auto"` derives it from the incoming shape. */
export interface SetArgument {
  edit: "set_argument";
  id: string;
  argument: string;
  value: Json;
}

/** Reset an argument to its default. */
export interface UnsetArgument {
  edit: "unset_argument";
  id: string;
  argument: string;
}

/** Set a non-tensor argument of a layer's forward where a graph calls it; its default removes the entry. */
export interface SetCall {
  edit: "set_call";
  id: string;
  argument: string;
  value: Json;
}

/** Set how a tensor of a layer is worked out of others; None makes it a parameter again. */
export interface SetParametrization {
  edit: "set_parametrization";
  id: string;
  tensor: string;
  parametrization: Parametrization | null;
}

/** Change the kind of a layer or function; arguments that both kinds take are kept. */
export interface SetKind {
  edit: "set_kind";
  id: string;
  kind: string;
}

/** Set how many copies a repeat has, or their names. */
export interface SetRepeat {
  edit: "set_repeat";
  id: string;
  count?: number | string;
  names?: string;
}

/** Set how a parallel joins what its children return. */
export interface SetMerge {
  edit: "set_merge";
  id: string;
  merge?: Merge;
  dim?: number | string;
}

/** Name the class that a sequential, parallel or graph becomes; None lets what it does name it. */
export interface SetClassName {
  edit: "set_class_name";
  id: string;
  class_name: string | null;
}

/**
 * Make a sequential or repeat an `nn.Sequential`, or an `nn.ModuleList` or `nn.ModuleDict`, which has no forward.
 *
 * A ModuleList numbers its children, so their names are given up there.
 */
export interface SetHolder {
  edit: "set_holder";
  id: string;
  holder: Holder;
}

/**
 * Connect a wire from `source` (an input, a node, `"lstm:1"`) to a node: at `index` for another, or behind all.
 *
 * A `node` of None is what the graph returns. A source with a name, `"attn_mask=mask"`, takes the place of that one;
 * another in place of it keeps its name.
 */
export interface Connect {
  edit: "connect";
  graph: string;
  source: string;
  node: string | null;
  index?: number | null;
}

/** Remove one wire of a node; with a node of None, one output of the graph. */
export interface Disconnect {
  edit: "disconnect";
  graph: string;
  node: string | null;
  index: number;
}

/** Set all that flows into a node, in order. */
export interface SetWires {
  edit: "set_wires";
  graph: string;
  node: string;
  sources: string[];
}

/** Set what the graph returns; several are returned as a tuple. */
export interface SetOutputs {
  edit: "set_outputs";
  graph: string;
  outputs: string[];
}

/**
 * Name the graph's inputs; names that are kept keep their wires, others are renamed in order or go with theirs.
 *
 * What flows into the graph where it stands follows its inputs, at all places of a shared one.
 */
export interface SetGraphInputs {
  edit: "set_graph_inputs";
  graph: string;
  inputs: string[];
}

/** Place nodes on the screen, others stay where they are; None gives all back to the automatic layout. */
export interface SetPositions {
  edit: "set_positions";
  graph: string;
  positions: { [key: string]: [number, number] } | null;
}

/** Put a new block onto a wire of a node; with a node of None, onto one of what the graph returns. */
export interface InsertOnWire {
  edit: "insert_on_wire";
  graph: string;
  node: string | null;
  index: number;
  block: Block;
  definitions?: Definition[];
}

/** Set the shape, dtype, role and initial value of a tensor of a graph. */
export interface SetTensor {
  edit: "set_tensor";
  id: string;
  shape?: (number | string)[];
  dtype?: Dtype;
  role?: "buffer" | "parameter";
  init?: { [key: string]: Json } | null;
}

/** Turn a sequential or parallel into the graph that does the same, to be rewired. */
export interface ToGraph {
  edit: "to_graph";
  id: string;
}

/** Turn a graph whose nodes are a chain of modules into a sequential. */
export interface ToSequential {
  edit: "to_sequential";
  id: string;
}

/** Make a container, or blocks of one parent, the user's own block, and put an instance of it in their place. */
export interface Define {
  edit: "define";
  ids: string[];
  class_name: string;
  id?: string | null;
}

/**
 * Write a class of the user's own: a new one where `class_name` is None, else that one anew.
 *
 * The name is that of the class in the text; where it changed, the instances follow. `args` are values for what its
 * `__init__` requires, beside those that the definition has; for the rest values are found with which it runs.
 */
export interface WriteDefinition {
  edit: "write_definition";
  class_name: string | null;
  source: string;
  args?: { [key: string]: Json };
}

/** Set the arguments of a definition with their defaults; instances lose what they give for those that are gone. */
export interface SetDefinitionArgs {
  edit: "set_definition_args";
  class_name: string;
  args: { [key: string]: Json };
}

/** Give a definition, and all instances of it, another class name. */
export interface RenameDefinition {
  edit: "rename_definition";
  class_name: string;
  new_name: string;
}

/** Remove a definition that nothing uses. */
export interface RemoveDefinition {
  edit: "remove_definition";
  class_name: string;
}

/** Replace one instance by the blocks of its definition, which no longer follow it. */
export interface Unpack {
  edit: "unpack";
  id: string;
}

/**
 * Put blocks of one parent into a new container, which stands where the first of them stood.
 *
 * A block wrapped alone hands its name to the container. Nodes of a graph keep their wires; into anything but a graph
 * they go as a chain.
 */
export interface Wrap {
  edit: "wrap";
  ids: string[];
  into: Into;
  id: string;
}

/** Replace a container by its children; a repeat by its one child. */
export interface Unwrap {
  edit: "unwrap";
  id: string;
}

/** Let the place `id` hold the module of the block `of`; the block that stood there goes. */
export interface Share {
  edit: "share";
  id: string;
  of: string;
}

/** Replace a shared place by a copy of the module; the other places keep sharing it. */
export interface Unshare {
  edit: "unshare";
  id: string;
}

/** Make a tensor one and the same parameter as another; a tie that it had is replaced. */
export interface TieTensors {
  edit: "tie";
  tensor: TensorPlace;
  of: TensorPlace;
}

/** A tensor by the id of its block and its name in that module: `weight`, `weight_ih_l0`, `out_proj.weight`. */
export interface TensorPlace {
  block: string;
  tensor: string;
}

/** Remove a tie, so that the tensor has its own values again. */
export interface Untie {
  edit: "untie";
  tensor: TensorPlace;
}

/** Keep the selected parameters from learning. */
export interface Freeze {
  edit: "freeze";
  select: Selector;
}

/**
 * Which tensors are meant; all of what is given must hold.
 *
 * `block`: a block's id, that block and all below it. `kind`: a `torch.nn` class. `tensor`: a pattern with `*` and
 * `?`, held against the tensor's name in its module (`bias`) and against its whole key (`0.1.bias`).
 */
export interface Selector {
  block?: string | null;
  kind?: string | null;
  tensor?: string | null;
}

/** Let the parameters of a frozen selection learn again. */
export interface Unfreeze {
  edit: "unfreeze";
  select: Selector;
}

/** Set the inputs of the network, or the batch of samples. */
export interface SetInputs {
  edit: "set_inputs";
  inputs?: Input[];
  batch?: number;
}

/**
 * One input of the network.
 *
 * `shape` includes the batch dim, written `"N"`. Samples are drawn from the standard normal distribution for a
 * floating dtype, from `low` to `high - 1` for an integer dtype, and as coin tosses for `bool`.
 */
export interface Input {
  name: string;
  shape: (number | "N")[];
  dtype?: Dtype;
  low?: number;
  high?: number;
}

/** Set the ordered list of init rules, and the seed where one is given. */
export interface SetInit {
  edit: "set_init";
  rules: InitRule[];
  seed?: number;
}

/**
 * What to initialise by which scheme of `torch.nn.init` (its name with the underscore) with which arguments.
 *
 * It may be one of the document's own `schemes` as well, which takes the numbers of its text.
 * The scheme `copy_` takes none: what is below the block, or its tensor of that name, begins as that of block `of`.
 * `rows`: the first row that is filled and the one after the last, along dim 0; all where they are left out.
 */
export interface InitRule {
  select: Selector;
  scheme: string;
  args?: { [key: string]: Json };
  of?: string | null;
  rows?: [number, number] | null;
}

/**
 * Write a scheme of one's own: a new one where `name` is None, else that one anew.
 *
 * The name is that of the function in the text; where it changed, the rules follow, and lose what it no longer takes.
 */
export interface WriteScheme {
  edit: "write_scheme";
  name: string | null;
  source: string;
}

/** Remove a scheme of one's own, and the rules that use it. */
export interface RemoveScheme {
  edit: "remove_scheme";
  name: string;
}

/** Set the seed of the initial weights. */
export interface SetSeed {
  edit: "set_seed";
  seed: number;
}

/** Choose what code and print have of lazy layers: their sizes, or the layers as lazy ones. */
export interface SetLazy {
  edit: "set_lazy";
  lazy: "keep" | "sizes";
}

/** Name the network; `before` is what the person saw it called, so that an overwritten name can be told. */
export interface SetName {
  edit: "set_name";
  name: string;
  before?: string | null;
}

export type Block =
  | LayerBlock
  | SequentialBlock
  | ParallelBlock
  | GraphBlock
  | FunctionBlock
  | TensorBlock
  | RepeatBlock
  | SharedBlock
  | InstanceBlock;

export type Edit =
  | Insert
  | Remove
  | Move
  | Duplicate
  | Rename
  | SetArgument
  | UnsetArgument
  | SetCall
  | SetParametrization
  | SetKind
  | SetRepeat
  | SetMerge
  | SetClassName
  | SetHolder
  | Connect
  | Disconnect
  | SetWires
  | SetOutputs
  | SetGraphInputs
  | SetPositions
  | InsertOnWire
  | SetTensor
  | ToGraph
  | ToSequential
  | Define
  | WriteDefinition
  | SetDefinitionArgs
  | RenameDefinition
  | RemoveDefinition
  | Unpack
  | Wrap
  | Unwrap
  | Share
  | Unshare
  | TieTensors
  | Untie
  | Freeze
  | Unfreeze
  | SetInputs
  | SetInit
  | WriteScheme
  | RemoveScheme
  | SetSeed
  | SetLazy
  | SetName;
