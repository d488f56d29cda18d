/** A block's title and path; F2 turns it into a field for the name. */
import { useEffect, useRef, type KeyboardEvent, type ReactElement } from "react";
import type { TreeNode } from "../protocol";
import { useBuild, useSession } from "../session/context";

/** A repeat stands for several modules: its path names the first and the last copy. */
export function pathText(node: TreeNode): string {
  if (node.block !== "repeat" || node.count === undefined || node.count < 1) return node.path;
  const names = node.names ?? "{i}";
  const prefix = node.path === "" ? "" : `${node.path}.`;
  const first = names.replace("{i}", "0");
  return node.count === 1 ? `${prefix}${first}` : `${prefix}${first} … ${names.replace("{i}", String(node.count - 1))}`;
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
    const next = name === "" ? null : name;
    if (keep && next !== (node.named ? node.name : null)) session.edit({ edit: "rename", id: node.id, name: next });
    session.view?.focus();
  };
  const key = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === "Enter") finish(true);
    else if (event.key === "Escape") finish(false);
  };
  return (
    <input ref={ref} className="rename" data-testid="rename" aria-label="Name" placeholder={`by position: ${node.name}`} defaultValue={node.named ? node.name : ""}
      spellCheck={false} autoFocus onKeyDown={key} onBlur={() => session.store.get().renaming === node.id && finish(true)} onPointerDown={(event) => event.stopPropagation()} />
  );
}

/** As many of a path's last steps as fit: what comes before is told by the frames around. */
export function shortPath(path: string, room: number): string {
  if (path.length <= room) return path;
  const steps = path.split(".");
  let kept = steps.pop() ?? "";
  while (steps.length > 0 && kept.length + 2 + (steps[steps.length - 1]?.length ?? 0) <= room) kept = `${steps.pop()}.${kept}`;
  return `…${kept}`;
}

interface TitleProps {
  node: TreeNode;
  /** A branch is known by its name. */
  byName?: boolean;
  /** Characters the path may take. */
  room: number;
}

export function Title({ node, byName = false, room }: TitleProps): ReactElement {
  const renaming = useBuild((state) => state.renaming === node.id);
  if (renaming) return <NameField node={node} />;
  return (
    <>
      <b className="title" title={node.title}>{byName ? node.name : node.title}</b>
      <code className="path" title={pathText(node)}>{byName ? "" : shortPath(room > 24 ? pathText(node) : node.path, room)}</code>
    </>
  );
}
