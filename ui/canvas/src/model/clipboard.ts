/** Copied blocks as text: with the definitions they need, and the modules and tensors that they share. */
import type { Content, Edit, TensorEnd, TreeNode } from "../protocol";
import { type Block, blockOf, type Copy, partsOf, withNewIds, withParts } from "./blocks";
import { type Tie, tiesOf, tiesOfCopies } from "./ties";
import { descendants } from "./tree";

const CLIPBOARD = "nnblocks";

export interface Copied {
  blocks: Copy[];
  /** What flowed into the nodes of a graph, by name. */
  wires: { [name: string]: string[] };
  /** What ties tensors of theirs. */
  ties: Tie[];
}

function* all(blocks: readonly Block[]): Generator<Block> {
  for (const block of blocks) {
    yield block;
    yield* all(partsOf(block));
  }
}

function partsOfContent(content: Content): Block[] {
  return isBlock(content.root) ? [content.root] : [];
}

/** The definitions that blocks name, and those that these name in turn. */
export function neededBy(blocks: readonly Block[], contents: readonly Content[]): Content[] {
  const known = new Map(contents.map((one) => [one.class_name, one]));
  const needed = new Map<string, Content>();
  const open = [...blocks];
  for (let block = open.pop(); block !== undefined; block = open.pop()) {
    open.push(...partsOf(block));
    const content = block.block === "instance" ? known.get(block.definition) : undefined;
    if (content === undefined || needed.has(content.class_name)) continue;
    needed.set(content.class_name, content);
    open.push(...partsOfContent(content));
  }
  return [...needed.values()];
}

/** The modules that copied blocks share with what is not copied, by id. */
function sharedWith(blocks: readonly Block[], root: TreeNode): { [id: string]: Block } {
  const inside = new Set([...all(blocks)].map((block) => block.id));
  const wanted = new Set(
    [...all(blocks)].flatMap((one) => (one.block !== "shared" || inside.has(one.of) ? [] : one.of)),
  );
  if (wanted.size === 0) return {};
  const found = [...descendants(root)].filter((node) => wanted.has(node.id));
  return Object.fromEntries(found.map((node) => [node.id, blockOf(node, "computed")]));
}

export function toClipboard(
  nodes: TreeNode[],
  wires: { [name: string]: string[] } = {},
  root?: TreeNode,
  contents: readonly Content[] = [],
  home: string | null = null,
): string {
  const blocks = nodes.map((node) => blockOf(node));
  const shared = root === undefined ? {} : sharedWith(blocks, root);
  const ties = root === undefined ? [] : tiesOf(nodes, root);
  const definitions = neededBy([...blocks, ...Object.values(shared)], contents);
  return JSON.stringify(
    {
      [CLIPBOARD]: 1,
      blocks,
      ...(home === null ? {} : { home, elsewhere: nodes.map((node) => blockOf(node, "computed")) }),
      ...(Object.keys(wires).length > 0 ? { wires } : {}),
      ...(definitions.length > 0 ? { definitions } : {}),
      ...(Object.keys(shared).length > 0 ? { shared } : {}),
      ...(ties.length > 0 ? { ties } : {}),
    },
    null,
    2,
  );
}

function isBlock(value: unknown): value is Block {
  return typeof value === "object" && value !== null && "block" in value && "id" in value;
}

function isContent(value: unknown): value is Content {
  return typeof value === "object" && value !== null && "class_name" in value && typeof value.class_name === "string";
}

function isEnd(value: unknown): value is TensorEnd {
  return typeof value === "object" && value !== null && "block" in value && "tensor" in value;
}

function tiesIn(value: unknown): Tie[] {
  const isTie = (one: unknown): one is Tie =>
    typeof one === "object" && one !== null && "of" in one && isEnd(one.of) && "tensor" in one && isEnd(one.tensor);
  return Array.isArray(value) ? value.filter(isTie) : [];
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

function wiresIn(value: unknown): { [name: string]: string[] } {
  return Object.fromEntries(
    entriesOf(value).filter(
      (entry): entry is [string, string[]] =>
        Array.isArray(entry[1]) && entry[1].every((source) => typeof source === "string"),
    ),
  );
}

/** In another document a shared module is not there: its first place gets a copy, which the further ones share. */
function settled(blocks: Block[], shared: ReadonlyMap<string, Block>, isHere: (target: Block) => boolean): Block[] {
  const made = new Map<string, string>();
  const settle = (block: Block): Block => {
    if (block.block !== "shared") return withParts(block, settle);
    const target = shared.get(block.of);
    if (target === undefined || isHere(target)) return block;
    const id = made.get(block.of);
    if (id !== undefined) return { ...block, of: id };
    made.set(block.of, block.id);
    const [copy = target] = withNewIds([target]);
    const { name: _, ...rest } = copy;
    return { ...rest, id: block.id, ...(block.name === undefined ? {} : { name: block.name }) };
  };
  return blocks.map(settle);
}

/**
 * The blocks in a text that `toClipboard` wrote, with new ids; null when the text is something else. Expressions name the
 * arguments of the definition that they come from, `home`: anywhere else it is their values that are pasted.
 */
export function fromClipboard(
  text: string,
  isHere: (target: Block) => boolean = () => true,
  home: string | null = null,
  isThere: (end: TensorEnd) => boolean = () => true,
): Copied | null {
  try {
    const found = JSON.parse(text) as { [key: string]: unknown } | null;
    if (typeof found !== "object" || found === null || !(CLIPBOARD in found)) return null;
    if (!Array.isArray(found.blocks) || !found.blocks.every(isBlock)) return null;
    const shared = entriesOf(found.shared).filter((entry): entry is [string, Block] => isBlock(entry[1]));
    const contents = Array.isArray(found.definitions) ? found.definitions.filter(isContent) : [];
    const { elsewhere } = found;
    const isAway = found.home !== home && Array.isArray(elsewhere) && elsewhere.every(isBlock);
    const ids = new Map<string, string>();
    const blocks = withNewIds(settled(isAway ? elsewhere : found.blocks, new Map(shared), isHere), ids).map(
      (block): Copy => {
        const definitions = neededBy([block], contents);
        return definitions.length > 0 ? { ...block, definitions } : block;
      },
    );
    return { blocks, wires: wiresIn(found.wires), ties: tiesOfCopies(tiesIn(found.ties), ids, isThere) };
  } catch {
    return null;
  }
}

/** Copies with what ties their tensors: the last of them brings it, once all are there. */
export function tiedBy(blocks: readonly Copy[], ties: Tie[]): Copy[] {
  const last = blocks.length - 1;
  return blocks.map((block, i) => (i === last && ties.length > 0 ? { ...block, ties } : block));
}

/** An edit as Python takes it: definitions of a copied block are the edit's own field, its ties edits of their own. */
export function lifted(edit: Edit): Edit[] {
  if (edit.edit !== "insert" && edit.edit !== "insert_on_wire") return [edit];
  const { definitions, ties = [], ...block }: Copy = edit.block;
  const own: Edit = { ...edit, block, ...(definitions === undefined ? {} : { definitions }) };
  return [own, ...ties.map((tie): Edit => ({ edit: "tie", ...tie }))];
}
