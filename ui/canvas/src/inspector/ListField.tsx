/** A list that takes a choice by mouse at once, and one by keys when it is left or Enter is pressed: typing passes by others. */
import { useRef, useState, type KeyboardEvent, type ReactElement, type ReactNode } from "react";

interface ListFieldProps {
  testId: string;
  label: string;
  value: string;
  className?: string;
  onChoose: (value: string) => void;
  /** The options. */
  children: ReactNode;
}

export function ListField({ testId, label, value, className = "", onChoose, children }: ListFieldProps): ReactElement {
  const [passing, setPassing] = useState<string | null>(null);
  const byKeys = useRef(false);
  const take = (): void => {
    if (passing !== null && passing !== value) onChoose(passing);
    setPassing(null);
  };
  const key = (event: KeyboardEvent): void => {
    byKeys.current = event.key !== "Tab";
    if (event.key === "Enter") take();
    else if (event.key === "Escape") setPassing(null);
  };
  return (
    <select
      data-testid={testId}
      aria-label={label}
      className={className}
      value={passing ?? value}
      onKeyDown={key}
      onPointerDown={() => {
        byKeys.current = false;
      }}
      onBlur={take}
      onChange={(event) => {
        if (byKeys.current) setPassing(event.target.value);
        else onChoose(event.target.value);
      }}
    >
      {children}
    </select>
  );
}
