/** Names, paths and what refers to them, once blocks have other places. */
import type { TreeNode } from "../../protocol";
import { descendants } from "../tree";
import { isCall } from "./graphNodes";
import { KEYWORDS } from "../reservedNames";
import { childName, IDENTIFIER } from "./names";

const COUNTED = /^\d{1,5}$/;

/** What one types after the parent to reach a child. */
function step(parent: TreeNode, name: string, at: number): string {
  const isBox = parent.block === "sequential" || parent.block === "repeat";
  if (isBox && parent.holder === "ModuleDict") return `[${JSON.stringify(name)}]`;
  if (parent.block === "graph" && COUNTED.test(name)) return `.get_submodule("${name}")`;
  return !isBox || (IDENTIFIER.test(name) && !KEYWORDS.has(name)) ? `.${name}` : `[${at}]`;
}

function renumbered(node: TreeNode, name: string, path: string, access: string): TreeNode {
  const children = node.children?.map((child, i) => {
    const childs = childName(node, child, i);
    const childsPath = path === "" ? childs : `${path}.${childs}`;
    // What one types to reach a part of a written class, its text decides.
    const childsAccess =
      node.block === "written" ? access + child.access.slice(node.access.length) : access + step(node, childs, i);
    return renumbered(child, childs, childsPath, childsAccess);
  });
  const same = children?.every((child, i) => child === node.children?.[i]) ?? true;
  if (same && node.name === name && node.path === path && node.access === access) return node;
  const title = node.block === "tensor" ? { title: name } : {};
  return { ...node, name, path, access, ...title, ...(children === undefined ? {} : { children }) };
}

/** Shared modules in the order in which they are met, which says who stands first. */
function sharing(root: TreeNode): string {
  return everyBlock(root)
    .flatMap(({ id, group }) => (group === undefined ? [] : id))
    .join(" ");
}

function everyBlock(root: TreeNode): TreeNode[] {
  return [root, ...descendants(root)];
}

/** The tree with names and paths by the places that blocks now have; null where other blocks than before come first. */
export function placed(before: TreeNode, after: TreeNode): TreeNode | null {
  const root = renumbered(after, "", "", "net");
  const blocks = everyBlock(root);
  const isRelated = ({ group, tied, of }: TreeNode): boolean =>
    group !== undefined || tied !== undefined || of !== undefined;
  if (!blocks.some(isRelated)) return root;
  const isCalled = (parent: TreeNode): boolean =>
    (parent.children ?? []).every(
      (node) => (node.call ?? false) === (parent.block === "graph" && isCall(parent, node)),
    );
  if (sharing(before) !== sharing(root) || !blocks.every(isCalled)) return null;
  return repointed(before, root);
}

/** What names another place by its path says where that is now. */
function repointed(before: TreeNode, root: TreeNode): TreeNode | null {
  const ids = new Map(everyBlock(before).map(({ id, path }) => [path, id]));
  const paths = new Map(everyBlock(root).map(({ id, path }) => [id, path]));
  let isLost = false;
  const now = (path: string): string => {
    const found = paths.get(ids.get(path) ?? "");
    isLost ||= found === undefined;
    return found ?? path;
  };
  const ofTensor = (path: string): string => {
    const end = path.lastIndexOf(".");
    return end < 0 ? path : `${now(path.slice(0, end))}${path.slice(end)}`;
  };
  const visit = (node: TreeNode): TreeNode => {
    const { same_as, stands_at, tied, children } = node;
    return {
      ...node,
      ...(same_as === undefined ? {} : { same_as: now(same_as) }),
      ...(stands_at === undefined ? {} : { stands_at: now(stands_at) }),
      ...(tied === undefined ? {} : { tied: tied.map((tie) => ({ ...tie, with: ofTensor(tie.with) })) }),
      ...(children === undefined ? {} : { children: children.map(visit) }),
    };
  };
  const pointed = visit(root);
  return isLost ? null : pointed;
}
