import { useRef, useState, type KeyboardEvent, type ReactElement } from "react";
import { say } from "../sentences/say";

interface NameChipProps {
  name: string;
  onRename: (name: string) => void;
}

/** The document's name; a click turns it into a field. */
export function NameChip({ name, onRename }: NameChipProps): ReactElement {
  const [editing, setEditing] = useState(false);
  const cancelled = useRef(false);
  if (!editing) {
    return (
      <button
        type="button"
        className="chip name"
        data-testid="document-name"
        title={say("canvas.header.rename")}
        onClick={() => {
          cancelled.current = false;
          setEditing(true);
        }}
      >
        {name}
      </button>
    );
  }
  const key = (event: KeyboardEvent<HTMLInputElement>): void => {
    event.stopPropagation();
    if (event.key === "Escape") cancelled.current = true;
    if (event.key === "Escape" || event.key === "Enter") event.currentTarget.blur();
  };
  const finish = (text: string): void => {
    setEditing(false);
    if (!cancelled.current && text.trim() !== "" && text.trim() !== name) onRename(text.trim());
  };
  return (
    <input
      className="chip name"
      data-testid="document-name-field"
      aria-label={say("canvas.header.name")}
      defaultValue={name}
      autoFocus
      size={Math.max(10, name.length)}
      onFocus={(event) => event.target.select()}
      onKeyDown={key}
      onBlur={(event) => finish(event.target.value)}
    />
  );
}
