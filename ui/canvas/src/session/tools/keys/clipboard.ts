/** Copy, cut and paste of the Build page. */
import { removeSelected } from "../../actions";
import { copyText, pasteText } from "../../copies";
import type { BuildSession } from "../../session";
import { isTyping } from "./target";

/** Copy, cut and paste blocks as text: pasted into an editor they are the document's JSON. */
export function onClipboard(session: BuildSession, event: ClipboardEvent): void {
  const [target] = event.composedPath();
  if (isTyping(target ?? null) || event.clipboardData === null) return;
  if (target instanceof Element && target.closest(".side") !== null) return;
  if (event.type === "paste") {
    event.preventDefault();
    pasteText(session, event.clipboardData.getData("text/plain"));
    return;
  }
  const text = copyText(session);
  if (text === null) return;
  event.preventDefault();
  event.clipboardData.setData("text/plain", text);
  if (event.type === "cut") removeSelected(session);
}
