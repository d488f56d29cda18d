// A small picture that a person draws, in the pixels of the data: by pointer, touch or keys. See sketch.py.
const WAIT = 250; // milliseconds after the last stroke until the drawing is sent

export default function ({ data, parentElement, setTriggerValue }) {
  const get = (name) => parentElement.querySelector(name);
  const [frame, canvas, cursor, told] = [".frame", "canvas", ".cursor", ".told"].map(get);
  const { rows, columns, words } = data;
  const me = (frame.nnblocks ??= { ink: new Float32Array(0), size: "", at: [0, 0], erases: false, timer: 0 });
  if (me.size !== `${rows} ${columns}`) Object.assign(me, { ink: new Float32Array(rows * columns), size: `${rows} ${columns}`, at: [rows >> 1, columns >> 1] });
  const radius = Math.max(0.55, Math.min(rows, columns) * 0.045); // about as thick as what people write
  frame.style.aspectRatio = `${columns} / ${rows}`;
  Object.assign(canvas, { width: columns, height: rows });
  const pen = canvas.getContext("2d");

  const draw = () => {
    const picture = pen.createImageData(columns, rows);
    me.ink.forEach((ink, i) => {
      const grey = Math.round(255 * (data.onLight ? 1 - ink : ink));
      picture.data.set([grey, grey, grey, 255], i * 4);
    });
    pen.putImageData(picture, 0, 0);
  };
  // A round pen with a soft edge, between pixels too, as a scanned line has it.
  const dot = (row, column) => {
    const reach = Math.ceil(radius + 1);
    for (let y = Math.max(0, Math.floor(row - reach)); y <= Math.min(rows - 1, Math.floor(row + reach)); y++)
      for (let x = Math.max(0, Math.floor(column - reach)); x <= Math.min(columns - 1, Math.floor(column + reach)); x++) {
        const ink = Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(y + 0.5 - row, x + 0.5 - column)));
        const i = y * columns + x;
        me.ink[i] = me.erases ? Math.min(me.ink[i], 1 - ink) : Math.max(me.ink[i], ink);
      }
  };
  const line = (from, to) => {
    const parts = Math.max(1, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) * 4));
    for (let i = 1; i <= parts; i++) dot(from[0] + ((to[0] - from[0]) * i) / parts, from[1] + ((to[1] - from[1]) * i) / parts);
  };
  const send = () => {
    draw();
    clearTimeout(me.timer);
    me.timer = setTimeout(() => {
      const ink = Array.from(me.ink, (one) => String.fromCharCode(Math.round(one * 255))).join("");
      setTriggerValue("drawn", btoa(ink));
    }, WAIT);
  };
  const show = () => {
    cursor.hidden = false;
    Object.assign(cursor.style, {
      left: `${(me.at[1] / columns) * 100}%`,
      top: `${(me.at[0] / rows) * 100}%`,
      width: `${100 / columns}%`,
      height: `${100 / rows}%`,
    });
    told.textContent = words.place.replace("{row}", me.at[0] + 1).replace("{column}", me.at[1] + 1);
  };

  let last = null;
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return [((event.clientY - box.top) / box.height) * rows, ((event.clientX - box.left) / box.width) * columns];
  };
  frame.onpointerdown = (event) => {
    if (event.button !== 0) return;
    frame.setPointerCapture(event.pointerId);
    last = place(event);
    dot(...last);
    draw();
  };
  frame.onpointermove = (event) => {
    if (last === null) return;
    for (const one of event.getCoalescedEvents?.() ?? [event]) {
      const now = place(one);
      line(last, now);
      last = now;
    }
    draw();
  };
  frame.onpointerup = frame.onpointercancel = () => {
    if (last !== null) send();
    last = null;
  };
  const within = (value, size) => Math.max(0, Math.min(size - 1, value));
  frame.onkeydown = (event) => {
    const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
    const middle = () => [me.at[0] + 0.5, me.at[1] + 0.5];
    if (event.key in steps) {
      const from = middle();
      me.at = [within(me.at[0] + steps[event.key][0], rows), within(me.at[1] + steps[event.key][1], columns)];
      if (event.shiftKey) {
        line(from, middle());
        send();
      }
      show();
    } else if (event.key === "Enter" || event.key === " ") {
      dot(...middle());
      send();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  frame.onfocus = () => frame.matches(":focus-visible") && show();
  frame.onblur = () => {
    cursor.hidden = true;
  };
  const eraser = get(".eraser");
  eraser.onclick = () => {
    me.erases = !me.erases;
    eraser.setAttribute("aria-pressed", String(me.erases));
  };
  get(".clear").onclick = () => {
    me.ink.fill(0);
    me.erases = false;
    eraser.setAttribute("aria-pressed", "false");
    clearTimeout(me.timer);
    draw();
    setTriggerValue("drawn", "");
  };
  eraser.setAttribute("aria-pressed", String(me.erases));
  draw();
  return () => clearTimeout(me.timer);
}
