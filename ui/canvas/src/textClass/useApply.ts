/** Sends an edit that holds a text, and tells what became of it once Python has answered. */
import { useEffect, useMemo, useRef, useState } from "react";
import type { Edit } from "../protocol";
import { useBuild, useSession } from "../session/context";

export interface Mistake {
  line: number | null;
  column: number;
  problem: string;
  hint?: string;
}

/** Python names the class too, where its constructor failed. */
const PLACE = /^(?:\w+, )?line (\d+), column (\d+): /;

export function mistakeOf({ problem, hint }: { problem: string; hint?: string }): Mistake {
  const found = PLACE.exec(problem);
  const rest = hint === undefined ? {} : { hint };
  if (found === null) return { line: null, column: 1, problem, ...rest };
  return { line: Number(found[1]), column: Number(found[2]), problem: problem.slice(found[0].length), ...rest };
}

export interface Applying {
  mistake: Mistake | null;
  busy: boolean;
  apply: (edit: Edit) => void;
  forget: () => void;
}

export function useApply(onDone: () => void): Applying {
  const session = useSession();
  const refused = useBuild((state) => state.props.refused);
  const waiting = useBuild((state) => state.waiting);
  const before = useRef<ReadonlySet<string> | null>(null);
  const [mistake, setMistake] = useState<Mistake | null>(null);
  const keys = useMemo(() => (refused ?? []).map((one) => `${one.client}:${one.number}`), [refused]);
  useEffect(() => {
    if (before.current === null || waiting) return;
    const known = before.current;
    const at = keys.findIndex((key) => !known.has(key));
    before.current = null;
    const refusal = at < 0 ? undefined : refused?.[at];
    if (refusal === undefined) onDone();
    else setMistake(mistakeOf(refusal));
  }, [waiting, keys, refused, onDone]);
  const apply = (edit: Edit): void => {
    before.current = new Set(keys);
    setMistake(null);
    session.edit(edit);
  };
  return { mistake, busy: waiting, apply, forget: () => setMistake(null) };
}
