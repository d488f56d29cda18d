/** Mounts the built bundle as Streamlit does, in shadow roots, before a server in memory. `npm run dev`, then /dev/. */
import type { CommandBatch, Props, Tab, Theme } from "../src/protocol";
import { samples } from "./samples";
import { FakeServer } from "./server";

type Render = (component: {
  data: Props;
  parentElement: ShadowRoot;
  setTriggerValue: (name: string, value: unknown) => void;
}) => () => void;

const query = new URLSearchParams(location.search);
const theme: Theme = query.get("theme") === "dark" ? "dark" : "light";
const delay = Number(query.get("delay") ?? 60);
const server = new FakeServer(samples(query.get("sample") ?? "mock"));
document.body.style.background = theme === "dark" ? "#12161c" : "#f7f8fa";

const bundle = `/dist/index.js?${Date.now()}`;
const { default: render } = (await import(/* @vite-ignore */ bundle)) as { default: Render };

function shadow(id: string): ShadowRoot {
  const root = document.getElementById(id)?.attachShadow({ mode: "open" });
  if (root === undefined) throw new Error(id);
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = `/dist/index.css?direct&${Date.now()}`;
  root.append(link);
  return root;
}

const roots = { header: shadow("header"), build: shadow("build") };
let waiting: [string, unknown] | null = null;
let running = false;

function draw(): void {
  render({ data: { ...server.headerProps(), theme }, parentElement: roots.header, setTriggerValue: trigger });
  render({ data: { ...server.buildProps(), theme }, parentElement: roots.build, setTriggerValue: trigger });
}

/** As in Streamlit, a later trigger replaces one that waits for a running script. */
function trigger(name: string, value: unknown): void {
  waiting = [name, JSON.parse(JSON.stringify(value))];
  if (!running) void run();
}

async function run(): Promise<void> {
  running = true;
  while (waiting !== null) {
    const [name, value] = waiting;
    waiting = null;
    await new Promise((resolve) => setTimeout(resolve, delay));
    if (name === "commands") server.apply(value as CommandBatch);
    else if (name === "tab") server.tab = value as Tab;
    else if (name === "problems") server.tab = "problems";
    draw();
  }
  running = false;
}

/** The line of the canvas, without a network. */
const beyond = window.fetch.bind(window);
window.fetch = async (to, init) => {
  if (!String(to).includes("nnblocks/exchange/")) return beyond(to, init);
  const { commands, client } = JSON.parse(String(init?.body)) as Omit<CommandBatch, "document">;
  if (commands.length === 0) return new Response(null, { status: 204 });
  await new Promise((resolve) => setTimeout(resolve, delay));
  server.apply({ client, commands, document: "harness" });
  return Response.json({ build: server.buildProps(), head: server.headerProps(), waits: false });
};

draw();
Object.assign(window, { server });
