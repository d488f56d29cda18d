/** The Build page below the header: palette, canvas, inspector and pane. */
import { ReactFlowProvider } from "@xyflow/react";
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactElement } from "react";
import { useSelector } from "../session/store";
import { Canvas } from "../canvas/Canvas";
import { ContextMenu } from "../canvas/ContextMenu";
import { DragGhost } from "../canvas/DragGhost";
import { QuickAdd } from "../canvas/QuickAdd";
import { Inspector } from "../inspector/Inspector";
import { Palette } from "../palette/Palette";
import { Pane } from "../pane/Pane";
import { SessionContext } from "../session/context";
import { holdInput } from "../session/inputQueue/gate";
import { closeDrawer, roomFor, type Room } from "../session/tools/drawers";
import { onClipboard } from "../session/tools/keys/clipboard";
import { onKeyDown } from "../session/tools/keys/keyboard";
import type { BuildSession } from "../session/session";
import { takeStrayKeys } from "../session/tools/stray";
import { OwnMenu } from "../textClass/OwnMenu";
import { RenameOwn } from "../textClass/RenameOwn";
import { ClassSheet } from "../textClass/ClassSheet";
import { DefineBox } from "./DefineBox";
import { Divider } from "./Divider";
import { DrawerBar, TooNarrow } from "./DrawerBar";
import { HelpSheet } from "./HelpSheet";
import { writePanels, type Panels } from "./panels";
import { Announcer } from "./Announcer";
import { Toasts } from "./Toasts";

const MINIMUM_HEIGHT = 420;

/** Streamlit gives a component no height of its own choosing: this one fills the window from where it starts. */
function useFullHeight(): { ref: React.RefObject<HTMLDivElement | null>; height: number; room: Room } {
  const ref = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<{ height: number; room: Room }>({ height: MINIMUM_HEIGHT, room: "wide" });
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const measure = (): void => {
      const { top, width } = element.getBoundingClientRect();
      const height = Math.max(MINIMUM_HEIGHT, Math.floor(window.innerHeight - Math.max(0, top)));
      const room = roomFor(window.innerWidth, width);
      setSize((old) => (old.height === height && old.room === room ? old : { height, room }));
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

/** A drawer takes its room from the canvas: what stood in the middle stays there, and the selected block in sight. */
function useDrawers(session: BuildSession, ref: React.RefObject<HTMLElement | null>, room: Room): void {
  const name = useSelector(session.store, (state) => state.drawer?.name);
  const width = useRef(0);
  useLayoutEffect(() => session.store.set({ room, readOnly: room === "reading", drawer: null }), [session, room]);
  useLayoutEffect(() => {
    const canvas = ref.current?.querySelector(".canvas");
    if (canvas == null) return undefined;
    width.current = canvas.clientWidth;
    const observer = new ResizeObserver(() => {
      const grown = canvas.clientWidth - width.current;
      width.current += grown;
      if (grown !== 0 && room !== "wide") session.view?.panBy(grown / 2, 0);
    });
    observer.observe(canvas);
    return () => observer.disconnect();
  }, [session, ref, room]);
  useEffect(() => {
    const last = session.store.get().selected.at(-1);
    if (name === undefined || last === undefined) return undefined;
    const frame = requestAnimationFrame(() => session.view?.reveal(last));
    return () => cancelAnimationFrame(frame);
  }, [session, name]);
}

export function BuildView({ session }: { session: BuildSession }): ReactElement {
  const { ref, height, room } = useFullHeight();
  const panels = useSelector(session.store, (state) => state.panels);
  const drawer = useSelector(session.store, (state) => state.drawer?.name);
  const isWide = room === "wide";
  useDrawers(session, ref, room);
  useEffect(() => writePanels(panels), [panels]);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const listener = (event: ClipboardEvent): void => onClipboard(session, event);
    const names = ["copy", "cut", "paste"] as const;
    names.forEach((name) => element.addEventListener(name, listener));
    return () => names.forEach((name) => element.removeEventListener(name, listener));
  }, [session, ref]);
  useEffect(() => (ref.current === null ? undefined : holdInput(session, ref.current)), [session, ref]);
  useStillAround(ref);
  useEffect(() => takeStrayKeys(session, () => ref.current), [session, ref]);
  const change = (part: Partial<Panels>): void =>
    session.store.set({ panels: { ...session.store.get().panels, ...part } });
  const columns = `${panels.palette ? "208px" : "28px"} 1fr auto ${panels.side ? `${panels.width}px` : "0"}`;
  return (
    <SessionContext value={session}>
      <ReactFlowProvider>
        <div
          ref={ref}
          className="build-page"
          data-room={room}
          data-drawer={drawer}
          style={{ height, ...(isWide ? { gridTemplateColumns: columns } : {}) }}
          onKeyDown={(event: KeyboardEvent) => onKeyDown(session, event)}
          onKeyUp={(event) => event.stopPropagation()}
        >
          {room === "drawers" && <DrawerBar />}
          {room === "reading" && <TooNarrow />}
          {isWide && <Palette open={panels.palette} onToggle={() => change({ palette: !panels.palette })} />}
          {drawer === "blocks" && <Palette open onToggle={() => closeDrawer(session)} />}
          <Canvas />
          {isWide && (
            <Divider
              open={panels.side}
              width={panels.width}
              onWidth={(next) => change({ width: next })}
              onToggle={() => change({ side: !panels.side })}
            />
          )}
          {/* It stays mounted while it is out of sight: code may be half edited in it. */}
          <aside className="side" hidden={isWide ? !panels.side : drawer !== "fields" && drawer !== "code"}>
            <Inspector />
            <Pane />
          </aside>
          <DragGhost />
          <QuickAdd />
          <ContextMenu />
          <DefineBox />
          <ClassSheet />
          <OwnMenu />
          <RenameOwn />
          <HelpSheet />
          <Announcer />
          <Toasts />
        </div>
      </ReactFlowProvider>
    </SessionContext>
  );
}
