/** What flows into a node of a graph, chosen from a list: wiring without a pointer. */
import type { ReactElement } from "react";
import { leavesOf, portsOf, sourcesOf, whyNot } from "../model/graphs";
import type { TreeNode } from "../protocol";
import { useBuild, useSession } from "../session/context";
import { connectTo, disconnectAt } from "../session/graphActions";
import { Row } from "./Row";

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
    <select data-testid={testId} aria-label={label} value={value} onChange={(event) => onChoose(event.target.value)}>
      <option value="">not wired</option>
      {all.map((source) => (
        <option key={source} value={source}>
          {source} {shapes[source] ?? ""}
        </option>
      ))}
    </select>
  );
}

export function shapesOf(graph: TreeNode): { [source: string]: string } {
  const nodes = (graph.children ?? []).flatMap((child): [string, string][] =>
    child.out?.length === 1 ? [[child.name, child.out[0] ?? ""]] : [],
  );
  return { ...Object.fromEntries(nodes), ...graph.wire_shapes };
}

export function WireFields({ node, graph }: { node: TreeNode; graph: TreeNode }): ReactElement | null {
  const session = useSession();
  const kinds = useBuild((state) => state.kinds);
  const functions = useBuild((state) => state.functions);
  const { names, least, most } = portsOf(node, { kinds, functions });
  const wired = sourcesOf(graph, node);
  if (most === 0) return null;
  const rows = Math.min(most, Math.max(wired.length + (wired.length >= least ? 1 : 0), Math.min(least, most)));
  const options = allSources(graph).filter(
    (source) => whyNot(graph, source, { node: node.name, index: 0 }, { kinds, functions }) === null,
  );
  const choose = (index: number, source: string): void => {
    if (source === "") disconnectAt(session, { graph: graph.id, node: node.name, index });
    else connectTo(session, graph.id, source, { node: node.name, index });
  };
  return (
    <div className="wire-fields">
      <h3>Flows in</h3>
      {Array.from({ length: Math.min(rows, 24) }, (_, i) => {
        const label = names.length > 1 ? (names[i] ?? `input ${i}`) : rows > 1 ? `input ${i}` : "input";
        return (
          <Row key={i} label={label}>
            <SourceSelect
              testId={`wire-${i}`}
              label={label}
              value={wired[i] ?? ""}
              options={options}
              shapes={shapesOf(graph)}
              onChoose={(source) => choose(i, source)}
            />
          </Row>
        );
      })}
    </div>
  );
}
