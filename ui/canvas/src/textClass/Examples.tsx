/** Texts to start from. */
import type { ReactElement } from "react";
import type { ClassExample } from "../protocol";
import { say } from "../sentences/say";

interface ExamplesProps {
  examples: readonly ClassExample[];
  text: string;
  onChoose: (example: ClassExample) => void;
}

export function Examples({ examples, text, onChoose }: ExamplesProps): ReactElement {
  return (
    <nav className="examples" aria-label={say("canvas.write.examples")}>
      <h3>{say("canvas.write.start-from")}</h3>
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
      <p>{say("canvas.write.replaces")}</p>
    </nav>
  );
}
