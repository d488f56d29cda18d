/** The networks that this browser has had open, kept in its own storage: the server tells nobody what others have. */
import type { HeaderProps } from "../protocol";
import { say } from "../sentences/say";

export interface Visit {
  id: string;
  name: string;
  /** What tells it from others of its name. */
  about: string;
  /** When it was on the screen last, in milliseconds since 1970. */
  seen: number;
}

const KEY = "nnblocks-recent";
const MOST = 20;
const AGES = [
  [86_400, "canvas.recent.days"],
  [3_600, "canvas.recent.hours"],
  [60, "canvas.recent.minutes"],
] as const;

/** Every visit that is kept, the newest first. */
export function visits(): Visit[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found.filter(isVisit) : [];
  } catch {
    return [];
  }
}

/** Note what the header shows. A network that a visit made and nobody has edited is none to come back to. */
export function remember(props: HeaderProps): void {
  if (props.untouched) return;
  const { document: id, name, inputs, parameters } = props;
  const about = say("canvas.recent.about", { inputs, count: parameters });
  keep([{ id, name, about, seen: Date.now() }, ...visits().filter((one) => one.id !== id)]);
}

/** Drop a network that is no longer there. */
export function forget(id: string): void {
  const kept = visits();
  if (kept.some((one) => one.id === id)) keep(kept.filter((one) => one.id !== id));
}

function keep(all: readonly Visit[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(all.slice(0, MOST)));
  } catch {
    // A browser that keeps nothing lists nothing.
  }
}

function isVisit(one: unknown): one is Visit {
  if (typeof one !== "object" || one === null) return false;
  const { id, name, about, seen } = one as Partial<Visit>;
  return [id, name, about].every((text) => typeof text === "string") && typeof seen === "number";
}

export function ago(milliseconds: number): string {
  for (const [length, key] of AGES) {
    const times = Math.floor(milliseconds / 1000 / length);
    if (times >= 1) return say(key, { count: times });
  }
  return say("canvas.recent.now");
}
