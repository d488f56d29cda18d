// A picture in a frame: drag to move, wheel or two fingers to zoom, double-click to fit, click to choose. See viewer.py.
const STILL = 4; // pixels that a click may wander
const READABLE = 0.65; // of its own size
const PHONE = 480; // pixels of a frame so narrow that what is readable would be a corner of the picture
const RECOGNISABLE = 0.35; // of its own size, where two fingers make it readable

export default function ({ data, parentElement, setTriggerValue }) {
  const frame = parentElement.querySelector(".frame");
  const image = frame.querySelector("img");
  const view = (frame.nnblocks ??= { x: 0, y: 0, scale: 1, svg: null, url: null, fingers: new Map() });
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
  // At first no letter is too small to be read, though the picture be larger than its frame; on a phone more of it is shown.
  const begin = () => {
    if (!image.naturalWidth || !frame.clientWidth) return;
    show(Math.min(1, Math.max(whole(), frame.clientWidth < PHONE ? RECOGNISABLE : READABLE)));
  };
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
  // Each finger, or the mouse while its button is down: where it is, and where it came down.
  const { fingers } = view;
  frame.onpointerdown = (event) => {
    if (event.button !== 0) return;
    frame.setPointerCapture(event.pointerId);
    const { clientX: x, clientY: y } = event;
    fingers.set(event.pointerId, { x, y, from: { x, y } });
    view.pinched = fingers.size > 1;
  };
  const pinch = (before, now, other) => {
    const box = frame.getBoundingClientRect();
    const away = ({ x, y }) => Math.max(1, Math.hypot(x - other.x, y - other.y));
    zoom(away(now) / away(before), (now.x + other.x) / 2 - box.left, (now.y + other.y) / 2 - box.top);
  };
  frame.onpointermove = (event) => {
    const before = fingers.get(event.pointerId);
    if (before === undefined) { frame.classList.toggle("over", boxAt(event) !== undefined); return; }
    const now = { x: event.clientX, y: event.clientY, from: before.from };
    fingers.set(event.pointerId, now);
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    view.x += (now.x - before.x) / fingers.size;
    view.y += (now.y - before.y) / fingers.size;
    if (other === undefined) draw();
    else pinch(before, now, other);
  };
  frame.onpointerup = (up) => {
    const from = fingers.get(up.pointerId)?.from;
    fingers.delete(up.pointerId);
    if (from === undefined || view.pinched || Math.hypot(up.clientX - from.x, up.clientY - from.y) > STILL) return;
    const id = boxAt(up)?.[0] ?? null;
    if (id !== (data.chosen ?? null)) setTriggerValue("choose", id ?? "");
  };
  frame.onpointercancel = (event) => fingers.delete(event.pointerId);
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
