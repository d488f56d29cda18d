/**
 * A link to a file that cannot be made saves nothing, and a browser says at most that a download failed. So each is asked
 * for first, which also makes the file, and what the server answers instead of one is said where the link was clicked.
 */
import { say } from "../sentences/say";
const LINK = 'a[download][href*="nnblocks/download/"]';
const SAID = "nnb-said";
export const SILENT = say("canvas.download.silent");
export const FAILED = say("canvas.download.failed");

/** Return what to tell about an answer, or null where it is the file. */
export async function refusal(answer: Response | null, ask: () => Promise<Response>): Promise<string | null> {
  if (answer === null) return SILENT;
  if (answer.ok) return null;
  if (answer.status >= 500) return FAILED;
  try {
    return (await (await ask()).text()) || FAILED;
  } catch {
    return SILENT;
  }
}

function show(words: string, { left, bottom }: DOMRect): void {
  const box = document.createElement("div");
  box.className = SAID;
  box.setAttribute("role", "alert");
  box.textContent = words;
  box.style.left = `${Math.max(8, Math.min(left, window.innerWidth - 376))}px`;
  box.style.top = `${Math.min(bottom + 6, window.innerHeight - 90)}px`;
  document.body.append(box);
}

function forget(): void {
  document.querySelectorAll(`.${SAID}`).forEach((box) => box.remove());
}

function follow(url: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = "";
  link.dataset.asked = "true";
  document.body.append(link);
  link.click();
  link.remove();
}

async function take(link: HTMLAnchorElement): Promise<void> {
  const [url, place] = [link.href, link.getBoundingClientRect()];
  link.setAttribute("aria-busy", "true");
  const answer = await fetch(url, { method: "HEAD", cache: "no-store" }).catch(() => null);
  const words = await refusal(answer, () => fetch(url, { cache: "no-store" }));
  link.removeAttribute("aria-busy");
  if (words === null) follow(url);
  else show(words, place);
}

/** Look after all links to files; returns how to stop. */
export function watchDownloads(): () => void {
  const click = (event: MouseEvent): void => {
    const link = event.composedPath().find((one) => one instanceof HTMLAnchorElement && one.matches(LINK));
    if (!(link instanceof HTMLAnchorElement) || link.dataset.asked !== undefined) return;
    event.preventDefault();
    if (link.getAttribute("aria-busy") !== "true") void take(link);
  };
  const key = (event: KeyboardEvent): void => {
    if (event.key === "Escape") forget();
  };
  window.addEventListener("click", click, true);
  window.addEventListener("pointerdown", forget, true);
  window.addEventListener("keydown", key, true);
  return () => {
    window.removeEventListener("click", click, true);
    window.removeEventListener("pointerdown", forget, true);
    window.removeEventListener("keydown", key, true);
    forget();
  };
}
