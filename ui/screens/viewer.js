// A picture in a frame: drag to move, wheel to zoom, double-click to fit, click to choose. See viewer.py.
const STILL = 4; // pixels that a click may wander
const READABLE = 0.65; // of its own size

export default function ({ data, parentElement, setTriggerValue }) {
  const frame = parentElement.querySelector(".frame");
  const image = frame.querySelector("img");
  const view = (frame.nnblocks ??= { x: 0, y: 0, scale: 1, svg: null, url: null });
  const mark = frame.querySelector(".mark");
  const boxes = data.boxes ?? [];
  image.className = data.themed === false ? "" : "themed";
  // The picture's points in pixels of the image as it is: SVG has 72 points where a browser has 96 pixels.
  const unit = () => 96 / 72;
  const fill = () => {
    frame.style.height = `${Math.max(320, window.innerHeight - frame.getBoundingClientRect().top - 24)}px`;
  };
  const draw = () => {
    image.style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.scale})`;
    const box = boxes.find(([id]) => id === data.chosen);
    mark.hidden = box === undefined;
    if (box === undefined) return;
    const [, left, top, right, bottom] = box;
    const by = view.scale * unit();
    mark.style.transform = `translate(${view.x + left * by - 3}px, ${view.y + top * by - 3}px)`;
    mark.style.width = `${(right - left) * by + 6}px`;
    mark.style.height = `${(bottom - top) * by + 6}px`;
  };
  // The smallest box around a point of the window: a block before the frame it stands in.
  const boxAt = (event) => {
    const place = frame.getBoundingClientRect();
    const by = view.scale * unit();
    const x = (event.clientX - place.left - frame.clientLeft - view.x) / by;
    const y = (event.clientY - place.top - frame.clientTop - view.y) / by;
    const around = boxes.filter(([, left, top, right, bottom]) => left <= x && x <= right && top <= y && y <= bottom);
    const area = ([, left, top, right, bottom]) => (right - left) * (bottom - top);
    return around.sort((a, b) => area(a) - area(b))[0];
  };
  // Where a picture begins in its frame: in the middle if it fits, else by the middle of its first block, or its edge.
  const start = (room, length, first) => {
    if (length <= room - 32) return (room - length) / 2;
    return Math.min(16, Math.max(room - length - 16, room / 2 - first));
  };
  const show = (scale) => {
    const [width, height] = [frame.clientWidth, frame.clientHeight];
    const [left, top, right, bottom] = (boxes[0]?.slice(1) ?? [0, 0, 0, 0]).map((point) => point * scale * unit());
    view.scale = scale;
    view.x = start(width, image.naturalWidth * scale, right - left < width ? (left + right) / 2 : 0);
    view.y = Math.min(24, start(height, image.naturalHeight * scale, bottom - top < height ? (top + bottom) / 2 : 0));
    draw();
  };
  const whole = () =>
    Math.min((frame.clientWidth - 32) / image.naturalWidth, (frame.clientHeight - 32) / image.naturalHeight);
  const fit = () => { if (image.naturalWidth && frame.clientWidth) show(Math.min(4, whole())); };
  // At first no letter is too small to be read, though the picture be larger than its frame.
  const begin = () => { if (image.naturalWidth && frame.clientWidth) show(Math.min(1, Math.max(whole(), READABLE))); };
  const zoom = (by, x = frame.clientWidth / 2, y = frame.clientHeight / 2) => {
    const scale = Math.min(8, Math.max(0.02, view.scale * by));
    view.x = x - (x - view.x) * (scale / view.scale);
    view.y = y - (y - view.y) * (scale / view.scale);
    view.scale = scale;
    draw();
  };
  fill();
  // What stands above may still grow while the page is drawn.
  const later = [50, 300, 1000].map((delay) => setTimeout(fill, delay));
  window.addEventListener("resize", fill);
  if (view.svg === data.svg) draw();
  if (view.svg !== data.svg) {
    view.svg = data.svg;
    if (view.url) URL.revokeObjectURL(view.url);
    view.url = URL.createObjectURL(new Blob([data.svg], { type: "image/svg+xml" }));
    image.onload = () => { fill(); begin(); };
    image.src = view.url;
  }
  frame.onwheel = (event) => {
    event.preventDefault();
    const box = frame.getBoundingClientRect();
    zoom(Math.exp(-event.deltaY / 500), event.clientX - box.left, event.clientY - box.top);
  };
  frame.onpointerdown = (event) => {
    if (event.button !== 0) return;
    frame.setPointerCapture(event.pointerId);
    const from = { x: event.clientX - view.x, y: event.clientY - view.y };
    frame.onpointermove = (move) => { view.x = move.clientX - from.x; view.y = move.clientY - from.y; draw(); };
    frame.onpointerup = (up) => {
      frame.onpointermove = hover;
      if (Math.hypot(up.clientX - event.clientX, up.clientY - event.clientY) > STILL) return;
      const id = boxAt(up)?.[0] ?? null;
      if (id !== (data.chosen ?? null)) setTriggerValue("choose", id ?? "");
    };
  };
  const hover = (event) => frame.classList.toggle("over", boxAt(event) !== undefined);
  frame.onpointermove = hover;
  frame.ondblclick = () => fit();
  frame.onkeydown = (event) => {
    const steps = { ArrowLeft: [40, 0], ArrowRight: [-40, 0], ArrowUp: [0, 40], ArrowDown: [0, -40] };
    if (event.key in steps) { view.x += steps[event.key][0]; view.y += steps[event.key][1]; draw(); }
    else if (event.key === "+" || event.key === "=") zoom(1.25);
    else if (event.key === "-") zoom(0.8);
    else if (event.key === "f") fit();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  for (const button of parentElement.querySelectorAll("button")) {
    button.onclick = () => {
      if (button.dataset.by) zoom(Number(button.dataset.by));
      else if ("fit" in button.dataset) fit();
      else zoom(1 / view.scale);
    };
  }
  return () => {
    later.forEach(clearTimeout);
    window.removeEventListener("resize", fill);
    if (view.url) URL.revokeObjectURL(view.url);
    view.url = view.svg = null;
  };
}
