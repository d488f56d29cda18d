/** The buttons of the drawers, above the canvas of a narrow window. */
import { useEffect, useRef, type ReactElement } from "react";
import { useBuild, useSession } from "../session/context";
import { closeDrawer, DRAWERS_FROM, show, type Drawer } from "../session/tools/drawers";
import type { Tab } from "../protocol";
import { say } from "../sentences/say";

interface OpenerProps {
  drawer: Drawer;
  /** What tests call it. */
  testId: string;
  label: string;
  tab?: Tab;
  open: boolean;
  badge?: ReactElement | null;
}

function Opener({ drawer, testId, label, tab, open, badge = null }: OpenerProps): ReactElement {
  const session = useSession();
  const ref = useRef<HTMLButtonElement>(null);
  const byButton = useBuild((state) => state.drawer?.by === "button");
  const wasOpen = useRef(false);
  useEffect(() => {
    // Another drawer may have been opened instead: then the focus is there.
    if (wasOpen.current && !open && session.store.get().drawer === null) ref.current?.focus();
    wasOpen.current = open && byButton;
  }, [open, byButton, session]);
  const toggle = (): void => {
    if (open) return closeDrawer(session);
    if (tab !== undefined) session.tabs.show(tab);
    show(session, drawer, "button");
    const root = ref.current?.getRootNode() as Document | ShadowRoot | undefined;
    root?.querySelector<HTMLElement>(`#drawer-${drawer}`)?.focus({ preventScroll: true });
  };
  return (
    <button
      ref={ref}
      type="button"
      data-testid={testId}
      aria-label={label}
      aria-expanded={open}
      aria-controls={`drawer-${drawer}`}
      onClick={toggle}
    >
      {label}
      {badge}
    </button>
  );
}

export function DrawerBar(): ReactElement {
  const name = useBuild((state) => state.drawer?.name);
  const tab = useBuild((state) => state.tab);
  const count = useBuild((state) => state.problems.length);
  const hasErrors = useBuild((state) => state.problems.some((problem) => problem.severity === "error"));
  const badge = count === 0 ? null : <span className={hasErrors ? "badge error" : "badge warning"}>{count}</span>;
  const isProblems = tab === "problems";
  return (
    <div className="drawer-bar" role="toolbar" aria-label={say("canvas.drawer.panels")}>
      <Opener drawer="blocks" testId="drawer-blocks" label={say("canvas.drawer.blocks")} open={name === "blocks"} />
      <Opener
        drawer="fields"
        testId="drawer-inspector"
        label={say("canvas.drawer.inspector")}
        open={name === "fields"}
      />
      <Opener
        drawer="code"
        testId="drawer-code"
        label={say("canvas.drawer.code")}
        {...(isProblems ? { tab: "code" as const } : {})}
        open={name === "code" && !isProblems}
      />
      <Opener
        drawer="code"
        testId="drawer-problems"
        label={say("canvas.drawer.problems")}
        tab="problems"
        open={name === "code" && isProblems}
        badge={badge}
      />
    </div>
  );
}

/** What a window that is too narrow even for drawers lacks. */
export function TooNarrow(): ReactElement {
  return (
    <p className="drawer-bar too-narrow" role="note" data-testid="too-narrow">
      {say("canvas.drawer.too-narrow", { width: DRAWERS_FROM })}
    </p>
  );
}
