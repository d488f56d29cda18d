/** The Build page below the header: palette, canvas, inspector and pane. */
import { ReactFlowProvider } from "@xyflow/react";
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactElement } from "react";
import { Canvas } from "../canvas/Canvas";
import { ContextMenu } from "../canvas/ContextMenu";
import { DragGhost } from "../canvas/DragGhost";
import { QuickAdd } from "../canvas/QuickAdd";
import { Inspector } from "../inspector/Inspector";
import { Palette } from "../palette/Palette";
import { Pane } from "../pane/Pane";
import { SessionContext } from "../session/context";
import { onClipboard, onKeyDown } from "../session/keyboard";
import type { BuildSession } from "../session/session";
import { takeStrayKeys } from "../session/stray";
import { OwnMenu } from "../writing/OwnMenu";
import { RenameOwn } from "../writing/RenameOwn";
import { WriteSheet } from "../writing/WriteSheet";
import { DefineBox } from "./DefineBox";
import { Divider } from "./Divider";
import { HelpSheet } from "./HelpSheet";
import { readPanels, writePanels, type Panels } from "./panels";
import { Spoken } from "./Spoken";
import { Toasts } from "./Toasts";

const READ_ONLY_BELOW = 900;
const MINIMUM_HEIGHT = 420;

/** Streamlit gives a component no height of its own choosing: this one fills the window from where it starts. */
function useFullHeight(): { ref: React.RefObject<HTMLDivElement | null>; height: number; width: number } {
  const ref = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ height: MINIMUM_HEIGHT, width: 1280 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const measure = (): void => {
      const { top, width } = element.getBoundingClientRect();
      const height = Math.max(MINIMUM_HEIGHT, Math.floor(window.innerHeight - Math.max(0, top)));
      setSize((old) => (old.height === height && old.width === width ? old : { height, width }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    observer.observe(document.body);
    window.addEventListener("resize", measure);
    return () => {
      observer.disconnect();
      window.removeEventListener("resize", measure);
    };
  }, []);
  return { ref, ...size };
}

/** What is around the page and hides what overflows must not be scrolled, by a focus or a script: no wheel brings it back. */
function useStillAround(ref: React.RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const hold = ({ target }: Event): void => {
      const root = ref.current?.getRootNode();
      const page = root instanceof ShadowRoot ? root.host : ref.current;
      if (!(target instanceof Element) || page === null || !target.contains(page)) return;
      if (getComputedStyle(target).overflowY === "hidden") target.scrollTo({ top: 0, left: 0, behavior: "instant" });
    };
    window.addEventListener("scroll", hold, true);
    return () => window.removeEventListener("scroll", hold, true);
  }, [ref]);
}

export function BuildView({ session }: { session: BuildSession }): ReactElement {
  const { ref, height, width } = useFullHeight();
  const [panels, setPanels] = useState<Panels>(readPanels);
  const readOnly = width < READ_ONLY_BELOW;
  useEffect(() => session.store.set({ readOnly }), [session, readOnly]);
  useEffect(() => writePanels(panels), [panels]);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const listener = (event: ClipboardEvent): void => onClipboard(session, event);
    const names = ["copy", "cut", "paste"] as const;
    names.forEach((name) => element.addEventListener(name, listener));
    return () => names.forEach((name) => element.removeEventListener(name, listener));
  }, [session, ref]);
  useStillAround(ref);
  useEffect(() => takeStrayKeys(session, () => ref.current), [session, ref]);
  const change = (part: Partial<Panels>): void => setPanels((old) => ({ ...old, ...part }));
  const columns = readOnly
    ? "1fr"
    : `${panels.palette ? "208px" : "28px"} 1fr auto ${panels.side ? `${panels.width}px` : "0"}`;
  return (
    <SessionContext value={session}>
      <ReactFlowProvider>
        <div
          ref={ref}
          className="build-page"
          style={{ height, gridTemplateColumns: columns }}
          onKeyDown={(event: KeyboardEvent) => onKeyDown(session, event)}
          onKeyUp={(event) => event.stopPropagation()}
        >
          {!readOnly && <Palette open={panels.palette} onToggle={() => change({ palette: !panels.palette })} />}
          <Canvas />
          {!readOnly && (
            <>
              <Divider
                open={panels.side}
                width={panels.width}
                onWidth={(next) => change({ width: next })}
                onToggle={() => change({ side: !panels.side })}
              />
              <aside className="side" hidden={!panels.side}>
                <Inspector />
                <Pane />
              </aside>
            </>
          )}
          <DragGhost />
          <QuickAdd />
          <ContextMenu />
          <DefineBox />
          <WriteSheet />
          <OwnMenu />
          <RenameOwn />
          <HelpSheet />
          <Spoken />
          <Toasts />
        </div>
      </ReactFlowProvider>
    </SessionContext>
  );
}
