/** What Python says of a text while it is being written: asked by a request of its own, so no edit waits for it. */
import { useEffect, useRef, useState } from "react";
import type { Args, Signature } from "../protocol";

export interface Finding {
  severity: "error" | "warning";
  line: number | null;
  column: number;
  problem: string;
  hint?: string | null;
  /** The whole text with the fix made. */
  fix?: { label: string; source: string } | null;
}
export interface Checked {
  class_name: string | null;
  arguments: Signature[];
  /** What a new block begins with, chosen by Python where nobody said it. */
  starts?: Args;
  findings: Finding[];
}

/** A text, and the values that its constructor starts with. */
export interface Draft {
  source: string;
  args: Args;
}
export interface Checking {
  checked: Checked | null;
  /** The text that `checked` speaks of. */
  text: string | null;
  /** Whether Python could not be asked. */
  isOffline: boolean;
}

const PAUSE_MS = 350;
const RETRY_MS = 2000;

async function ask(id: string, draft: Draft, signal: AbortSignal): Promise<Checked | null> {
  try {
    const address = new URL(`nnblocks/check/${id}`, document.baseURI);
    const answer = await fetch(address, {
      method: "POST",
      credentials: "same-origin",
      body: JSON.stringify(draft),
      signal,
    });
    return answer.ok ? ((await answer.json()) as Checked) : null;
  } catch {
    return null;
  }
}

/** Check a text whenever typing pauses. */
export function useChecked(id: string, source: string, args: Args): Checking {
  const [checking, setChecking] = useState<Checking>({ checked: null, text: null, isOffline: false });
  const isFirst = useRef(true);
  useEffect(() => {
    const control = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const look = async (): Promise<void> => {
      const checked = source.trim() === "" ? null : await ask(id, { source, args }, control.signal);
      if (control.signal.aborted) return;
      const isOffline = checked === null && source.trim() !== "";
      setChecking((old) => (isOffline ? { ...old, isOffline } : { checked, text: source, isOffline }));
      if (isOffline) timer = setTimeout(() => void look(), RETRY_MS);
    };
    timer = setTimeout(() => void look(), isFirst.current ? 0 : PAUSE_MS);
    isFirst.current = false;
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [id, source, args]);
  return checking;
}

/** A class of the document, or null where it cannot be had. */
export async function classOf(id: string, className: string): Promise<Draft | null> {
  try {
    const address = new URL(`nnblocks/class/${id}/${encodeURIComponent(className)}`, document.baseURI);
    const answer = await fetch(address, { credentials: "same-origin", cache: "no-store" });
    return answer.ok ? ((await answer.json()) as Draft) : null;
  } catch {
    return null;
  }
}
