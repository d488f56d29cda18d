/** Making a block of one's own: its class name and its arguments. */
import { useState, type FormEvent, type KeyboardEvent, type ReactElement } from "react";
import { classNameFault, parseArguments, proposedName } from "../model/definitions";
import { newId } from "../model/ids";
import type { Edit } from "../protocol";
import { useBuild, useSession } from "../session/context";
import { say } from "../sentences/say";

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
        aria-label={say("canvas.define.title")}
        data-testid="define"
        onClick={(event) => event.stopPropagation()}
        onKeyDown={key}
        onSubmit={submit}
      >
        <h2>{say("canvas.define.title")}</h2>
        <p>{say("canvas.define.about")}</p>
        <label>
          <span>{say("canvas.define.class-name")}</span>
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
          <span>{say("canvas.define.arguments")}</span>
          <input
            data-testid="define-args"
            value={args}
            placeholder={say("canvas.define.arguments-example")}
            spellCheck={false}
            onChange={(event) => setArgs(event.target.value)}
          />
        </label>
        <p>{say("canvas.define.expressions")}</p>
        {problem !== null && (
          <p className="field-problem" role="alert">
            {problem}
          </p>
        )}
        <div className="sheet-buttons">
          <button type="button" onClick={close}>
            {say("canvas.define.cancel")}
          </button>
          <button type="submit" className="primary" data-testid="define-ok">
            {say("canvas.define.save")}
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
