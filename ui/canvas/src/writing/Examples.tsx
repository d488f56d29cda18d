/** Texts to start from. */
import type { ReactElement } from "react";
import type { ClassExample } from "../protocol";

interface ExamplesProps {
  examples: readonly ClassExample[];
  text: string;
  onChoose: (example: ClassExample) => void;
}

export function Examples({ examples, text, onChoose }: ExamplesProps): ReactElement {
  return (
    <nav className="examples" aria-label="Examples">
      <h3>Start from</h3>
      {examples.map((example) => (
        <button
          key={example.title}
          type="button"
          data-testid={`example-${example.title}`}
          aria-pressed={example.source === text}
          onClick={() => onChoose(example)}
        >
          <b>{example.title}</b>
          <small>{example.summary}</small>
        </button>
      ))}
      <p>It takes the place of your text; Ctrl+Z brings that back.</p>
    </nav>
  );
}
