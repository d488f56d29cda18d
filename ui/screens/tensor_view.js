// A tensor as a picture: drag to move, zoom to its numbers, click a cell and type to change it. See tensor_view.py.
const NUMBER = [68, 24]; // pixels of a cell in which a number can be read
const WIDEST = 104; // pixels of a cell where a tensor has few
const PLAIN = 12; // pixels of an element beyond which a small matrix is not stretched to fill its frame
const HIGH = 340;
const LOW = 64;
const ROW = 150;
const PAUSE = 90; // milliseconds in which further moves are waited for

const floats = (text, Kind) => {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Kind(bytes.buffer);
};
const nice = (most) => {
  if (!(most > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  return power * [1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((step) => step * power >= most * (1 - 1e-9));
};
const short = (value) => {
  if (!Number.isFinite(value)) return String(value).replace("Infinity", "inf");
  const text = String(value);
  return text.length <= 8 ? text : String(Number(value.toPrecision(4)));
};
// Every digit by which a float32 differs from its neighbours, and no more.
const whole = (value) => {
  if (!Number.isFinite(value) || Math.fround(value) !== value) return String(value).replace("Infinity", "inf");
  for (let digits = 1; digits < 10; digits++) {
    const shorter = Number(value.toPrecision(digits));
    if (Math.fround(shorter) === value) return String(shorter);
  }
  return String(value);
};
const filled = (text, fields) => text.replace(/\{(\w+)\}/g, (_, name) => String(fields[name]));
const numbers = (text) =>
  text.trim().split(/\r?\n/).map((line) => line.trim().split(/[\s,;]+/).map((part) => (part === "" ? NaN : Number(part))));

export default function ({ data, parentElement, setTriggerValue }) {
  const get = (name) => parentElement.querySelector(name);
  const [frame, canvas, field, place, status] = [".frame", "canvas", "input", ".place", ".status"].map(get);
  const scale = [".low", ".high", ".bar", ".zero"].map(get);
  const words = data.words;
  frame.setAttribute("aria-label", data.label);
  const me = (frame.nnblocks ??= { view: null, tiles: null, whole: null, chosen: null, over: null, pointer: null, kind: "means", file: null, key: null });
  const isNew = me.key !== data.key;
  if (isNew) Object.assign(me, { view: null, tiles: null, whole: null, chosen: null, over: null });
  if (isNew || me.file !== data.file) Object.assign(me, { file: data.file, key: data.key, stale: true, pending: null, again: false });

  const theme = window.matchMedia("(prefers-color-scheme: dark)");
  if (!data.changing) me.pending = null; // it is refused, or in the file by now
  let timer = 0;
  let asking = null;
  const isRow = () => me.whole?.grid.layout === "row";
  const size = () => [frame.clientWidth, frame.clientHeight];

  // How elements of the grid come onto the frame: `x` and `y` are the element at its left upper corner.
  const fitting = () => {
    const { rows, columns, layout } = me.whole.grid;
    const [width] = size();
    let across = Math.min(layout === "kernels" ? NUMBER[0] : WIDEST, width / Math.max(1, columns));
    if (layout === "row") return { x: 0, y: 0, across, down: 1 };
    let down = Math.min(layout === "kernels" ? NUMBER[0] : NUMBER[1], HIGH / rows);
    const one = Math.min(across, down);
    if (layout === "kernels" || (one >= 1 && one < PLAIN)) {
      across = Math.min(across, layout === "kernels" ? one : one * 7);
      down = Math.min(down, layout === "kernels" ? one : one * 2.5);
    }
    return { x: 0, y: 0, across, down };
  };
  const largest = () => (me.whole.grid.layout === "kernels" ? [NUMBER[0], NUMBER[0]] : [NUMBER[0] + 14, NUMBER[1]]);
  const clamped = () => {
    const { rows, columns } = me.whole.grid;
    const [width, height] = size();
    const room = (at, pixels, scaled, of) => Math.min(Math.max(0, at), Math.max(0, of - pixels / scaled));
    me.view.x = room(me.view.x, width, me.view.across, columns);
    me.view.y = isRow() ? 0 : room(me.view.y, height, me.view.down, rows);
  };
  const zoom = (by, x = size()[0] / 2, y = size()[1] / 2) => {
    if (!me.view) return;
    const [least, most, { view }] = [fitting(), largest(), me];
    const [column, row] = [view.x + x / view.across, view.y + y / view.down];
    view.across = Math.min(Math.max(most[0], least.across), Math.max(least.across, view.across * by));
    if (!isRow()) view.down = Math.min(Math.max(most[1], least.down), Math.max(least.down, view.down * by));
    view.x = column - x / view.across;
    view.y = isRow() ? 0 : row - y / view.down;
    moved();
  };
  const moved = () => { clamped(); draw(); ask(); };

  const ask = () => { clearTimeout(timer); timer = setTimeout(load, me.tiles ? PAUSE : 0); };
  const wanted = () => {
    const [width, height] = size();
    const cells = { most_rows: Math.max(1, Math.min(120, Math.floor(HIGH / 3))), most_columns: Math.max(1, Math.min(240, Math.floor(width / 3))) };
    if (!me.view) return cells;
    const { x, y, across, down } = me.view;
    const tall = isRow() ? 1 : Math.ceil(height / down) + 1;
    return { ...cells, top: isRow() ? 0 : Math.floor(y), left: Math.floor(x), height: tall, width: Math.ceil(width / across) + 1 };
  };
  const load = async () => {
    asking?.abort();
    asking = new AbortController();
    const question = new URLSearchParams({ key: data.key, file: data.file, ...wanted() });
    let answer;
    try { answer = await fetch(`${data.address}?${question}`, { signal: asking.signal }); } catch { return; }
    if (answer.status === 503) { timer = setTimeout(load, 1000); return; }
    if (!answer.ok && !me.again) { // a change is on its way to the page, as a rule: what is shown stays
      me.again = true;
      timer = setTimeout(load, 4000);
      return;
    }
    if (!answer.ok) { status.textContent = (await answer.text()).slice(0, 300); return; }
    me.again = false;
    const tiles = read(await answer.json());
    status.textContent = "";
    if (!me.whole || me.stale) {
      const known = me.whole;
      me.whole = me.view && known ? { grid: tiles.grid, values: null } : tiles; // what it held is of before the change
      me.stale = false;
    }
    me.tiles = tiles;
    me.pending = null;
    if (!me.view) shape();
    draw();
  };
  const read = (tiles) => {
    const shown = tiles.values ? { values: floats(tiles.values, Float64Array) } : {};
    if (!tiles.values) for (const kind of ["means", "extremes"]) shown[kind] = floats(tiles[kind], Float32Array);
    return { ...tiles, ...shown, values: shown.values ?? null };
  };
  const shape = () => {
    me.view = fitting();
    frame.style.height = `${isRow() ? ROW : Math.min(HIGH, Math.max(LOW, Math.ceil(me.whole.grid.rows * me.view.down)))}px`;
    clamped();
  };

  // What is shown of a cell: of one element its value, of several their mean or their extreme.
  const cells = (tiles) => tiles.values ?? tiles[me.kind];
  const colours = () => {
    const dark = theme.matches;
    return { zero: dark ? [38, 44, 54] : [247, 247, 247], low: dark ? [96, 160, 255] : [33, 102, 172], high: dark ? [255, 112, 102] : [178, 24, 43], none: dark ? [18, 22, 28] : [225, 228, 232] };
  };
  const paint = (tiles, most, tone) => {
    const image = new ImageData(Math.max(1, tiles.columns), Math.max(1, tiles.rows));
    cells(tiles).forEach((value, i) => {
      const part = Math.min(1, Math.abs(value) / most);
      const end = value < 0 ? tone.low : tone.high;
      const colour = Number.isNaN(value) ? tone.none : tone.zero.map((from, j) => from + (end[j] - from) * part);
      image.data.set([...colour, 255], i * 4);
    });
    const sheet = new OffscreenCanvas(image.width, image.height);
    sheet.getContext("2d").putImageData(image, 0, 0);
    return sheet;
  };
  const draw = () => {
    const { view, tiles } = me;
    const [width, height] = size();
    const ratio = window.devicePixelRatio || 1;
    if (!view || !tiles || !width) return;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    const pen = canvas.getContext("2d");
    pen.scale(ratio, ratio);
    pen.imageSmoothingEnabled = false;
    const tone = colours();
    let largestValue = 0;
    for (const value of cells(tiles)) if (Math.abs(value) > largestValue && Number.isFinite(value)) largestValue = Math.abs(value);
    const most = nice(largestValue);
    if (isRow()) bars(pen, most, tone, width, height);
    else {
      for (const one of [me.whole, tiles]) {
        if (one !== tiles && (me.stale || !cells(one) || one.grid !== me.whole.grid)) continue;
        const sheet = paint(one, most, tone);
        pen.drawImage(sheet, (one.left - view.x) * view.across, (one.top - view.y) * view.down, one.columns * one.step[1] * view.across, one.rows * one.step[0] * view.down);
      }
      const { rows, columns } = tiles.grid; // the last cell may reach beyond the tensor
      pen.clearRect((columns - view.x) * view.across, 0, width, height);
      pen.clearRect(0, (rows - view.y) * view.down, width, height);
      borders(pen, width, height);
      write(pen, most, tone);
    }
    if (me.chosen) mark(pen, me.chosen);
    const neither = tiles.values !== null;
    get(".kinds").hidden = neither;
    for (const button of parentElement.querySelectorAll("[data-kind]")) button.setAttribute("aria-pressed", String(button.dataset.kind === me.kind));
    [scale[0].textContent, scale[1].textContent] = [short(-most), short(most)];
    scale[2].style.background = `linear-gradient(90deg, ${["low", "zero", "high"].map((name) => `rgb(${tone[name]})`).join(", ")})`;
    tell();
  };
  const bars = (pen, most, tone, width, height) => {
    const { view, tiles } = me;
    const middle = height / 2;
    const shown = cells(tiles);
    const thick = view.across * tiles.step[1];
    shown.forEach((value, i) => {
      if (Number.isNaN(value)) return;
      const left = (tiles.left + i * tiles.step[1] - view.x) * view.across;
      const high = (Math.max(-1, Math.min(1, value / most)) * (height - 24)) / 2;
      pen.fillStyle = `rgb(${value < 0 ? tone.low : tone.high})`;
      pen.fillRect(left, high > 0 ? middle - high : middle, Math.max(1, thick - (thick > 3 ? 1 : 0)), Math.max(0.5, Math.abs(high)));
      if (tiles.values && thick >= NUMBER[0] - 12) number(pen, value, left + thick / 2, value < 0 ? middle - 8 : middle + 8);
    });
    pen.fillStyle = getComputedStyle(frame).color;
    pen.globalAlpha = 0.5;
    pen.fillRect(0, middle, Math.min(width, (tiles.grid.columns - view.x) * view.across), 1);
    pen.globalAlpha = 1;
  };
  const borders = (pen, width, height) => {
    const { grid } = me.whole;
    const [tall, wide] = grid.tile;
    const between = (from, scaled, every, of, pixels, line) => {
      if (every * scaled < 7 || every >= of) return;
      for (let at = Math.ceil(from / every) * every; (at - from) * scaled < pixels; at += every) line(Math.round((at - from) * scaled));
    };
    pen.fillStyle = getComputedStyle(frame).backgroundColor;
    const [end, foot] = [(grid.columns - me.view.x) * me.view.across, (grid.rows - me.view.y) * me.view.down];
    between(me.view.x, me.view.across, wide, grid.columns, width, (at) => pen.fillRect(at - 1, 0, 2, Math.min(height, foot)));
    between(me.view.y, me.view.down, tall, grid.rows, height, (at) => pen.fillRect(0, at - 1, Math.min(width, end), 2));
  };
  const number = (pen, value, x, y) => {
    pen.font = `11px ${getComputedStyle(frame).fontFamily}`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillStyle = getComputedStyle(frame).color;
    pen.fillText(short(value), x, y);
  };
  const write = (pen, most, tone) => {
    const { view, tiles } = me;
    if (!tiles.values || view.across < NUMBER[0] - 12 || view.down < 14) return;
    tiles.values.forEach((value, i) => {
      const [row, column] = [tiles.top + Math.floor(i / tiles.columns), tiles.left + (i % tiles.columns)];
      if (Number.isNaN(value) && indexOf(row, column) === null) return;
      const pending = me.pending?.row === row && me.pending?.column === column;
      number(pen, pending ? me.pending.value : value, (column + 0.5 - view.x) * view.across, (row + 0.5 - view.y) * view.down);
      const isStrong = Math.abs(value) / most > 0.8;
      if (!isStrong || pending) return;
      pen.fillStyle = "#fff";
      pen.fillText(short(value), (column + 0.5 - view.x) * view.across, (row + 0.5 - view.y) * view.down);
    });
  };
  const box = ({ row, column }) => {
    const { view, tiles } = me;
    const tall = isRow() ? frame.clientHeight : view.down * tiles.step[0];
    const top = isRow() ? 0 : (row - view.y) * view.down;
    return [(column - view.x) * view.across, top, Math.max(3, view.across * tiles.step[1]), Math.max(3, tall)];
  };
  const mark = (pen, cell) => {
    const [x, y, wide, tall] = box(cell);
    pen.strokeStyle = getComputedStyle(frame).getPropertyValue("--st-primary-color");
    pen.lineWidth = 2;
    pen.strokeRect(x + 1, y + 1, wide - 2, tall - 2);
  };

  // The index of an element in the tensor, or null behind the last kernel.
  const indexOf = (row, column) => {
    const { grid } = me.whole;
    const unravel = (at, dims) => dims.reduceRight(([rest, found], dim) => [Math.floor(rest / dim), [rest % dim, ...found]], [at, []])[1];
    if (grid.layout === "row") return grid.shape.length === 1 ? [column] : [];
    if (grid.layout === "matrix") return [...unravel(row, grid.shape.slice(0, -1)), column];
    const [tall, wide] = grid.tile;
    const between = grid.shape.slice(1, grid.shape.length > 3 ? -2 : -1);
    const inside = between.reduce((a, b) => a * b, 1);
    const first = Math.floor(row / tall) * grid.across + Math.floor(column / (inside * wide));
    if (first >= grid.shape[0]) return null;
    const kernel = unravel(Math.floor(column / wide) % inside, between);
    return [first, ...kernel, ...(grid.shape.length > 3 ? [row % tall] : []), column % wide];
  };
  const at = (event) => {
    if (!me.view || !me.tiles) return null;
    const edge = frame.getBoundingClientRect();
    const { view, tiles } = me;
    const [down, across] = tiles.step;
    const column = Math.floor((view.x + (event.clientX - edge.left) / view.across) / across) * across;
    const row = isRow() ? 0 : Math.floor((view.y + (event.clientY - edge.top) / view.down) / down) * down;
    return row < tiles.grid.rows && column < tiles.grid.columns ? { row, column } : null;
  };
  const found = (cell) => {
    const { tiles } = me;
    const [i, j] = [(cell.row - tiles.top) / tiles.step[0], (cell.column - tiles.left) / tiles.step[1]];
    const isThere = i >= 0 && j >= 0 && i < tiles.rows && j < tiles.columns;
    return isThere ? Math.floor(i) * tiles.columns + Math.floor(j) : null;
  };
  const tell = () => {
    if (!me.over && me.pointer && me.tiles && me.view) me.over = at(me.pointer); // a pointer that rests on another picture by now
    const cell = me.over ?? me.chosen;
    const i = cell && me.tiles ? found(cell) : null;
    if (i === null) { place.textContent = ""; return; }
    const { tiles } = me;
    const index = indexOf(cell.row, cell.column);
    const last = indexOf(Math.min(cell.row + tiles.step[0], tiles.grid.rows) - 1, Math.min(cell.column + tiles.step[1], tiles.grid.columns) - 1);
    if (index === null) place.textContent = "";
    else if (tiles.values) place.textContent = `[${index.join(", ")}]  ${whole(tiles.values[i])}`;
    else place.textContent = filled(words.several, { first: `[${index.join(", ")}]`, last: `[${(last ?? index).join(", ")}]`, mean: short(tiles.means[i]), extreme: short(tiles.extremes[i]) });
  };

  // One number, or a block of them, becomes one step: the page makes it.
  const send = (cell, rows) => {
    const index = indexOf(cell.row, cell.column);
    if (index === null) return;
    me.pending = { ...cell, value: rows[0][0] };
    setTriggerValue("set", { key: data.key, file: data.file, index, rows });
    draw();
  };
  const close = () => { field.hidden = true; frame.focus({ preventScroll: true }); };
  const edit = (text) => {
    const i = me.chosen ? found(me.chosen) : null;
    if (i === null || !me.tiles.values || !data.editable || indexOf(me.chosen.row, me.chosen.column) === null) return;
    const [x, y, wide, tall] = box(me.chosen);
    const [width] = size();
    Object.assign(field.style, { left: `${Math.max(0, Math.min(x, width - 96))}px`, top: `${isRow() ? frame.clientHeight / 2 - 13 : y + tall / 2 - 13}px`, width: `${Math.max(96, wide)}px` });
    field.hidden = false;
    field.value = text ?? whole(me.tiles.values[i]);
    field.setCustomValidity("");
    field.focus({ preventScroll: true });
    if (text === undefined) field.select();
  };
  field.onkeydown = (event) => {
    event.stopPropagation();
    if (event.key === "Escape") close();
    if (event.key !== "Enter") return;
    event.preventDefault();
    const value = Number(field.value.trim().replace(/^([+-]?)inf$/i, "$1Infinity"));
    if (field.value.trim() === "" || Number.isNaN(value)) {
      status.textContent = filled(words.wrong, { text: field.value.slice(0, 40) });
      return;
    }
    status.textContent = "";
    close();
    send(me.chosen, [[String(value).replace("Infinity", "inf")]]);
  };
  field.onblur = () => { field.hidden = true; };
  frame.onpaste = (event) => {
    if (!me.chosen || !me.tiles?.values || !data.editable || event.target === field) return;
    event.preventDefault();
    const text = event.clipboardData.getData("text");
    const rows = numbers(text);
    if (rows.some((row) => row.some(Number.isNaN) || row.length !== rows[0].length)) {
      status.textContent = filled(words.wrong, { text: text.trim().slice(0, 40) });
      return;
    }
    status.textContent = "";
    send(me.chosen, rows.map((row) => row.map(String)));
  };

  const choose = (cell) => { me.chosen = cell; draw(); };
  const see = ({ row, column }) => {
    const { view, tiles } = me;
    const [width, height] = size();
    if (column < view.x) view.x = column;
    if (column + tiles.step[1] > view.x + width / view.across) view.x = column + tiles.step[1] - width / view.across;
    if (!isRow() && row < view.y) view.y = row;
    if (!isRow() && row + tiles.step[0] > view.y + height / view.down) view.y = row + tiles.step[0] - height / view.down;
    moved();
  };
  const ARROWS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  frame.onkeydown = (event) => {
    if (!me.tiles || event.target === field) return;
    const step = ARROWS[event.key];
    if (step && !event.ctrlKey && !event.metaKey) {
      const { grid, step: wide } = me.tiles;
      const from = me.chosen ?? { row: Math.floor(me.view.y), column: Math.floor(me.view.x) - step[1] * wide[1] };
      const to = { row: from.row + step[0] * wide[0], column: from.column + step[1] * wide[1] };
      if (to.row >= 0 && to.row < grid.rows && to.column >= 0 && to.column < grid.columns) { me.over = me.pointer = null; me.chosen = to; see(to); }
    } else if (event.key === "Enter") edit();
    else if (/^[-+.0-9]$/.test(event.key) && !event.ctrlKey && !event.metaKey && me.chosen && me.tiles.values) edit(event.key);
    else if (event.key === "+") zoom(1.6);
    else if (event.key === "-") zoom(1 / 1.6);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  frame.onwheel = (event) => {
    // A page that is scrolled past is not held up: the picture zooms once it was clicked, or with Ctrl.
    if (!event.ctrlKey && !parentElement.activeElement && document.activeElement !== parentElement.host && !frame.matches(":focus")) return;
    event.preventDefault();
    const edge = frame.getBoundingClientRect();
    zoom(Math.exp(-event.deltaY / 400), event.clientX - edge.left, event.clientY - edge.top);
  };
  frame.onpointerdown = (event) => {
    if (event.button !== 0 || event.target === field || !me.view) return;
    frame.setPointerCapture(event.pointerId);
    me.from = { x: event.clientX, y: event.clientY, left: me.view.x, top: me.view.y, far: false };
  };
  frame.onpointermove = (event) => {
    if (me.from) {
      const [x, y] = [event.clientX - me.from.x, event.clientY - me.from.y];
      me.from.far ||= Math.hypot(x, y) > 4;
      if (me.from.far) { me.view.x = me.from.left - x / me.view.across; me.view.y = me.from.top - y / me.view.down; moved(); }
      return;
    }
    me.pointer = { clientX: event.clientX, clientY: event.clientY };
    me.over = at(event);
    tell();
  };
  frame.onpointerup = (event) => {
    const { from } = me;
    me.from = null;
    if (from && !from.far) { frame.focus({ preventScroll: true }); choose(at(event)); }
  };
  frame.onpointerleave = () => { me.over = me.pointer = null; tell(); };
  const numbersAt = (event) => {
    const cell = event ? at(event) : me.chosen;
    const edge = frame.getBoundingClientRect();
    const point = event ? [event.clientX - edge.left, event.clientY - edge.top] : [cell ? box(cell)[0] : 0, cell ? box(cell)[1] : 0];
    zoom(1e9, ...point);
  };
  frame.ondblclick = (event) => { if (event.target === field) return; if (me.tiles?.values && me.view.across >= NUMBER[0] - 12) edit(); else numbersAt(event); };
  for (const button of parentElement.querySelectorAll("button")) {
    button.onclick = () => {
      if (button.dataset.kind) { me.kind = button.dataset.kind; draw(); }
      else if (button.dataset.by) zoom(Number(button.dataset.by));
      else if (!me.view) return;
      else if ("fit" in button.dataset) { shape(); moved(); }
      else numbersAt(null);
    };
  }
  const sized = new ResizeObserver(() => { if (me.whole && size()[0] !== me.wide) { me.wide = size()[0]; shape(); moved(); } });
  sized.observe(frame);
  theme.addEventListener("change", draw);
  if (me.stale || !me.tiles) load(); else draw();
  return () => { clearTimeout(timer); asking?.abort(); sized.disconnect(); theme.removeEventListener("change", draw); };
}
