/** The component's entry: Streamlit calls the default export on mounting and again whenever `data` or the theme changes. */
import { createRoot, type Root } from "react-dom/client";
import { Boundary } from "./build/Boundary";
import { BuildView } from "./build/BuildView";
import { Console } from "./console/Console";
import type { ConsoleProps } from "./console/protocol";
import { ConsoleSession } from "./console/session";
import { Header } from "./header/Header";
import { HeaderSession } from "./header/session";
import type { Props, Theme, Trigger } from "./protocol";
import { Recent } from "./recent/Recent";
import { RecentSession } from "./recent/session";
import { lendClipboard } from "./session/clipboard";
import { BuildSession } from "./session/session";
import "./styles/index.css";

interface RendererArguments {
  data: Props | ConsoleProps;
  parentElement: HTMLElement | ShadowRoot;
  setTriggerValue: Trigger;
}

interface Mounted {
  host: HTMLElement;
  root: Root;
  session: BuildSession | HeaderSession | ConsoleSession | RecentSession;
}

lendClipboard();

const mounted = new WeakMap<Node, Mounted>();

function isDark(host: HTMLElement): boolean {
  const probe = document.createElement("span");
  probe.style.color = "var(--st-background-color, #fff)";
  host.append(probe);
  const [red = 255, green = 255, blue = 255] = (getComputedStyle(probe).color.match(/[\d.]+/g) ?? []).map(Number);
  probe.remove();
  return red * 0.3 + green * 0.59 + blue * 0.11 < 128;
}

const STYLE_PATIENCE_MS = 4000;

/** Draw once the style sheet is there: Streamlit loads it beside the script, and sizes taken before it mean nothing. */
function whenStyled(host: HTMLElement, draw: () => void): void {
  const since = performance.now();
  const look = (): void => {
    if (!host.isConnected) return;
    const isStyled = getComputedStyle(host).getPropertyValue("--accent") !== "";
    if (isStyled || performance.now() - since > STYLE_PATIENCE_MS) draw();
    else requestAnimationFrame(look);
  };
  look();
}

function mount({ data, parentElement, setTriggerValue }: RendererArguments): Mounted {
  const host = document.createElement("div");
  host.className = "nnblocks";
  parentElement.append(host);
  const root = createRoot(host);
  if (data.view === "header") {
    const session = new HeaderSession(data, setTriggerValue);
    whenStyled(host, () =>
      root.render(
        <Boundary>
          <Header session={session} />
        </Boundary>,
      ),
    );
    return { host, root, session };
  }
  if (data.view === "console") {
    const session = new ConsoleSession(data, setTriggerValue);
    whenStyled(host, () =>
      root.render(
        <Boundary>
          <Console session={session} />
        </Boundary>,
      ),
    );
    return { host, root, session };
  }
  if (data.view === "recent") {
    const session = new RecentSession(data);
    whenStyled(host, () =>
      root.render(
        <Boundary>
          <Recent session={session} />
        </Boundary>,
      ),
    );
    return { host, root, session };
  }
  const session = new BuildSession(data, setTriggerValue);
  whenStyled(host, () =>
    root.render(
      <Boundary>
        <BuildView session={session} />
      </Boundary>,
    ),
  );
  return { host, root, session };
}

function receive({ session }: Mounted, data: Props | ConsoleProps, trigger: Trigger): void {
  if (data.view === "header") {
    if (session instanceof HeaderSession) session.receive(data, trigger);
  } else if (data.view === "console") {
    if (session instanceof ConsoleSession) session.receive(data, trigger);
  } else if (data.view === "recent") {
    if (session instanceof RecentSession) session.receive(data);
  } else if (session instanceof BuildSession) session.receive(data, trigger);
}

export default function render(component: RendererArguments): () => void {
  const { data, parentElement, setTriggerValue } = component;
  const known = mounted.get(parentElement);
  const here = known ?? mount(component);
  if (known === undefined) mounted.set(parentElement, here);
  else receive(known, data, setTriggerValue);
  const theme: Theme = data.theme ?? (isDark(here.host) ? "dark" : "light");
  here.host.className = `nnblocks ${data.view ?? "build"} ${theme}`;
  return () => {
    if (mounted.get(parentElement) !== here) return;
    mounted.delete(parentElement);
    here.session.disconnect();
    here.root.unmount();
    here.host.remove();
  };
}
