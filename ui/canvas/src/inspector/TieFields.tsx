/** Ties of a block's tensors: those there are, and a list of equal shapes to tie to. */
import { useMemo, useState, type ReactElement } from "react";
import { equalTensors } from "../model/ties";
import type { TreeNode } from "../protocol";
import { useBuild, useSession } from "../session/context";
import { ListField } from "./ListField";
import { Row } from "./Row";
import { say } from "../sentences/say";

const SHOWN = 60;

function Choice({ node, tensor }: { node: TreeNode; tensor: string }): ReactElement | null {
  const session = useSession();
  const tree = useBuild((state) => state.tree);
  const equal = useMemo(() => equalTensors(tree, node, tensor), [tree, node, tensor]);
  if (equal.length === 0) return null;
  return (
    <Row label={tensor} help={say("canvas.tie.help-choice")}>
      <ListField
        testId={`tie-${tensor}`}
        label={say("canvas.tie.to", { tensor })}
        value=""
        className="usual"
        onChoose={(choice) => {
          const other = choice === "" ? undefined : equal[Number(choice)];
          if (other === undefined) return;
          session.edit({
            edit: "tie",
            tensor: { block: node.id, tensor },
            of: { block: other.block, tensor: other.tensor },
          });
          session.notices.say(say("canvas.tie.done", { tensor, other: other.path }));
        }}
      >
        <option value="">{say("canvas.tie.none")}</option>
        {equal.slice(0, SHOWN).map((other, i) => (
          <option key={other.path} value={i}>
            {other.path}
          </option>
        ))}
      </ListField>
    </Row>
  );
}

export function TieFields({ node }: { node: TreeNode }): ReactElement | null {
  const [open, setOpen] = useState(false);
  const tied = new Set((node.tied ?? []).map((tie) => tie.tensor));
  const free = Object.keys(node.tensors ?? {}).filter((tensor) => !tied.has(tensor));
  if (free.length === 0 || node.block === "shared") return null;
  if (!open)
    return (
      <button type="button" className="link" data-testid="tie" onClick={() => setOpen(true)}>
        {say("canvas.tie.open")}
      </button>
    );
  return (
    <div className="tie-fields">
      <h3>{say("canvas.tie.title")}</h3>
      {free.map((tensor) => (
        <Choice key={tensor} node={node} tensor={tensor} />
      ))}
    </div>
  );
}
