/** What a key or a clipboard event of the page is about. */
import type { KeyboardEvent } from "react";
import type { BuildSession } from "../../session";

export type Action = (session: BuildSession, event: KeyboardEvent) => void;

export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
  );
}

export function page(event: KeyboardEvent): HTMLElement {
  return event.currentTarget as HTMLElement;
}
