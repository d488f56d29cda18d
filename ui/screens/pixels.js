// A picture of which one pixel can be chosen: by a click, or by arrow keys and Enter. See pixels.py.
export default function ({ data, parentElement, setTriggerValue }) {
  const { rows, columns } = data;
  const frame = parentElement.querySelector(".frame");
  const image = frame.querySelector("img");
  const cursor = frame.querySelector(".cursor");
  const words = parentElement.querySelector(".place");
  const at = (frame.nnblocks ??= { row: 0, column: 0, address: "" });
  frame.style.width = `${data.width}px`;
  frame.style.aspectRatio = `${columns} / ${rows}`;
  if (at.address !== data.picture) {
    at.address = data.picture;
    image.src = data.picture;
  }
  const lay = (element, row, column) => {
    element.style.left = `${(column / columns) * 100}%`;
    element.style.top = `${(row / rows) * 100}%`;
    element.style.width = `${100 / columns}%`;
    element.style.height = `${100 / rows}%`;
  };
  const marks = data.marks.map(([row, column, colour]) => {
    const mark = document.createElement("div");
    mark.className = "mark";
    if (colour) mark.style.background = colour;
    lay(mark, row, column);
    return mark;
  });
  frame.querySelector(".marks").replaceChildren(...marks);
  const show = () => {
    cursor.hidden = false;
    lay(cursor, at.row, at.column);
    words.textContent = data.place.replace("{row}", at.row).replace("{column}", at.column);
  };
  const hide = () => { cursor.hidden = true; words.textContent = ""; };
  const pick = () => setTriggerValue("pick", [at.row, at.column]);
  const within = (value, size) => Math.max(0, Math.min(size - 1, value));
  const point = (event) => {
    const box = frame.getBoundingClientRect();
    at.row = within(Math.floor(((event.clientY - box.top) / box.height) * rows), rows);
    at.column = within(Math.floor(((event.clientX - box.left) / box.width) * columns), columns);
    show();
  };
  frame.onpointermove = point;
  frame.onpointerleave = hide;
  frame.onclick = (event) => { point(event); pick(); };
  frame.onfocus = () => { if (frame.matches(":focus-visible")) show(); };
  frame.onblur = hide;
  frame.onkeydown = (event) => {
    const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
    if (event.key in steps) {
      at.row = within(at.row + steps[event.key][0], rows);
      at.column = within(at.column + steps[event.key][1], columns);
      show();
    } else if (event.key === "Enter" || event.key === " ") pick();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}
