/**
 * Files that are dropped on the window, whatever lies below: one goes to the field that opens files, where it is looked at as
 * a chosen one is. A field of a page for its own files, as the Run page's for samples, takes what is dropped on it. A drop never
 * takes the page's place, as the browser's own answer to a file or a link would.
 */
import { say } from "../sentences/say";

const OWN = '[class*="st-key-open-file-"]';
const FIELD = `${OWN} input[type="file"]`;
const UPLOADER = '[data-testid="stFileUploader"], [data-takes-files]';
const DIALOG = '[role="dialog"]';
const EDITABLE = "input, textarea, [contenteditable]";
const PATIENCE_MS = 10_000;
/** As many bytes as Python looks at to tell what a file is (`builder/file_kind.py`). */
const HEAD = 64 * 1024;

export interface Drops {
  /** Whether files hang over the window. */
  hover: (isOver: boolean) => void;
  /** Have the field shown that opens files. */
  ask: () => void;
  refuse: (problem: string) => void;
}

/** The one file of a drop, or why there is none. */
export function dropped(transfer: DataTransfer): File | string {
  const items = [...transfer.items].filter(({ kind }) => kind === "file");
  const file = transfer.files[0];
  if (items.length > 1) return say("canvas.drop.many");
  if (file === undefined || items[0]?.webkitGetAsEntry()?.isDirectory === true) return say("canvas.drop.folder");
  return file;
}

/** What is sent of a file: of one that is no text its beginning says what it is, however large it may be. */
export async function sent(file: File): Promise<File> {
  const head = file.slice(0, HEAD);
  const bytes = new Uint8Array(await head.arrayBuffer());
  const mark = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  const isBinary = bytes.includes(0) && mark !== 0xfffe && mark !== 0xfeff; // a text in UTF-16 begins so
  return isBinary ? new File([head], file.name) : file;
}

/** Return the field once it is there; null where it does not come. */
function field(): Promise<HTMLInputElement | null> {
  return new Promise((resolve) => {
    const look = (): boolean => {
      const found = document.querySelector<HTMLInputElement>(FIELD);
      if (found !== null) done(found);
      return found !== null;
    };
    const done = (found: HTMLInputElement | null): void => {
      observer.disconnect();
      clearTimeout(timer);
      resolve(found);
    };
    const observer = new MutationObserver(look);
    const timer = setTimeout(() => done(null), PATIENCE_MS);
    if (!look()) observer.observe(document.body, { childList: true, subtree: true });
  });
}

async function open(file: File, drops: Drops): Promise<void> {
  const isThere = document.querySelector(FIELD) !== null;
  if (!isThere && document.querySelector(DIALOG) !== null) return drops.refuse(say("canvas.drop.dialog"));
  if (!isThere) drops.ask();
  const [into, given] = [await field(), new DataTransfer()];
  try {
    given.items.add(await sent(file));
  } catch {
    return drops.refuse(say("canvas.drop.unreadable", { name: file.name }));
  }
  if (into === null) return drops.refuse(say("canvas.drop.silent"));
  into.files = given.files;
  into.dispatchEvent(new Event("change", { bubbles: true }));
  into.closest(UPLOADER)?.scrollIntoView({ block: "center" });
}

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") === true;

/** Whether files hang over a field that takes them itself. */
function isForField(event: DragEvent): boolean {
  const [target] = event.composedPath();
  const uploader = target instanceof Element && hasFiles(event) ? target.closest(UPLOADER) : null;
  return uploader !== null && uploader.closest(OWN) === null;
}

/** Whether the browser would leave the page for what is dragged. */
function isLink(event: DragEvent): boolean {
  const [target] = event.composedPath();
  const isTyped = target instanceof Element && target.closest(EDITABLE) !== null;
  return !isTyped && event.dataTransfer?.types.includes("text/uri-list") === true;
}

/** Look after all drops; returns how to stop. */
export function watchDrops(drops: Drops): () => void {
  const over = (event: DragEvent): void => {
    if (isForField(event)) return drops.hover(false);
    if (event.dataTransfer === null || !(hasFiles(event) || isLink(event))) return;
    event.preventDefault();
    event.stopPropagation();
    event.dataTransfer.dropEffect = hasFiles(event) ? "copy" : "none";
    drops.hover(hasFiles(event));
  };
  const leave = (event: DragEvent): void => {
    if (event.relatedTarget === null) drops.hover(false);
  };
  const drop = (event: DragEvent): void => {
    drops.hover(false);
    if (event.dataTransfer === null || isForField(event) || !(hasFiles(event) || isLink(event))) return;
    event.preventDefault();
    event.stopPropagation();
    if (!hasFiles(event)) return;
    const found = dropped(event.dataTransfer);
    if (typeof found === "string") drops.refuse(found);
    else void open(found, drops);
  };
  window.addEventListener("dragenter", over, true);
  window.addEventListener("dragover", over, true);
  window.addEventListener("dragleave", leave, true);
  window.addEventListener("drop", drop, true);
  return () => {
    window.removeEventListener("dragenter", over, true);
    window.removeEventListener("dragover", over, true);
    window.removeEventListener("dragleave", leave, true);
    window.removeEventListener("drop", drop, true);
  };
}
