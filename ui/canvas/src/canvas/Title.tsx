/** A block's title and path; F2 turns it into a field for the name. */
import { useEffect, useRef, type KeyboardEvent, type ReactElement } from "react";
import { copyNames } from "../layout/measure";
import type { TreeNode } from "../protocol";
import { renameBlock } from "../session/actions";
import { useBuild, useSession } from "../session/context";
import { say } from "../sentences/say";

/** A repeat stands for several modules: its path names the first and the last copy. */
export function pathText(node: TreeNode): string {
  if (node.block !== "repeat") return node.path;
  return `${node.path === "" ? "" : `${node.path}.`}${copyNames(node)}`;
}

function NameField({ node }: { node: TreeNode }): ReactElement {
  const session = useSession();
  const ref = useRef<HTMLInputElement>(null);
  useEffect(() => {
    ref.current?.select();
  }, []);
  const finish = (keep: boolean): void => {
    const name = ref.current?.value.trim() ?? "";
    session.store.set({ renaming: null });
    if (keep) renameBlock(session, node, name === "" ? null : name);
    session.view?.focus();
  };
  const key = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === "Enter") finish(true);
    else if (event.key === "Escape") finish(false);
  };
  return (
    <input
      ref={ref}
      className="rename"
      data-testid="rename"
      aria-label={say("canvas.block.name")}
      placeholder={say("canvas.block.name-by-position", { name: node.name })}
      defaultValue={node.named ? node.name : ""}
      spellCheck={false}
      autoFocus
      onKeyDown={key}
      onBlur={() => session.store.get().renaming === node.id && finish(true)}
      onPointerDown={(event) => event.stopPropagation()}
    />
  );
}

/** As many of a path's last steps as fit: what comes before is told by the frames around. */
export function shortPath(path: string, room: number): string {
  if (path.length <= room) return path;
  const steps = path.split(".");
  let kept = steps.pop() ?? "";
  while (steps.length > 0 && kept.length + 2 + (steps[steps.length - 1]?.length ?? 0) <= room)
    kept = `${steps.pop()}.${kept}`;
  return `…${kept}`;
}

interface TitleProps {
  node: TreeNode;
  /** A branch is known by its name, and what is repeated by the names of its copies. */
  name?: string | undefined;
  copies?: string | undefined;
  /** Pixels for title and path. */
  room: number;
}

const TITLE_LETTER = 8.8;
const PATH_LETTER = 7.1;

export function titleWidth(title: string): number {
  return title.length * TITLE_LETTER;
}

export function Title({ node, name, copies, room }: TitleProps): ReactElement {
  const renaming = useBuild((state) => state.renaming === node.id);
  if (renaming) return <NameField node={node} />;
  const left = room - titleWidth(node.title) - 7;
  return (
    <>
      <b className="title" title={node.title}>
        {name ?? node.title}
      </b>
      {name === undefined && (copies !== undefined || left >= 2 * PATH_LETTER) && (
        <code className="path" title={pathText(node)}>
          {copies ?? shortPath(node.path, Math.max(3, Math.floor(left / PATH_LETTER)))}
        </code>
      )}
    </>
  );
}
