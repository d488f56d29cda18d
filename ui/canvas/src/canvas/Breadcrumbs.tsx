/** Where the selected block stands: every container around it, to be clicked. */
import { Fragment, type ReactElement } from "react";
import type { TreeNode } from "../protocol";
import { useBuild, useSession } from "../session/context";
import { say } from "../sentences/say";

export function Breadcrumbs(): ReactElement | null {
  const session = useSession();
  const index = useBuild((state) => state.index);
  const primary = useBuild((state) => state.selected[state.selected.length - 1]);
  const way: TreeNode[] = [];
  for (let at = primary; at !== undefined; at = index.get(at)?.parent?.id) {
    const node = index.get(at)?.node;
    if (node !== undefined) way.unshift(node);
  }
  if (way.length < 2) return null;
  const show = (node: TreeNode): void => {
    session.selection.select([node.id]);
    session.view?.reveal(node.id);
    session.view?.focus();
  };
  return (
    <nav className="breadcrumbs nopan" aria-label={say("canvas.canvas.breadcrumbs")} data-testid="breadcrumbs">
      {way.map((node, i) => (
        <Fragment key={node.id}>
          {i > 0 && <i aria-hidden="true">›</i>}
          <button
            type="button"
            data-testid={`crumb-${node.id}`}
            aria-current={node.id === primary}
            title={node.path === "" ? say("canvas.canvas.the-network") : node.path}
            onClick={() => show(node)}
          >
            {i === 0 ? "net" : node.title === node.name ? node.title : `${node.name} `}
            {i > 0 && node.title !== node.name && <small>{node.title}</small>}
          </button>
        </Fragment>
      ))}
    </nav>
  );
}
