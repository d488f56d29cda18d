/** What a wire comes from, as text: `x`, `lstm:1:0`, and `attn_mask=mask` where a layer takes it by name. */

/** The input or node that a source names. */
export function sourceName(source: string): string {
  const plain = plainSource(source);
  const colon = plain.indexOf(":");
  return colon < 0 ? plain : plain.slice(0, colon);
}

/** A source without the name of the input that it is given for. */
export function plainSource(source: string): string {
  return source.slice(source.lastIndexOf("=") + 1);
}

/** The input that a source is given for by name; null for one by position. */
export function keywordOf(source: string): string | null {
  const at = source.indexOf("=");
  return at < 0 ? null : source.slice(0, at);
}

/** Another source for the same input: one that has no name of its own takes that of `old`. */
export function inPlaceOf(old: string | undefined, source: string): string {
  const keyword = keywordOf(source) ?? (old === undefined ? null : keywordOf(old));
  return keyword === null ? source : `${keyword}=${plainSource(source)}`;
}

/** The same output of another node or input, for the same input. */
export function renamedSource(source: string, to: string): string {
  return inPlaceOf(source, to + plainSource(source).slice(sourceName(source).length));
}

/** Whether a source is a part of what another one names: `lstm:1:0` of `lstm:1`. */
export function isPartOf(source: string, whole: string): boolean {
  return source.startsWith(`${whole}:`);
}

/** The order of parts of one node: by their numbers, the whole before its parts. */
export function byParts(a: string, b: string): number {
  const [left, right] = [a.split(":").slice(1).map(Number), b.split(":").slice(1).map(Number)];
  for (let i = 0; i < Math.max(left.length, right.length); i += 1) {
    const order = (left[i] ?? -1) - (right[i] ?? -1);
    if (order !== 0) return order;
  }
  return 0;
}
