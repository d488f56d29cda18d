/** Where else the same module stands. */
import { useMemo, type ReactElement } from "react";
import { sharingGroup } from "../model/tree";
import type { TreeNode } from "../protocol";
import { useBuild, useSession } from "../session/context";
import { say } from "../sentences/say";

export function SharedPlaces({ node }: { node: TreeNode }): ReactElement | null {
  const session = useSession();
  const tree = useBuild((state) => state.tree);
  const group = useMemo(() => sharingGroup(tree, node), [tree, node]);
  if (group.length < 2) return null;
  const show = (id: string): void => {
    session.selection.select([id]);
    session.view?.reveal(id);
  };
  return (
    <div className="shared-with" data-testid="shared-with">
      <p>◆ {say("canvas.inspector.shared-in", { group: node.group ?? "", count: group.length })}</p>
      <ul>
        {group.map((place) => (
          <li key={place.id} className={place.id === node.id ? "here" : ""}>
            <button type="button" className="link" onClick={() => show(place.id)}>
              <code>{place.path}</code> {place.same_as === undefined ? say("canvas.inspector.first-place") : ""}
            </button>
            {place.same_as !== undefined && (
              <button
                type="button"
                data-testid={`unshare-${place.id}`}
                onClick={() => session.edit({ edit: "unshare", id: place.id })}
              >
                {say("canvas.menu.unshare")}
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
