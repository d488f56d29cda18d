/** What flows into a node of a graph, chosen from a list: wiring without a pointer. */
import type { ReactElement } from "react";
import { leavesOf, portsOf, type PortsOf, sourcesOf, whyNot } from "../model/graphs";
import { keywordOf, plainSource } from "../model/sources";
import type { TreeNode } from "../protocol";
import { useBuild, useSession } from "../session/context";
import { connectTo, disconnectAt } from "../session/graph/wires";
import { ListField } from "./ListField";
import { Row } from "./Row";
import { say } from "../sentences/say";

/** Every source of a graph. */
export function allSources(graph: TreeNode): string[] {
  const nodes = (graph.children ?? []).flatMap((child) => {
    const parts = leavesOf(graph, child);
    return parts.length === 0 ? [child.name] : parts;
  });
  return [...(graph.inputs ?? []), ...nodes];
}

interface SourceSelectProps {
  testId: string;
  label: string;
  value: string;
  options: readonly string[];
  shapes: { [source: string]: string };
  onChoose: (source: string) => void;
}

export function SourceSelect({ testId, label, value, options, shapes, onChoose }: SourceSelectProps): ReactElement {
  const all = value === "" || options.includes(value) ? options : [value, ...options];
  return (
    <ListField testId={testId} label={label} value={value} onChoose={onChoose}>
      <option value="">{say("canvas.wire.none")}</option>
      {all.map((source) => (
        <option key={source} value={source}>
          {source} {shapes[source] ?? ""}
        </option>
      ))}
    </ListField>
  );
}

export function shapesOf(graph: TreeNode): { [source: string]: string } {
  const nodes = (graph.children ?? []).flatMap((child): [string, string][] =>
    child.out?.length === 1 ? [[child.name, child.out[0] ?? ""]] : [],
  );
  return { ...Object.fromEntries(nodes), ...graph.wire_shapes };
}

interface NamedRow {
  name: string;
  /** The wire's number; null where there is none. */
  index: number | null;
}

/** The inputs of a layer that may be left out, each with a row of its own; null where it has none or one. */
function namedRows(node: TreeNode, wired: readonly string[], { names, least, most }: PortsOf): NamedRow[] | null {
  if (!(node.block === "layer" || node.block === "shared") || names.length < 3 || names.length === least) return null;
  const plain = wired.filter((source) => keywordOf(source) === null).length;
  return names.slice(Math.max(least, Math.min(plain, most))).map((name) => {
    const index = wired.findIndex((source) => keywordOf(source) === name);
    return { name, index: index < 0 ? null : index };
  });
}

export function WireFields({ node, graph }: { node: TreeNode; graph: TreeNode }): ReactElement | null {
  const session = useSession();
  const kinds = useBuild((state) => state.kinds);
  const functions = useBuild((state) => state.functions);
  const { names, least, most } = portsOf(node, { kinds, functions });
  const wired = sourcesOf(graph, node);
  if (most === 0) return null;
  const named = namedRows(node, wired, { names, least, most });
  const plain = wired.length - wired.filter((source) => keywordOf(source) !== null).length;
  const spare = named === null && plain >= least ? 1 : 0;
  const rows = Math.min(most, Math.max(plain + spare, Math.min(least, most)));
  const options = allSources(graph).filter(
    (source) => whyNot(graph, source, { node: node.name, index: 0 }, { kinds, functions }) === null,
  );
  const choose = (index: number, source: string): void => {
    if (source === "") disconnectAt(session, { graph: graph.id, node: node.name, index });
    else connectTo(session, graph.id, source, { node: node.name, index });
  };
  const placeOf = (position: number): number => {
    const at = wired.flatMap((source, i) => (keywordOf(source) === null ? [i] : []))[position];
    return at ?? wired.length;
  };
  return (
    <div className="wire-fields">
      <h3>{say("canvas.wire.inputs")}</h3>
      {Array.from({ length: Math.min(rows, 24) }, (_, i) => {
        const label =
          names.length > 1
            ? (names[i] ?? say("canvas.wire.input-number", { index: i }))
            : rows > 1
              ? say("canvas.wire.input-number", { index: i })
              : "input";
        return (
          <Row key={i} label={label}>
            <SourceSelect
              testId={`wire-${i}`}
              label={label}
              value={wired[placeOf(i)] ?? ""}
              options={options}
              shapes={shapesOf(graph)}
              onChoose={(source) => choose(placeOf(i), source)}
            />
          </Row>
        );
      })}
      {named?.map(({ name, index }) => (
        <Row key={name} label={name} help={say("canvas.wire.optional")}>
          <SourceSelect
            testId={`wire-${name}`}
            label={name}
            value={index === null ? "" : plainSource(wired[index] ?? "")}
            options={options}
            shapes={shapesOf(graph)}
            onChoose={(source) => choose(index ?? wired.length, source === "" ? "" : `${name}=${source}`)}
          />
        </Row>
      ))}
    </div>
  );
}
