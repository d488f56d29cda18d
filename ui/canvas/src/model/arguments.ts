/** Which arguments of a block can be edited on the block itself, in which order. */
import type { Argument, TreeNode } from "../protocol";
import type { Kinds } from "./graphs";
import { say } from "../sentences/say";

const COUNT: Argument = {
  name: "count",
  type: "int",
  required: true,
  minimum: 1,
  help: say("canvas.inspector.count-help"),
};

/** First what must be given, then what differs from its default, then the rest. */
export function editableArguments(node: TreeNode, { kinds, functions }: Kinds): Argument[] {
  if (node.block === "repeat") return [COUNT];
  if (node.block !== "layer" && node.block !== "function") return [];
  const all = (kinds.get(node.kind ?? "") ?? functions.get(node.kind ?? ""))?.arguments ?? [];
  const order = (argument: Argument): number =>
    argument.required && !argument.auto
      ? 0
      : node.args?.[argument.name] !== undefined && !argument.auto
        ? 1
        : argument.auto
          ? 2
          : 3;
  return all
    .filter((argument) => argument.type !== "layer")
    .map((argument, at) => ({ argument, at }))
    .sort((a, b) => order(a.argument) - order(b.argument) || a.at - b.at)
    .map(({ argument }) => argument);
}

export function firstArgument(node: TreeNode, kinds: Kinds): string | null {
  return editableArguments(node, kinds)[0]?.name ?? null;
}

/** The argument whose value stands in a block's detail as this word. */
export function argumentOfWord(node: TreeNode, word: string, kinds: Kinds): string | null {
  const all = editableArguments(node, kinds);
  const bare = word.replace(/^[^\w.=-]+|[^\w.]+$/g, "");
  const named = all.find((argument) => argument.name === bare);
  if (named !== undefined) return named.name;
  const matches = all.filter((argument) => {
    const value =
      node.args?.[argument.name] === "auto"
        ? node.resolved?.[argument.name]
        : (node.resolved?.[argument.name] ?? node.args?.[argument.name]);
    const text = Array.isArray(value) ? value.join("×") : String(value);
    return (
      value !== undefined &&
      (text === bare ||
        `${text}×${text}` === bare ||
        (value === true && bare === "on") ||
        (value === false && bare === "off"))
    );
  });
  // Where two have one value what must be given is meant: the later of a pair such as 32 → 32.
  return (matches.find((argument) => argument.required && !argument.auto) ?? matches[0] ?? all[0])?.name ?? null;
}
