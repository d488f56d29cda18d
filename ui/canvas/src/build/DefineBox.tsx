/** Making a block of one's own: its class name and its arguments. */
import { useState, type FormEvent, type KeyboardEvent, type ReactElement } from "react";
import { classNameFault, parseArguments, proposedName } from "../model/definitions";
import { newId } from "../model/ids";
import type { Edit } from "../protocol";
import { useBuild, useSession } from "../session/context";

function Box({ ids }: { ids: readonly string[] }): ReactElement {
  const session = useSession();
  const taken = useBuild((state) => state.definitions).map((one) => one.class_name);
  const first = useBuild((state) => state.index.get(ids[0] ?? "")?.node);
  const single = ids.length === 1 && first?.children !== undefined && first.block !== "repeat";
  const [name, setName] = useState(() => proposedName(single ? (first.class_name ?? first.title) : undefined, taken));
  const [args, setArgs] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const close = (): void => {
    session.store.set({ defining: null });
    session.view?.focus();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const fault = classNameFault(name.trim(), taken);
    const parsed = parseArguments(args);
    if (fault !== null) return setProblem(fault);
    if (!parsed.ok) return setProblem(parsed.problem);
    const id = newId();
    const edits: Edit[] = [{ edit: "define", ids: [...ids], class_name: name.trim(), ...(single ? {} : { id }) }];
    if (Object.keys(parsed.args).length > 0)
      edits.push({ edit: "set_definition_args", class_name: name.trim(), args: parsed.args });
    close();
    session.edit(edits, single ? [...ids] : [id]);
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
        aria-label="Make it my block"
        data-testid="define"
        onClick={(event) => event.stopPropagation()}
        onKeyDown={key}
        onSubmit={submit}
      >
        <h2>Make it my block</h2>
        <p>It appears in the palette. What you change in one of them changes in all.</p>
        <label>
          <span>class name</span>
          <input
            autoFocus
            data-testid="define-name"
            value={name}
            spellCheck={false}
            onFocus={(event) => event.target.select()}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <label>
          <span>arguments</span>
          <input
            data-testid="define-args"
            value={args}
            placeholder="none; or channels=64, stride=1"
            spellCheck={false}
            onChange={(event) => setArgs(event.target.value)}
          />
        </label>
        <p>Inside, an argument is then used by an expression: type =channels * 2 where a number stands.</p>
        {problem !== null && (
          <p className="field-problem" role="alert">
            {problem}
          </p>
        )}
        <div className="sheet-buttons">
          <button type="button" onClick={close}>
            Cancel
          </button>
          <button type="submit" className="primary" data-testid="define-ok">
            Make it
          </button>
        </div>
      </form>
    </div>
  );
}

export function DefineBox(): ReactElement | null {
  const ids = useBuild((state) => state.defining);
  return ids === null ? null : <Box ids={ids} />;
}
