/** Whether space is held over the canvas: a drag then pans, even from a card. */
import { useEffect, useState, type RefObject } from "react";

export function useSpaceKey(ref: RefObject<HTMLElement | null>): boolean {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const down = (event: KeyboardEvent): void => {
      if (
        event.key !== " " ||
        event.composedPath()[0] instanceof HTMLInputElement ||
        event.composedPath()[0] instanceof HTMLButtonElement
      )
        return;
      event.preventDefault();
      setHeld(true);
    };
    const up = (): void => setHeld(false);
    element.addEventListener("keydown", down);
    element.addEventListener("keyup", up);
    element.addEventListener("blur", up);
    return () => {
      element.removeEventListener("keydown", down);
      element.removeEventListener("keyup", up);
      element.removeEventListener("blur", up);
    };
  }, [ref]);
  return held;
}
