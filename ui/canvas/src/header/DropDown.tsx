import { useEffect, useRef, useState, type KeyboardEvent, type ReactElement, type ReactNode } from "react";

interface DropDownProps {
  label: string;
  testId: string;
  /** What stands in the place of the label on a phone. */
  icon?: string;
  primary?: boolean;
  /** A list to be read, not to choose from. */
  isList?: boolean;
  children: (close: () => void) => ReactNode;
}

/** A button with a list below it. */
export function DropDown({
  label,
  testId,
  icon,
  primary = false,
  isList = false,
  children,
}: DropDownProps): ReactElement {
  const [open, setOpen] = useState(false);
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return undefined;
    ref.current?.querySelector<HTMLElement>("[role=menuitem]")?.focus();
    const away = (event: Event): void => {
      if (ref.current !== null && !event.composedPath().includes(ref.current)) setOpen(false);
    };
    window.addEventListener("pointerdown", away, true);
    return () => window.removeEventListener("pointerdown", away, true);
  }, [open]);
  const key = (event: KeyboardEvent): void => {
    if (event.key === "Escape") setOpen(false);
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const items = [...(ref.current?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
    const at = items.findIndex((item) => item === event.target);
    items[(at + (event.key === "ArrowDown" ? 1 : items.length - 1)) % items.length]?.focus();
  };
  return (
    <div className="drop-down" ref={ref} onKeyDown={key}>
      <button
        type="button"
        className={primary ? "button primary" : "button"}
        aria-haspopup={isList ? true : "menu"}
        aria-expanded={open}
        aria-label={label}
        data-testid={testId}
        onClick={() => setOpen(!open)}
      >
        {icon !== undefined && <span className="icon">{icon}</span>}
        <span className={icon === undefined ? undefined : "words"}>{label}</span>
        <span className="arrow"> ▾</span>
      </button>
      {open && (
        <div className="drop-list" role={isList ? "group" : "menu"} aria-label={isList ? label : undefined}>
          {children(() => setOpen(false))}
        </div>
      )}
    </div>
  );
}
