/** One constructor argument by its type: the field, its default, "auto" and the way back. */
import type { ReactElement } from "react";
import type { Argument, Json, Kind, TreeNode } from "../protocol";
import { firstArgs } from "../model/blocks";
import { useBuild, useSession } from "../session/context";
import { Row } from "./Row";
import { TextField } from "./TextField";
import { formatValue, parseValue } from "./values";

interface ArgumentFieldProps {
  node: TreeNode;
  argument: Argument;
}

const DTYPES = ["float32", "float64", "float16", "bfloat16"];
const UNSET = "";

function options(argument: Argument): string[] {
  if (argument.type === "bool") return ["True", "False"];
  const choices = argument.choices ?? [];
  return argument.type === "dtype" && choices.length === 0 ? DTYPES : choices;
}

function fromOption(argument: Argument, option: string, kinds: ReadonlyMap<string, Kind>): Json {
  if (argument.type === "bool") return option === "True";
  if (option === "None") return null;
  const kind = kinds.get(option);
  if (argument.type === "layer" && kind !== undefined) return { kind: option, args: firstArgs(kind, kinds) };
  return option;
}

function typeHelp(argument: Argument): string {
  const words: { [type: string]: string } = { int: "a whole number", float: "a number", bool: "True or False", ints: "whole numbers, such as 3 or 3, 5", floats: "numbers", layer: "a layer" };
  const { minimum, maximum } = argument;
  const low = minimum === undefined || minimum === null ? "" : ` from ${minimum}`;
  const high = maximum === undefined || maximum === null || maximum >= 2 ** 31 - 1 ? "" : ` to ${maximum}`;
  const kind = words[argument.type] ?? `one of ${options(argument).join(", ")}`;
  return `${argument.help ?? ""}\n${kind}${low}${high}${argument.optional ? ", or None" : ""}`.trim();
}

export function ArgumentField({ node, argument }: ArgumentFieldProps): ReactElement {
  const session = useSession();
  const kinds = useBuild((state) => state.kinds);
  const { name, type } = argument;
  const given = node.args?.[name];
  const isAuto = given === "auto" && argument.auto === true;
  const set = (value: Json): void => session.edit({ edit: "set_argument", id: node.id, argument: name, value });
  const reset = (): void => session.edit({ edit: "unset_argument", id: node.id, argument: name });
  const commit = (text: string): string | null => {
    if (text.trim() === "" && argument.required) {
      if (!argument.auto) return `${name} must be given.`;
      set("auto");
      return null;
    }
    if (text.trim() === "") {
      if (given !== undefined) reset();
      return null;
    }
    const parsed = parseValue(argument, text);
    if (!parsed.ok) return parsed.problem;
    set(parsed.value);
    return null;
  };
  const usual = argument.default === undefined ? "" : formatValue(argument.default);
  const shown = isAuto ? formatValue(node.resolved?.[name] ?? "auto") : formatValue(given);
  const isChoice = type === "bool" || type === "choice" || type === "dtype" || type === "layer";
  return (
    <Row label={name} help={typeHelp(argument)}>
      <div className={isAuto ? "value auto" : "value"}>
        {isChoice ? (
          <select data-testid={`field-${name}`} aria-label={name} value={given === undefined ? UNSET : formatValue(given)} className={given === undefined ? "usual" : ""}
            onChange={(event) => (event.target.value === UNSET ? reset() : set(fromOption(argument, event.target.value, kinds)))}>
            {!argument.required && <option value={UNSET}>{usual}</option>}
            {argument.optional && argument.default !== null && <option value="None">None</option>}
            {options(argument).filter((option) => argument.required || option !== usual || given !== undefined).map((option) => <option key={option} value={option}>{option}</option>)}
          </select>
        ) : (
          <TextField testId={`field-${name}`} label={name} value={shown} placeholder={argument.required ? "required" : usual} commit={commit}
            inputMode={type === "int" ? "numeric" : "text"} {...(type === "ints" && (argument.choices?.length ?? 0) > 0 ? { list: `choices-${name}` } : {})} />
        )}
        {type === "ints" && (argument.choices?.length ?? 0) > 0 && <datalist id={`choices-${name}`}>{argument.choices?.map((choice) => <option key={choice} value={choice} />)}</datalist>}
        {argument.auto && (
          <button type="button" className="auto-toggle" data-testid={`auto-${name}`} aria-pressed={isAuto} title={isAuto ? "Decided by the incoming shape; press to fix its value" : "Let the incoming shape decide"}
            onClick={() => (isAuto ? set(node.resolved?.[name] ?? Math.max(1, argument.minimum ?? 1)) : set("auto"))}>auto</button>
        )}
        {!argument.required && given !== undefined && !(isAuto && argument.default === "auto") && (
          <button type="button" className="reset" data-testid={`reset-${name}`} title={`Back to the default: ${usual}`} aria-label={`Reset ${name}`} onClick={reset}>↺</button>
        )}
      </div>
    </Row>
  );
}
