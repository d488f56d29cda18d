/** The + on a wire, shown while the pointer is near; an empty container shows it always, with a word. */
import { memo, type MouseEvent, type ReactElement } from "react";
import type { DropPlace } from "../layout/items";
import { useSession } from "../session/context";
import { say } from "../sentences/say";

export const PlusButton = memo(function PlusButton({ place }: { place: DropPlace }): ReactElement {
  const session = useSession();
  const { parent, index, form, x, y, width, height } = place;
  const open = (event: MouseEvent): void => {
    event.stopPropagation();
    session.view?.openQuickAdd({ parent, index });
  };
  const testId = `plus-${parent}-${index}`;
  if (form === "empty") {
    return (
      <button
        type="button"
        tabIndex={-1}
        className="empty-place nopan"
        data-testid={testId}
        style={{ transform: `translate(${x}px, ${y}px)`, width, height }}
        onClick={open}
      >
        <b>+</b> {say("canvas.canvas.drop-here")} <kbd>/</kbd>
      </button>
    );
  }
  const middle = { x: x + width / 2, y: form === "column" ? y + 6 : y + height / 2 };
  return (
    <button
      type="button"
      tabIndex={-1}
      className={`plus ${form} nopan`}
      data-testid={testId}
      aria-label={say("canvas.canvas.add-here")}
      onClick={open}
      style={{ transform: `translate(${middle.x - 14}px, ${middle.y - 11}px)` }}
    >
      <i>+</i>
    </button>
  );
});
