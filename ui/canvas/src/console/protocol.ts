/** What Python and the prompt of the Console page say to each other; `ui/screens/console.py` is the other end. */
import type { Theme } from "../protocol";

export interface Entry {
  id: string;
  text: string;
  state: "waiting" | "done";
  output: string;
  problem: string | null;
  hint: string | null;
  line: number | null;
  column: number | null;
  notes: string[];
  changed: boolean;
  /** A network of the prompt became the document here. */
  used: boolean;
}

export interface ConsoleProps {
  view: "console";
  document: string;
  entries: Entry[];
  busy: boolean;
  /** How the name at the end of the text that was asked about may go on. */
  words: { id: string; begun: number; words: string[] } | null;
  budgets: string;
  names: string[];
  examples: string[];
  /** The variables that hold networks of the prompt's own, the newest first. */
  networks: string[];
  can_undo: boolean;
  theme?: Theme;
}

/** An input on its way to Python, by an id that makes it run once. */
export interface Input {
  id: string;
  text: string;
}
