// What is seen of a network while it learns: verdicts, a surface or a text, and its weights over time. See watch.py.
const EVERY = 600; // milliseconds between two questions about a run that goes on
const GOING = new Set(["queued", "running"]);
const HIGH = 70; // of a chart of weights, in pixels
const BLUE = [76, 141, 245];

const short = (value) => (value !== 0 && (Math.abs(value) < 1e-3 || Math.abs(value) >= 1e4) ? value.toExponential(1) : String(Number(value.toPrecision(3))));
const filled = (text, fields) => text.replace(/\{(\w+)\}/g, (_, name) => String(fields[name]));
const made = (name, text, more = {}) => Object.assign(document.createElement(name), { textContent: text, ...more });
const bytes = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));

export default function ({ data, parentElement }) {
  const get = (name) => parentElement.querySelector(name);
  const [verdicts, surface, text, weights] = [".verdicts", ".surface", ".text", ".weights"].map(get);
  const { words, colours } = data;
  const me = (verdicts.nnblocks ??= { address: "", version: "", seen: null, told: "", turn: 0 });
  if (me.address !== data.address) Object.assign(me, { address: data.address, version: "", seen: null });
  const isGoing = GOING.has(data.state);
  // Streamlit calls this again for new data, and leaves what the last call has begun: its answers are for nobody.
  const turn = ++me.turn;
  const isOver = () => me.turn !== turn;

  const judge = (found) => {
    const told = JSON.stringify(found);
    if (told === me.told) return; // what is read aloud is left as it is
    me.told = told;
    verdicts.replaceChildren(
      ...found.map(({ problem, hint, rule }) => {
        const one = made("div", "", { className: "verdict" });
        const details = made("details", "");
        details.append(made("summary", words.rule), made("p", rule));
        one.append(made("b", problem), made("p", hint), details);
        return one;
      }),
    );
  };

  const plane = ({ surface: found, classes }) => {
    surface.hidden = !isGoing || !found;
    if (surface.hidden) return;
    surface.querySelector("img").src = `data:image/png;base64,${found.png}`;
    const [wide, high] = [found.high[0] - found.low[0] || 1, found.high[1] - found.low[1] || 1];
    const svg = surface.querySelector("svg");
    if (svg.childElementCount === found.points.length) return; // the points stay, the picture changes
    svg.replaceChildren(
      ...found.points.map(([x, y, of]) => {
        const point = document.createElementNS("http://www.w3.org/2000/svg", "circle");
        const at = { cx: ((x - found.low[0]) / wide) * 100, cy: ((found.high[1] - y) / high) * 100, r: 0.9, fill: colours[of % colours.length] };
        for (const [name, value] of Object.entries(at)) point.setAttribute(name, value);
        return point;
      }),
    );
    surface.querySelector(".legend").replaceChildren(
      // As many as there are colours: with more of them the picture would be lost under its legend.
      ...classes.slice(0, colours.length).map((name, i) => {
        const one = made("span", "");
        const mark = made("i", "");
        mark.style.background = colours[i % colours.length];
        one.append(mark, name);
        return one;
      }),
      ...(classes.length > colours.length ? [made("span", filled(words.classesMore, { count: classes.length - colours.length }))] : []),
    );
  };

  const drawn = (canvas, moments) => {
    const scale = Math.min(2, devicePixelRatio || 1);
    const [width, height] = [Math.max(1, Math.round((canvas.clientWidth || 150) * scale)), Math.round(HIGH * scale)];
    Object.assign(canvas, { width, height });
    const low = Math.min(...moments.map((one) => one.low));
    const high = Math.max(...moments.map((one) => one.high));
    const y = (value) => (high > low ? (1 - (value - low) / (high - low)) * (height - scale) : height / 2);
    const pen = canvas.getContext("2d");
    const each = width / moments.length;
    moments.forEach((one, at) => {
      const counts = bytes(one.counts);
      const bin = (one.high - one.low) / counts.length;
      counts.forEach((count, i) => {
        if (!count) return;
        pen.fillStyle = `rgb(${BLUE.join(" ")} / ${0.12 + (0.88 * count) / 255})`;
        const [top, bottom] = [y(one.low + bin * (i + 1)), y(one.low + bin * i)];
        pen.fillRect(Math.floor(at * each), top, Math.ceil(each), Math.max(scale, bottom - top));
      });
    });
    return [low, high];
  };

  const tensors = ({ weights: found, updates, left_out }) => {
    const some = found.filter((one) => one.moments.length);
    weights.hidden = !some.length;
    if (weights.hidden || !weights.open) return;
    const place = weights.querySelector(".tensors");
    const figures = some.map(({ key, shape, moments }) => {
      const one = made("figure", "");
      const canvas = made("canvas", "");
      const ends = made("small", "");
      one.append(made("figcaption", key, { title: `${key} (${shape.join(", ")})` }), canvas, ends);
      return { one, canvas, ends, key, moments };
    });
    place.replaceChildren(...figures.map(({ one }) => one));
    for (const { canvas, ends, key, moments } of figures) {
      const [low, high] = drawn(canvas, moments); // once it is in its place, as that decides how wide it is
      canvas.setAttribute("role", "img");
      canvas.setAttribute("aria-label", filled(words.values, { key, low: short(low), high: short(high), step: moments.at(-1).step }));
      const update = updates[key.slice(0, Math.max(0, key.lastIndexOf(".")))];
      ends.append(made("span", `${short(low)} … ${short(high)}`));
      if (update != null) ends.append(made("span", filled(words.update, { value: short(update) }), { title: words.updateHelp }));
    }
    weights.querySelector(".more").textContent = left_out ? filled(words.more, { count: left_out }) : "";
  };

  const draw = () => {
    if (me.seen === null) return;
    judge(me.seen.verdicts ?? []);
    plane(me.seen);
    text.hidden = !isGoing || !me.seen.text;
    text.querySelector("pre").textContent = me.seen.text ?? "";
    tensors(me.seen);
  };

  const ask = async () => {
    try {
      const answer = await fetch(`${data.address}/seen?since=${me.version}`, { cache: "no-store" });
      const told = answer.ok ? await answer.json() : {};
      if (isOver()) return;
      if (told.seen) [me.version, me.seen] = [told.version, told.seen];
    } catch {
      // the next question may be answered
    }
    if (isOver()) return;
    draw();
    if (isGoing) setTimeout(() => isOver() || ask(), document.hidden ? EVERY * 5 : EVERY);
  };

  if (me.seen === null) for (const one of [surface, text, weights]) one.hidden = true;
  if (me.seen === null) judge([]);
  weights.ontoggle = draw;
  me.resized?.disconnect();
  me.resized = new ResizeObserver(() => weights.open && draw());
  me.resized.observe(verdicts);
  ask();
  return () => {
    me.turn += 1;
    me.resized.disconnect();
  };
}
