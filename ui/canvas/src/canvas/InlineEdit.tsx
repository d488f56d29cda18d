/** One argument edited on its block: Enter takes it, Tab goes on to the next, Escape leaves it. */
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactElement } from "react";
import { optionsOf } from "../inspector/typeHelp";
import { formatValue, parseValue } from "../inspector/values";
import { editableArguments } from "../model/arguments";
import type { Argument, Json, TreeNode } from "../protocol";
import { useBuild, useSession } from "../session/context";
import type { BuildSession } from "../session/session";
import { say } from "../sentences/say";

function shownValue(node: TreeNode, { name }: Argument): string {
  if (node.block === "repeat") return String(node.count ?? 2);
  const given = node.args?.[name];
  return given === "auto" ? "" : formatValue(given);
}

function commit(session: BuildSession, node: TreeNode, argument: Argument, text: string): string | null {
  const { name, required, auto } = argument;
  if (text.trim() === shownValue(node, argument)) return null;
  if (text.trim() === "") {
    if (required && !auto) return say("canvas.value.required", { name });
    if (required) session.edit({ edit: "set_argument", id: node.id, argument: name, value: "auto" });
    else if (node.args?.[name] !== undefined) session.edit({ edit: "unset_argument", id: node.id, argument: name });
    return null;
  }
  const parsed = parseValue(argument, text);
  if (!parsed.ok) return parsed.problem;
  const value: Json = parsed.value;
  session.edit(
    node.block === "repeat" && (typeof value === "number" || typeof value === "string")
      ? { edit: "set_repeat", id: node.id, count: value }
      : { edit: "set_argument", id: node.id, argument: name, value },
  );
  session.notices.say(say("canvas.value.set", { name, value: formatValue(value) }));
  return null;
}

function InlineField({ node, argument }: { node: TreeNode; argument: Argument }): ReactElement {
  const session = useSession();
  const [text, setText] = useState(() => shownValue(node, argument));
  const [problem, setProblem] = useState<string | null>(null);
  const ref = useRef<HTMLInputElement>(null);
  const done = useRef(false);
  useEffect(() => ref.current?.select(), []);
  const choices = optionsOf(argument);
  const leave = (next: string | null): void => {
    done.current = true;
    session.store.set({ editing: next === null ? null : { id: node.id, argument: next } });
    if (next === null) session.view?.focus();
  };
  const take = (then: () => void): void => {
    const refused = commit(session, node, argument, text);
    setProblem(refused);
    if (refused === null) then();
  };
  const key = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === "Escape") leave(null);
    else if (event.key === "Enter") {
      event.preventDefault();
      take(() => leave(null));
    } else if (event.key === "Tab") {
      event.preventDefault();
      const all = editableArguments(node, session.catalogue.kinds());
      const at = all.findIndex((one) => one.name === argument.name);
      const next = all[(at + (event.shiftKey ? all.length - 1 : 1)) % all.length];
      take(() => leave(next?.name ?? null));
    }
  };
  const placeholder = node.args?.[argument.name] === "auto" ? "auto" : formatValue(argument.default);
  return (
    <div
      className="inline-edit nopan"
      data-testid="inline-edit"
      onPointerDown={(event) => event.stopPropagation()}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      <label>
        <span>{argument.name}</span>
        <input
          ref={ref}
          autoFocus
          data-testid={`inline-${argument.name}`}
          value={text}
          placeholder={placeholder}
          aria-label={say("canvas.block.argument-of", { argument: argument.name, block: node.title })}
          aria-invalid={problem !== null}
          list={choices.length > 0 ? "inline-choices" : undefined}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => {
            setText(event.target.value);
            setProblem(null);
          }}
          onKeyDown={key}
          onBlur={() => {
            if (done.current) return;
            commit(session, node, argument, text);
            session.store.set({ editing: null });
          }}
        />
      </label>
      {choices.length > 0 && (
        <datalist id="inline-choices">
          {choices.map((choice) => (
            <option key={choice} value={choice} />
          ))}
        </datalist>
      )}
      {problem !== null && <p role="alert">{problem}</p>}
    </div>
  );
}

export function InlineEdit({ node }: { node: TreeNode }): ReactElement | null {
  const session = useSession();
  const name = useBuild(({ editing }) => (editing?.id === node.id ? editing.argument : null));
  const argument = useMemo(
    () =>
      name === null ? undefined : editableArguments(node, session.catalogue.kinds()).find((one) => one.name === name),
    [name, node, session],
  );
  return argument === undefined ? null : <InlineField key={argument.name} node={node} argument={argument} />;
}
