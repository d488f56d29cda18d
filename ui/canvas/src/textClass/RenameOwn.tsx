/** Another name for one of the person's own blocks. */
import { useState, type FormEvent, type KeyboardEvent, type ReactElement } from "react";
import { classNameFault } from "../model/definitions";
import { useBuild, useSession } from "../session/context";
import { say } from "../sentences/say";

function Box({ old }: { old: string }): ReactElement {
  const session = useSession();
  const definitions = useBuild((state) => state.definitions);
  const [name, setName] = useState(old);
  const [problem, setProblem] = useState<string | null>(null);
  const uses = definitions.find((one) => one.class_name === old)?.uses ?? 0;
  const close = (): void => {
    session.store.set({ renamingOwn: null });
    session.view?.focus();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const taken = definitions.map((one) => one.class_name).filter((one) => one !== old);
    const fault = classNameFault(name.trim(), taken);
    if (fault !== null) return setProblem(fault);
    close();
    if (name.trim() !== old) session.edit({ edit: "rename_definition", class_name: old, new_name: name.trim() });
  };
  const key = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === "Escape") close();
  };
  return (
    <div className="sheet-shade" onClick={close}>
      <form
        className="sheet small"
        role="dialog"
        aria-modal="true"
        aria-label={say("canvas.write.rename-title", { name: old })}
        data-testid="rename-own"
        onClick={(event) => event.stopPropagation()}
        onKeyDown={key}
        onSubmit={submit}
      >
        <h2>{say("canvas.write.rename-title", { name: old })}</h2>
        <p>{uses === 0 ? say("canvas.write.unused") : say("canvas.write.rename-all", { count: uses })}</p>
        <label>
          <span>{say("canvas.inspector.class-name")}</span>
          <input
            autoFocus
            data-testid="rename-own-name"
            value={name}
            spellCheck={false}
            onFocus={(event) => event.target.select()}
            onChange={(event) => {
              setName(event.target.value);
              setProblem(null);
            }}
          />
        </label>
        {problem !== null && (
          <p className="field-problem" role="alert">
            {problem}
          </p>
        )}
        <div className="sheet-buttons">
          <button type="button" onClick={close}>
            {say("canvas.define.cancel")}
          </button>
          <button type="submit" className="primary" data-testid="rename-own-ok">
            {say("canvas.menu.rename")}
          </button>
        </div>
      </form>
    </div>
  );
}

export function RenameOwn(): ReactElement | null {
  const name = useBuild((state) => state.renamingOwn);
  return name === null ? null : <Box key={name} old={name} />;
}
