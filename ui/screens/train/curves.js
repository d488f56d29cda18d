// The curves of runs while they grow: each run's measurements are fetched from where the last answer ended. See curves.py.
const EVERY = 400; // milliseconds between two questions about a run that goes on
const LOST = 2000; // milliseconds until the next question after one without an answer
const COLOURS = ["#4c8df5", "#e69f00", "#2ba87e", "#cc79a7", "#9673d3", "#d55e00"]; // distinct for colour-blind people
const HIGH = 230;
const EDGE = { left: 46, right: 10, top: 8, bottom: 22 };
const GOING = new Set(["queued", "running"]);
const RESTING = new Set(["paused", "resumable"]);

const short = (value) => {
  if (value == null) return "–";
  if (!Number.isFinite(value)) return String(value).replace("Infinity", "inf");
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) return value.toExponential(1);
  return String(Number(value.toPrecision(size >= 100 ? 4 : 3)));
};
const filled = (text, fields) => text.replace(/\{(\w+)\}/g, (_, name) => String(fields[name]));
const clock = (seconds) => {
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (number) => String(number).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
};
const nice = (most, count) => {
  const raw = most / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  return power * [1, 2, 2.5, 5, 10].find((step) => step * power >= raw * (1 - 1e-9));
};
const ticks = (low, high, count) => {
  if (!(high > low)) return [low];
  const step = nice(high - low, count);
  const found = [];
  for (let at = Math.ceil(low / step - 1e-9) * step; at <= high + step * 1e-9; at += step) found.push(at);
  return found;
};
const powers = (low, high) => {
  const found = [];
  for (let at = Math.floor(Math.log10(low)); at <= Math.ceil(Math.log10(high)); at++)
    for (const part of [1, 2, 5]) if (part * 10 ** at >= low && part * 10 ** at <= high) found.push(part * 10 ** at);
  return found.length > 5 ? found.filter((one) => Number.isInteger(Math.round(Math.log10(one) * 1e9) / 1e9)) : found;
};

// A running mean in which a point counts as much as the last fiftieth of the curve: without the zeros before the first.
const smoothed = (values) => {
  const keep = 1 - 1 / Math.max(5, values.length / 50);
  let [sum, weight] = [0, 0];
  return values.map((value) => {
    if (Number.isFinite(value)) [sum, weight] = [sum * keep + value * (1 - keep), weight * keep + 1 - keep];
    return weight ? sum / weight : NaN;
  });
};

// Of many points in one column of pixels the extremes are drawn, so that no spike is lost.
const thinned = (xs, ys, most) => {
  if (xs.length <= most * 2) return [xs, ys];
  const [outX, outY] = [[], []];
  const each = Math.ceil(xs.length / most);
  for (let from = 0; from < xs.length; from += each) {
    let [low, high] = [from, from];
    for (let at = from; at < Math.min(xs.length, from + each); at++) {
      if (ys[at] < ys[low]) low = at;
      if (ys[at] > ys[high]) high = at;
    }
    for (const at of low < high ? [low, high] : [high, low]) [outX.push(xs[at]), outY.push(ys[at])];
  }
  return [outX, outY];
};

const fresh = () => ({ from: 0, begun: null, state: null, isOld: true, steps: [], losses: [], epochs: [] });

const take = (run, text) => {
  const [first, ...lines] = text.split("\n");
  const told = JSON.parse(first);
  if (told.begun !== run.begun || told.start !== run.from) Object.assign(run, fresh(), { begun: told.begun });
  run.state = told;
  run.isOld = false;
  for (const line of lines) {
    if (!line) continue;
    const record = JSON.parse(line);
    if (record.type === "step") {
      run.steps.push(record.step);
      run.losses.push(record.loss ?? NaN);
      run.last = record;
      run.norm = record.norm ?? run.norm; // not every step has one
    } else if (record.type === "epoch") run.epochs.push(record);
  }
  run.from = told.end;
};

export default function ({ data, parentElement, setTriggerValue }) {
  const get = (name) => parentElement.querySelector(name);
  const [status, figures, bar, legend, log] = [".state", ".figures", ".progress", ".legend", ".log"].map(get);
  const charts = { loss: get(".loss svg"), accuracy: get(".accuracy svg") };
  const { words } = data;
  const me = (bar.nnblocks ??= { runs: new Map(), log: false, over: null, told: "" });
  const shown = data.runs.map((one) => {
    if (!me.runs.has(one.id)) me.runs.set(one.id, fresh());
    return { ...one, run: me.runs.get(one.id) };
  });
  for (const id of [...me.runs.keys()]) if (!data.runs.some((one) => one.id === id)) me.runs.delete(id);
  let timer = 0;
  // Streamlit may leave what the last call began running: two runs would be drawn over each other.
  const turn = (me.turn = (me.turn ?? 0) + 1);
  const isOver = () => me.turn !== turn;
  for (const { run } of shown) run.isOld = true; // a run that rested may have been sent on

  const lines = (kind) =>
    shown.flatMap(({ name, run }, at) => {
      const colour = COLOURS[at % COLOURS.length];
      const other = shown.length > 1 ? colour : COLOURS[1];
      const called = (what) => (shown.length > 1 ? `${name}: ${what}` : what);
      const ends = run.epochs.map((one) => one.step);
      const line = (label, field, more) => ({ label: called(label), xs: ends, ys: run.epochs.map((one) => one[field] ?? NaN), ...more });
      const found =
        kind === "loss"
          ? [
              { label: null, xs: run.steps, ys: run.losses, colour, faint: true },
              { label: called(words.training), xs: run.steps, ys: smoothed(run.losses), colour },
              line(words.validation, "loss", { colour: other, dots: true, dashed: shown.length > 1 }),
            ]
          : [
              line(words.training, "train_accuracy", { colour, dots: true }),
              line(words.validation, "accuracy", { colour: other, dots: true, dashed: shown.length > 1 }),
            ];
      return found.filter((one) => one.ys.some(Number.isFinite));
    });

  const element = (name, attributes, text) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text != null) made.textContent = text;
    return made;
  };

  const draw = (kind) => {
    const svg = charts[kind];
    const found = lines(kind);
    const width = svg.clientWidth || 320;
    const isLog = kind === "loss" && me.log;
    const values = found.flatMap((one) => one.ys).filter((value) => Number.isFinite(value) && (!isLog || value > 0));
    const most = Math.max(1, ...shown.map(({ run }) => (GOING.has(run.state?.state) ? (run.steps.at(-1) ?? 1) * 1.04 : (run.steps.at(-1) ?? 1))));
    let low = values.reduce((one, other) => Math.min(one, other), Infinity);
    let high = values.reduce((one, other) => Math.max(one, other), -Infinity);
    if (!values.length) [low, high] = [isLog ? 0.1 : 0, 1];
    if (isLog) [low, high] = [low / 1.1, high * 1.1];
    else if (kind === "loss") [low, high] = [Math.min(0, low), high * 1.05 || 1];
    else [low, high] = [Math.max(0, Math.min(low, 1) - 0.05), Math.min(1, high + 0.05)];
    const scale = isLog ? Math.log : (value) => value;
    const inner = [width - EDGE.left - EDGE.right, HIGH - EDGE.top - EDGE.bottom];
    const x = (step) => EDGE.left + (step / most) * inner[0];
    const y = (value) => EDGE.top + (1 - (scale(value) - scale(low)) / (scale(high) - scale(low) || 1)) * inner[1];
    svg.replaceChildren();
    svg.setAttribute("viewBox", `0 0 ${width} ${HIGH}`);
    svg.setAttribute("aria-label", kind === "loss" ? words.lossChart : words.accuracyChart);
    for (const value of isLog ? powers(low, high) : ticks(low, high, 4)) {
      svg.append(element("line", { class: "grid", x1: EDGE.left, x2: width - EDGE.right, y1: y(value), y2: y(value) }));
      svg.append(element("text", { x: EDGE.left - 6, y: y(value) + 4, "text-anchor": "end" }, short(value)));
    }
    for (const step of ticks(0, most, Math.max(2, Math.floor(width / 110))).filter((one) => one > 0 && x(one) < width - 24 && Number.isInteger(one)))
      svg.append(element("text", { x: x(step), y: HIGH - 6, "text-anchor": "middle" }, step.toLocaleString("en")));
    svg.append(element("text", { x: EDGE.left - 6, y: HIGH - 6, "text-anchor": "end" }, words.step));
    for (const { xs, ys, colour, faint, dashed, dots } of found) {
      const [some, which] = thinned(xs, ys, inner[0]);
      let [path, pen] = ["", "M"];
      some.forEach((step, at) => {
        const value = which[at];
        if (!Number.isFinite(value) || (isLog && value <= 0)) pen = "M";
        else [path, pen] = [`${path}${pen}${x(step).toFixed(1)} ${y(value).toFixed(1)}`, "L"];
      });
      svg.append(element("path", { class: `line${faint ? " faint" : ""}${dashed ? " dashed" : ""}`, d: path, stroke: colour }));
      if (dots && xs.length <= 60)
        xs.forEach((step, at) => Number.isFinite(ys[at]) && (!isLog || ys[at] > 0) && svg.append(element("circle", { cx: x(step), cy: y(ys[at]), r: 2.6, fill: colour })));
    }
    if (me.over?.kind === kind) tell(svg, found, { x, y, most, width });
  };

  // What each curve is at the step under the pointer.
  const tell = (svg, found, { x, most, width }) => {
    const step = Math.min(most, Math.max(0, ((me.over.x - EDGE.left) / (width - EDGE.left - EDGE.right)) * most));
    const rows = found
      .filter((one) => one.label !== null && one.xs.length)
      .map((one) => {
        const at = one.xs.reduce((best, value, i) => (Math.abs(value - step) < Math.abs(one.xs[best] - step) ? i : best), 0);
        return { text: `${one.label} ${short(one.ys[at])}`, colour: one.colour, at: one.xs[at] };
      });
    if (!rows.length) return;
    const where = rows[0].at;
    svg.append(element("line", { class: "cursor", x1: x(where), x2: x(where), y1: EDGE.top, y2: HIGH - EDGE.bottom }));
    const texts = [filled(words.atStep, { step: where.toLocaleString("en") }), ...rows.map((row) => row.text)];
    const wide = Math.max(...texts.map((text) => text.length)) * 6.4 + 16;
    const left = x(where) + wide + 8 > width ? Math.max(0, x(where) - wide - 8) : x(where) + 8;
    svg.append(element("rect", { class: "box", x: left, y: EDGE.top, width: wide, height: texts.length * 16 + 8, rx: 5 }));
    texts.forEach((text, i) => svg.append(element("text", { class: "told", x: left + 8, y: EDGE.top + 16 + i * 16, style: i ? `fill:${rows[i - 1].colour}` : "" }, text)));
  };

  const say = () => {
    const { run } = shown[0] ?? {};
    const told = run?.state;
    if (!told) return;
    const epoch = run.epochs.at(-1);
    const parts = [filled(words.stepOf, { step: told.step.toLocaleString("en"), steps: told.steps.toLocaleString("en") })];
    if (told.epochs > 1) parts.unshift(filled(words.epochOf, { epoch: Math.min(told.epoch + (GOING.has(told.state) ? 1 : 0), told.epochs), epochs: told.epochs }));
    if (epoch?.accuracy != null) parts.push(filled(words.validationIs, { value: short(epoch.accuracy) }));
    if (told.speed) parts.push(filled(words.speed, { count: Math.round(told.speed).toLocaleString("en") }));
    if (told.left != null && GOING.has(told.state)) parts.push(filled(words.left, { time: clock(told.left) }));
    if (run.last) parts.push(filled(words.rate, { value: short(run.last.rate) }));
    if (run.norm != null) parts.push(filled(words.norm, { value: short(run.norm) }));
    status.textContent = told.queue || (words.states[told.ended === "diverged" ? told.ended : told.state] ?? told.state);
    figures.replaceChildren(...parts.map((part) => Object.assign(document.createElement("span"), { textContent: part })));
    const share = told.steps ? Math.min(1, told.step / told.steps) : 0;
    bar.firstElementChild.style.width = `${share * 100}%`;
    bar.setAttribute("aria-valuenow", String(Math.round(share * 100)));
    bar.setAttribute("aria-label", words.progress);
  };

  const redraw = () => {
    say();
    charts.accuracy.parentElement.hidden = !lines("accuracy").length; // first, as it decides how wide the other is
    const known = new Map();
    for (const kind of ["loss", "accuracy"]) {
      draw(kind);
      for (const one of lines(kind)) if (one.label !== null) known.set(one.label, one);
    }
    legend.replaceChildren(
      ...[...known.values()].map(({ label, colour, dashed }) => {
        const made = document.createElement("span");
        const mark = Object.assign(document.createElement("i"), { className: dashed ? "dashed" : "" });
        mark.style.borderTopColor = colour;
        made.append(mark, label);
        return made;
      }),
    );
    log.setAttribute("aria-pressed", String(me.log));
  };

  const waiting = () => shown.filter(({ run }) => run.isOld || GOING.has(run.state.state) || run.state.more);
  const isNews = () => shown[0]?.run.state && shown[0].run.state.state !== data.state;
  // Another tab may have a run that rests go on; and what the page was told may be lost, as where the server ends.
  const look = () => {
    for (const { run } of shown) run.isOld = true;
    me.told = "";
    return ask();
  };
  const ask = async () => {
    let pause = EVERY;
    try {
      await Promise.all(
        waiting().map(async ({ address, run }) => {
          const answer = await fetch(`${address}?start=${run.from}&begun=${run.begun ?? 0}`, { cache: "no-store" });
          const text = answer.ok ? await answer.text() : "";
          if (isOver()) return;
          if (answer.ok) take(run, text);
          else if (answer.status === 404) Object.assign(run, { isOld: false, state: { ...(run.state ?? { step: 0, steps: 0, epoch: 0, epochs: 0, end: 0 }), state: "gone" } });
          else pause = LOST;
        }),
      );
    } catch {
      pause = LOST;
    }
    if (isOver()) return;
    redraw();
    const now = shown[0]?.run.state?.state;
    const news = `${shown[0]?.id} ${now} ${shown[0]?.run.begun}`; // a run that made one step is paused once more
    if (isNews() && me.told !== news) {
      me.told = news;
      setTriggerValue("moved", now);
    }
    if (waiting().length) timer = setTimeout(ask, document.hidden ? LOST : pause);
    else if (isNews() || shown.some(({ run }) => RESTING.has(run.state.state))) timer = setTimeout(look, LOST);
  };

  const move = (kind) => (event) => {
    me.over = { kind, x: event.clientX - charts[kind].getBoundingClientRect().left };
    draw(kind);
  };
  const away = (kind) => () => {
    me.over = null;
    draw(kind);
  };
  for (const kind of ["loss", "accuracy"]) {
    charts[kind].onpointermove = move(kind);
    charts[kind].onpointerdown = move(kind);
    charts[kind].onpointerleave = away(kind);
  }
  log.onclick = () => {
    me.log = !me.log;
    redraw();
  };
  const resized = new ResizeObserver(() => isOver() || redraw());
  resized.observe(parentElement.querySelector(".charts"));
  ask();
  return () => {
    if (!isOver()) me.turn += 1;
    clearTimeout(timer);
    resized.disconnect();
  };
}
