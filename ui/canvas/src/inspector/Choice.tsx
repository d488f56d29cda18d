/** A select of a few values, each with its word. */
import type { ReactElement } from "react";

interface ChoiceProps<T extends string> {
  testId: string;
  label: string;
  value: T;
  choices: readonly (readonly [value: T, word: string])[];
  onChange: (value: T) => void;
}

export function Choice<T extends string>({ testId, label, value, choices, onChange }: ChoiceProps<T>): ReactElement {
  return (
    <select
      data-testid={testId}
      aria-label={label}
      value={value}
      onChange={(event) => choices.forEach(([one]) => one === event.target.value && onChange(one))}
    >
      {choices.map(([one, word]) => (
        <option key={one} value={one}>
          {word}
        </option>
      ))}
    </select>
  );
}
