/** What Python and the canvas say to each other; `ui/screens/component.py` is the other end. */
import type { Dtype, Edit as DocumentEdit, Holder, Input as InputSpec, Merge, Parametrization } from "./model/edits";
import type { Definition as Content, TensorPlace as TensorEnd } from "./model/edits";

export type { Content, Dtype, Holder, InputSpec, Merge, TensorEnd };
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
/** An edit of the document, or of its history, or a text in the place of all of it: these two stand alone in a step. */
export type Edit = DocumentEdit | { edit: "undo" } | { edit: "redo" } | { edit: "set_source"; text: string };
export interface Command {
  number: number;
  edit: Edit;
  /** Commands with the same step are one action of the person, so one undo step. */
  step?: string;
}
export interface CommandBatch {
  client: string;
  document: string;
  commands: Command[];
}
export interface Refusal {
  client: string;
  number: number;
  problem: string;
  hint?: string;
}
export interface Fix {
  label: string;
  edit: Edit;
}
export interface Problem {
  /** A note is no mistake: something is there and does nothing. */
  severity: "error" | "warning" | "note";
  id?: string | null;
  path?: string;
  problem: string;
  hint?: string;
  fix?: Fix | null;
}
export type BlockTag =
  "layer" | "sequential" | "parallel" | "repeat" | "shared" | "graph" | "function" | "tensor" | "instance" | "written";
export type Args = { [key: string]: Json };

/** A block as Python draws it: the document's own fields and what analysis says of it. */
export interface TreeNode {
  id: string;
  block: BlockTag;
  kind?: string;
  name: string;
  named: boolean;
  path: string;
  access: string;
  title: string;
  detail?: string;
  category?: string;
  args?: Args;
  resolved?: Args;
  /** Other fields that hold expressions over the arguments of one's own block, as they are written: count, shape. */
  expressed?: Args;
  in?: string[];
  out?: string[];
  parameters?: number;
  /** For one sample, and for the sample batch. */
  multiply_adds?: number;
  batch_multiply_adds?: number;
  problems?: number[];
  group?: string;
  of?: string;
  /** The path of the place that holds the same module first, in the order of `named_modules`. */
  same_as?: string;
  /** Of a shared place that is the first: the path at which its module is drawn. */
  stands_at?: string;
  /** What its tensors are one with; `to` names the tensor that such a one was tied to, where it was not the other way. */
  tied?: { tensor: string; with: string; to?: TensorEnd }[];
  /** Learned tensors and their shapes. */
  tensors?: { [name: string]: number[] };
  /** Tensors of a layer that are worked out of others, and those that may be; the former first. */
  parametrizations?: { [tensor: string]: Parametrization };
  parametrizable?: string[];
  frozen?: boolean;
  children?: TreeNode[];
  count?: number;
  names?: string;
  merge?: Merge;
  dim?: number;
  class_name?: string | null;
  /** Of a sequential or a repeat: the class of torch that holds its children; two of them have no forward. */
  holder?: Holder;
  /** Of a graph: its inputs, what flows into each node, what it returns, and where nodes were put by hand. */
  inputs?: string[];
  wires?: { [node: string]: string[] };
  outputs?: string[];
  positions?: { [node: string]: [number, number] };
  /** Shapes by the text of a source: `lstm:1:0`. */
  wire_shapes?: { [source: string]: string };
  /** A second call of a module in the same graph. */
  call?: boolean;
  /** What the forward of a layer is given beside tensors, where it differs from the default. */
  called_with?: Args;
  /** Of a tensor. */
  shape?: number[];
  dtype?: Dtype;
  role?: "parameter" | "buffer";
  init?: { [key: string]: Json } | null;
  /** Of the root of an instance. */
  instance_of?: string;
  definition_args?: Args;
  /** What those come to, where they are expressions. */
  definition_resolved?: Args;
  /** Inside an object of a class that was written: that class, whose text alone decides what stands here. */
  written_in?: string;
  /** Of an object of a written class: its shapes are being found by a run. */
  finding?: boolean;
}
export type Tab = "code" | "print" | "tree" | "problems";
/** The text of a tab, by a request of its own. */
export interface Pane {
  tab: Tab;
  text: string;
  lines?: { [id: string]: [number, number][] };
}
export interface Argument {
  name: string;
  type: "int" | "float" | "bool" | "choice" | "ints" | "floats" | "layer" | "dtype" | "text";
  help?: string;
  default?: Json;
  required?: boolean;
  minimum?: number | null;
  maximum?: number | null;
  choices?: string[];
  lengths?: number[];
  scalar?: boolean;
  /** Words that a list may hold beside numbers, as "N" for the batch. */
  words?: string[];
  optional?: boolean;
  holes?: boolean;
  auto?: boolean;
}
export interface Kind {
  name: string;
  category: string;
  summary: string;
  arguments: Argument[];
  /** What a new one begins with. */
  start?: Args;
  inputs?: string[];
  /** How many of the inputs, from the last, may be left out, and how many are given by name only. */
  optional?: number;
  named?: number;
  /** What its forward is given beside tensors. */
  calls?: Argument[];
  instead?: string | null;
  follows?: string[];
}
/** A call without parameters; only a graph holds it. */
export interface FunctionKind extends Kind {
  min_inputs: number;
  /** null: any number. */
  max_inputs: number | null;
  /** Inputs that may be numbers, given by the argument of that name. */
  constants?: string[];
  style?: string;
  symbol?: string | null;
}
/** A way to work a tensor out of others: weight_norm and its kin, each in one form or two. */
export interface ParametrizationKind {
  name: string;
  summary: string;
  arguments: Argument[];
  forms: ("new" | "old")[];
}
/** A text to start a class from. */
export interface ClassExample {
  title: string;
  summary: string;
  source: string;
  /** What the constructor starts with. */
  args?: Args;
}
export interface Catalogue {
  kinds: Kind[];
  functions?: FunctionKind[];
  parametrizations?: ParametrizationKind[];
  classes?: ClassExample[];
}
/** One argument of a written class's constructor. */
export interface Signature {
  name: string;
  required: boolean;
  /** Absent where it has none. */
  default?: Json;
  /** `*args` goes by its name with a list, `**kwargs` with an object. */
  many?: "list" | "dict";
}
/** A block class of the person's own. */
export interface Definition {
  class_name: string;
  args: Args;
  uses: number;
  /** A class that was written: what its constructor takes. Absent where it was drawn. */
  signature?: Signature[];
}
export interface BuildProps {
  view?: "build";
  document: string;
  /** When this picture of the document came to be: a later one has a larger number. */
  stamp?: number;
  revision: number;
  /** What this state of the document is called by. */
  token?: string;
  /** The token of the tree in which blocks are to be looked up that `tree` names by their ids. */
  base?: string | null;
  ack: { [client: string]: number };
  refused?: Refusal[];
  inputs: InputSpec[];
  batch?: number;
  seed?: number;
  frozen?: Json[];
  tree: TreeNode;
  problems: Problem[];
  definitions?: Definition[];
  /** The same as the document writes them, which a copied block takes along; null where they are as in `base`. */
  contents?: Content[] | null;
  /** The tab that is open; its text too where there is nothing to ask for it. */
  pane?: Omit<Pane, "text"> & {
    text?: string;
    /** How often the header's problems were clicked: a later number brings them into sight. */
    shown?: number;
  };
  catalogue: string | Catalogue;
  /** A block chosen on another page; the number tells one choice from the next. */
  focus?: { id: string; count: number } | null;
  tint?: Tint | null;
  theme?: Theme;
}
/** A quantity of the last run, by which blocks are coloured: by path how large it is, from 0 to 1, and how that is said. */
export interface Tint {
  title: string;
  low: string;
  high: string;
  /** The token of the state that ran: another one is not coloured by it. */
  token: string;
  values: { [path: string]: [number, string] };
  /** Where the values are asked for again while a network learns; none where they stay as they are. */
  address?: string;
}
export type Theme = "light" | "dark";

export interface Download {
  label: string;
  url: string;
  /** Whether it holds the weights, which there are only without errors. */
  weights?: boolean;
  /** Whether it is the document itself. */
  json?: boolean;
}
/** A screen; its path is relative to any other. */
export interface PageLink {
  title: string;
  path: string;
}
export interface HeaderProps {
  view: "header";
  document: string;
  stamp?: number;
  name: string;
  inputs: string;
  parameters: number;
  bytes: number;
  /** For one sample, and for the sample batch; `batch` is null where no input has an N. */
  multiply_adds: number | null;
  batch_multiply_adds: number | null;
  batch: number | null;
  errors: number;
  warnings: number;
  /** The names of the steps that undo and redo are about, of this person's own; null where there is none. */
  undo: string | null;
  redo: string | null;
  downloads?: Download[];
  pages?: PageLink[];
  /** The title of the page that is shown. */
  page?: string;
  /** The address, within the app, to go to now. */
  goes?: string | null;
  revision: number;
  ack: { [client: string]: number };
  refused?: Refusal[];
  /** Made by a visit and not edited since. */
  untouched?: boolean;
  theme?: Theme;
}
/** The header where no document is open: the rail alone. */
export interface FrameProps {
  view: "header";
  document: null;
  pages?: PageLink[];
  page?: string;
  goes?: string | null;
  theme?: Theme;
}
export interface RecentProps {
  view: "recent";
  /** The one that was asked for and is not there. */
  gone: string | null;
  theme?: Theme;
}
export type Props = BuildProps | HeaderProps | FrameProps | RecentProps;

/** Sends one value to Python; a later value may replace one that waits. */
export type Trigger = (name: string, value: unknown) => void;
