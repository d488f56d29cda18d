/** Which other sizes the inputs may have: asked for where it is read alone, since it takes many runs to find out. */
import { useEffect, useState, type ReactElement } from "react";
import { useBuild } from "../session/context";
import { PaneText } from "../session/transport/paneText";

export function Sizes(): ReactElement | null {
  const id = useBuild((state) => state.props.document);
  const token = useBuild((state) => state.props.token);
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (token === undefined) return undefined;
    const text = new PaneText((pane) => setSaid(pane.text));
    text.want(`nnblocks/pane/${id}/${token}/sizes`);
    return () => text.stop();
  }, [id, token]);
  if (said === "") return null;
  return (
    <p className="summary" data-testid="sizes">
      {said}
    </p>
  );
}
