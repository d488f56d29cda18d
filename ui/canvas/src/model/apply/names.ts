/** Names of the nodes of a graph, as `builder/edits/graphs.py` gives them. */
import type { TreeNode } from "../../protocol";
import { FILE_GLOBALS, KEYWORDS, MODULE_MEMBERS } from "../reservedNames";

export const IDENTIFIER = /^[\p{ID_Start}_]\p{ID_Continue}*$/u;
/** What is left of the 100 characters of a name for those before a number. */
const LONGEST = 92;
const WHOLE = /^(P?R?ReLU6?|S?E?GELU|SiLU|SELU|CELU|LeakyReLU|LogSigmoid|LogSoftmax)$/;

/** Whether a name can be an attribute of a module's class. */
export function isAttribute(name: string): boolean {
  const isWord = IDENTIFIER.test(name) && name.normalize("NFKC") === name && !KEYWORDS.has(name);
  return isWord && !name.startsWith("__") && !MODULE_MEMBERS.has(name);
}

export function unnamed(node: TreeNode): TreeNode {
  return node.named ? { ...node, name: "", named: false } : node;
}

/** The key of a child in its parent's module. */
export function childName(parent: TreeNode, child: TreeNode, at: number): string {
  if (parent.block === "written") return child.name;
  if (parent.block === "repeat") return (parent.names ?? "{i}").replaceAll("{i}", "0");
  if (child.named) return child.name;
  if (parent.block === "graph") return `node_${at}`;
  return parent.block === "parallel" ? `branch_${at}` : String(at);
}

/** The name that a node gets after its kind, before it is made unique. */
export function baseName(node: TreeNode): string {
  const { kind = "", block } = node;
  if (node.instance_of !== undefined) return snake(node.instance_of);
  if (block === "layer") return snake(kind.replace(/^Lazy/, "").replace(/([a-z])[123]d$/, "$1"));
  if (block === "function") return (kind.split(".").pop() ?? "").replace(/^_+|_+$/g, "") || "call";
  if (block === "tensor") return node.role ?? "parameter";
  return snake(node.class_name ?? block);
}

function snake(name: string): string {
  if (WHOLE.test(name)) return name.toLowerCase();
  return name
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
    .replace(/([a-z\d])([A-Z])/g, "$1_$2")
    .toLowerCase();
}

/** Names that are taken, and free ones after them. */
export class Names {
  private readonly taken: Set<string>;

  constructor(taken: Iterable<string>) {
    this.taken = new Set(taken);
  }

  add(name: string): void {
    this.taken.add(name);
  }

  /** Take `base`, or the first of `base_2`, `base_3`, ... that is free. */
  free(wanted: string): string {
    let base = wanted.slice(0, LONGEST);
    if (!isAttribute(base) || FILE_GLOBALS.has(base)) base = isAttribute(`${base}_`) ? `${base}_` : "node";
    let name = base;
    for (let number = 2; this.taken.has(name) || !isAttribute(name); number += 1) name = `${base}_${number}`;
    this.taken.add(name);
    return name;
  }
}
