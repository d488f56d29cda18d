/** What a layer of a graph is given beside tensors where it is called: need_weights, is_causal. */
import type { ReactElement } from "react";
import type { TreeNode } from "../protocol";
import { useBuild, useSession } from "../session/context";
import { ArgumentField } from "./ArgumentField";
import { say } from "../sentences/say";

export function CallFields({ node }: { node: TreeNode }): ReactElement | null {
  const session = useSession();
  const calls = useBuild((state) => state.kinds.get(node.kind ?? "")?.calls ?? null);
  if (calls === null || calls.length === 0 || !(node.block === "layer" || node.block === "shared")) return null;
  return (
    <div className="wire-fields">
      <h3>{say("canvas.inspector.called-with")}</h3>
      {calls.map((argument) => (
        <ArgumentField
          key={argument.name}
          argument={argument}
          given={node.called_with?.[argument.name]}
          onSet={(value) => session.edit({ edit: "set_call", id: node.id, argument: argument.name, value })}
          onReset={() =>
            session.edit({ edit: "set_call", id: node.id, argument: argument.name, value: argument.default ?? null })
          }
        />
      ))}
    </div>
  );
}
