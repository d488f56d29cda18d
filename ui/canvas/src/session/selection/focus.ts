/** A block that was chosen on another page is selected here and brought into sight, once for each choice. */
import type { BuildProps } from "../../protocol";
import type { BuildSession } from "../session";

const PATIENCE_MS = 3000;
/** The last choice that was followed; it outlives the component, which is mounted anew on each visit. */
let followed = 0;

export function followFocus(session: BuildSession, { focus }: BuildProps): void {
  if (!focus || focus.count === followed || !session.store.get().index.has(focus.id)) return;
  followed = focus.count;
  session.selection.select([focus.id]);
  const since = performance.now();
  const show = (): void => {
    if (session.view !== null) session.view.reveal(focus.id);
    else if (performance.now() - since < PATIENCE_MS) requestAnimationFrame(show);
  };
  requestAnimationFrame(show);
}
