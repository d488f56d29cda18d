/** Finding a kind by what a person types: `conv`, `bn2`, `linear 4 8`. */
import { CONTAINERS, OWN, type Stock, TENSOR } from "../model/newBlocks";
import { say } from "../sentences/say";

export interface Entry {
  name: string;
  category: string;
  note: string;
  summary: string;
  /** Why it cannot be put on the canvas. */
  instead?: string;
  onlyInGraph?: boolean;
}

/** Functions are found and shown without their module: `cat`, not `torch.cat`. */
export function shownName(name: string): string {
  if (name.startsWith(OWN)) return name.slice(OWN.length);
  if (name === "Tensor.__getitem__") return say("canvas.palette.index");
  return name.slice(name.lastIndexOf(".") + 1);
}

export const ORDER = [
  "own",
  "container",
  "linear",
  "activation",
  "convolution",
  "normalisation",
  "pooling",
  "recurrent",
  "attention",
  "embedding",
  "dropout",
  "shape",
  "padding",
  "distance",
  "loss",
  "functions",
];

export function entries({ kinds, functions, definitions }: Stock): Entry[] {
  const ours = CONTAINERS.map(({ name, note, summary }) => ({ name, category: "container", note, summary }));
  const names = new Set<string>(ours.map((entry) => entry.name));
  const own = definitions.map(({ class_name, args, uses, signature }): Entry => ({
    name: OWN + class_name,
    category: "own",
    note: say("canvas.palette.uses", { count: uses }),
    summary: say("canvas.palette.own-summary", {
      name: class_name,
      arguments: (signature?.map((one) => one.name) ?? Object.keys(args)).join(", "),
    }),
  }));
  const layers = [...kinds.values()]
    .filter((kind) => !names.has(kind.name))
    .map(({ name, category, summary, instead }): Entry => ({
      name,
      category,
      note: "",
      summary,
      ...(instead ? { instead } : {}),
    }));
  const calls = [...functions.values()].map(({ name, summary, symbol }): Entry => ({
    name,
    category: "functions",
    note: symbol ?? name.slice(0, name.lastIndexOf(".")),
    summary,
    onlyInGraph: true,
  }));
  const tensor = { ...TENSOR, category: "functions", onlyInGraph: true };
  return [...own, ...ours, ...layers, ...(calls.length > 0 ? [tensor, ...calls] : [])];
}

function isSubsequence(needle: string, hay: string): boolean {
  let at = 0;
  for (const letter of hay) if (letter === needle[at]) at += 1;
  return at === needle.length;
}

/** Lower is better; null when it does not match at all. */
export function rank(entry: Entry, words: string): number | null {
  if (words === "") return 0;
  const name = shownName(entry.name).toLowerCase();
  if (entry.name.toLowerCase() === words) return 0;
  const wanted = words.replaceAll(" ", "");
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1 + name.length / 100;
  if (name.includes(wanted)) return 2 + name.length / 100;
  const capitals = shownName(entry.name)
    .replace(/[^A-Z0-9]/g, "")
    .toLowerCase();
  if (capitals.startsWith(wanted)) return 3 + name.length / 100;
  if (entry.category.startsWith(wanted)) return 4;
  if (wanted.length > 2 && isSubsequence(wanted, name)) return 5 + name.length / 100;
  return wanted.length > 3 && entry.summary.toLowerCase().includes(words) ? 6 : null;
}

/** What matches, best first; among equals, `first` decides, then the order given. */
export function find(all: readonly Entry[], words: string, first: readonly string[] = []): Entry[] {
  const favoured = new Map(first.map((name, i) => [name, i]));
  return all
    .map((entry, at) => ({ entry, at, rank: rank(entry, words), favour: favoured.get(entry.name) ?? 1000 }))
    .filter((row) => row.rank !== null)
    .sort(
      (a, b) =>
        (a.rank ?? 0) - (b.rank ?? 0) ||
        a.favour - b.favour ||
        Number("instead" in a.entry) - Number("instead" in b.entry) ||
        a.at - b.at,
    )
    .map((row) => row.entry);
}
