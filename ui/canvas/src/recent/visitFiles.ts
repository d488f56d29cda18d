/**
 * Networks that nobody has edited, as files. The server removes one a day after the visit that made it, and a tab may
 * wake up later than that: what was on its screen can then be downloaded from here.
 */
import type { HeaderProps } from "../protocol";

export interface File {
  name: string;
  text: string;
}

const MOST = 20;
const files = new Map<string, File>();
const asked = new Set<string>();

/** Fetch the file of an untouched network once. */
export async function keepUntouched(props: HeaderProps): Promise<void> {
  const { document: id, name, untouched, downloads } = props;
  const url = downloads?.find((one) => one.json === true)?.url;
  if (!untouched || url === undefined || asked.has(id)) return;
  asked.add(id);
  try {
    const answer = await fetch(new URL(url, document.baseURI), { credentials: "same-origin" });
    if (!answer.ok) throw new Error(String(answer.status));
    files.set(id, { name, text: await answer.text() });
    for (const old of [...files.keys()].slice(0, -MOST)) files.delete(old);
  } catch {
    asked.delete(id);
  }
}

export function fileOf(id: string): File | null {
  return files.get(id) ?? null;
}
