/** One constructor argument by its type: the field, its default, "auto" and the way back. */
import type { ReactElement } from "react";
import { firstArgs } from "../model/newBlocks";
import type { Args, Argument, Json, Kind } from "../protocol";
import { useBuild } from "../session/context";
import { LayerFields } from "./LayerFields";
import { expressionProblem, holdsExpression, isExpression } from "./expressions";
import { Row } from "./Row";
import { TextField } from "./TextField";
import { typeHelp, optionsOf } from "./typeHelp";
import { formatValue, parseValue } from "./values";
import { ExpressionValue } from "./ExpressionValue";
import { say } from "../sentences/say";

export interface ArgumentFieldProps {
  argument: Argument;
  /** What the document says; undefined when it leaves the default. */
  given: Json | undefined;
  /** What the incoming shape has decided, where it is "auto". */
  decided?: Json | undefined;
  /** Stands before the name in the test id of an argument inside an argument. */
  prefix?: string;
  /** The arguments of the block of one's own around it, which an expression may name; null outside of one. */
  names?: readonly string[] | null;
  onSet: (value: Json) => void;
  onReset: () => void;
}

const UNSET = "";

function fromOption(argument: Argument, option: string, kinds: ReadonlyMap<string, Kind>): Json {
  if (isExpression(option)) return option;
  if (argument.type === "bool") return option === "True";
  if (option === "None") return null;
  const kind = kinds.get(option);
  if (argument.type === "layer" && kind !== undefined) return { kind: option, args: firstArgs(kind) };
  return option;
}

function ChoiceField({ argument, given, prefix = "", names, onSet, onReset }: ArgumentFieldProps): ReactElement {
  const kinds = useBuild((state) => state.kinds);
  const { name, required, optional } = argument;
  const usual = formatValue(argument.default);
  const plain = optionsOf(argument).filter((option) => required || option !== usual || given !== undefined);
  const options = [...plain, ...(names ?? []).map((one) => `=${one}`)];
  if (isExpression(given) && !options.includes(given)) options.push(given);
  return (
    <select
      data-testid={`field-${prefix}${name}`}
      aria-label={name}
      value={given === undefined ? UNSET : formatValue(given)}
      className={given === undefined ? "usual" : ""}
      onChange={(event) =>
        event.target.value === UNSET ? onReset() : onSet(fromOption(argument, event.target.value, kinds))
      }
    >
      {!required && <option value={UNSET}>{usual}</option>}
      {optional && argument.default !== null && <option value="None">None</option>}
      {options.map((option) => (
        <option key={option} value={option}>
          {option}
        </option>
      ))}
    </select>
  );
}

function TypedField({
  argument,
  given,
  decided,
  prefix = "",
  names,
  onSet,
  onReset,
}: ArgumentFieldProps): ReactElement {
  const { name, type, auto, required } = argument;
  const words = argument.choices ?? [];
  const list = `choices-${prefix}${name}`;
  const commit = (text: string): string | null => {
    const isEmpty = text.trim() === "";
    if (isEmpty && required && !auto) return say("canvas.value.required", { name });
    if (isEmpty && required) onSet("auto");
    else if (isEmpty && given !== undefined) onReset();
    if (isEmpty) return null;
    const parsed = parseValue(argument, text);
    if (!parsed.ok) return parsed.problem;
    const expressions = (Array.isArray(parsed.value) ? parsed.value : [parsed.value]).filter(isExpression);
    const problems = type === "text" ? [] : expressions.map((one) => expressionProblem(one, names ?? null));
    const problem = problems.find((one) => one !== null);
    if (problem != null) return problem;
    onSet(parsed.value);
    return null;
  };
  return (
    <>
      <TextField
        testId={`field-${prefix}${name}`}
        label={name}
        value={given === "auto" && auto ? formatValue(decided ?? "auto") : formatValue(given)}
        placeholder={required ? say("canvas.value.required-mark") : formatValue(argument.default)}
        commit={commit}
        inputMode={type === "int" ? "numeric" : "text"}
        {...(words.length > 0 ? { list } : {})}
      />
      {holdsExpression(given) && <ExpressionValue value={decided} testId={`worked-${prefix}${name}`} />}
      {words.length > 0 && (
        <datalist id={list}>
          {words.map((word) => (
            <option key={word} value={word} />
          ))}
        </datalist>
      )}
    </>
  );
}

function isLayer(value: Json | undefined): value is { kind: string; args: Args } {
  return typeof value === "object" && value !== null && !Array.isArray(value) && typeof value.kind === "string";
}

export function ArgumentField(props: ArgumentFieldProps): ReactElement {
  const { argument, given, decided, prefix = "", onSet, onReset } = props;
  const { name, type, auto, required } = argument;
  const isAuto = given === "auto" && auto === true;
  const isChoice = type === "bool" || type === "choice" || type === "dtype" || type === "layer";
  const hasReset = !required && given !== undefined && !(isAuto && argument.default === "auto");
  return (
    <>
      <Row label={name} help={typeHelp(argument)}>
        <div className={isAuto ? "value auto" : "value"}>
          {isChoice ? <ChoiceField {...props} /> : <TypedField {...props} />}
          {auto && (
            <button
              type="button"
              className="auto-toggle"
              data-testid={`auto-${prefix}${name}`}
              aria-pressed={isAuto}
              title={isAuto ? say("canvas.value.inferred") : say("canvas.value.infer")}
              onClick={() => onSet(isAuto ? (decided ?? Math.max(1, argument.minimum ?? 1)) : "auto")}
            >
              auto
            </button>
          )}
          {hasReset && (
            <button
              type="button"
              className="reset"
              data-testid={`reset-${prefix}${name}`}
              title={say("canvas.value.to-default", { value: formatValue(argument.default) })}
              aria-label={say("canvas.value.reset", { name })}
              onClick={onReset}
            >
              ↺
            </button>
          )}
        </div>
      </Row>
      {type === "layer" && isLayer(given) && <LayerFields value={given} prefix={`${prefix}${name}.`} onSet={onSet} />}
    </>
  );
}
