/** Where else the same module stands. */
import { useMemo, type ReactElement } from "react";
import { sharingGroup } from "../model/tree";
import type { TreeNode } from "../protocol";
import { useBuild, useSession } from "../session/context";

export function SharedWith({ node }: { node: TreeNode }): ReactElement | null {
  const session = useSession();
  const tree = useBuild((state) => state.tree);
  const group = useMemo(() => sharingGroup(tree, node), [tree, node]);
  if (group.length < 2) return null;
  const show = (id: string): void => {
    session.select([id]);
    session.view?.reveal(id);
  };
  return (
    <div className="shared-with" data-testid="shared-with">
      <p>
        ◆ shared {node.group}: one module in {group.length} places
      </p>
      <ul>
        {group.map((place) => (
          <li key={place.id} className={place.id === node.id ? "here" : ""}>
            <button type="button" className="link" onClick={() => show(place.id)}>
              <code>{place.path}</code> {place.same_as === undefined ? "(first)" : ""}
            </button>
            {place.same_as !== undefined && (
              <button
                type="button"
                data-testid={`unshare-${place.id}`}
                onClick={() => session.edit({ edit: "unshare", id: place.id })}
              >
                Unshare
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
