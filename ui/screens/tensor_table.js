// A long table of which only the rows in sight are drawn: a click chooses one, a tick changes it. See tensor_table.py.
const ROW = 30; // pixels
const MORE = 12; // rows that are drawn beyond those in sight
const CALM = 180; // milliseconds after which a row that was reached by keys is chosen

const written = (value, kind) => {
  if (value === null || value === undefined) return "";
  if (kind === "count") return value.toLocaleString("en");
  return kind === "number" ? String(Number(value.toPrecision(2))) : String(value);
};

export default function ({ data, parentElement, setTriggerValue }) {
  const frame = parentElement.querySelector(".frame");
  const head = frame.querySelector("thead tr");
  const body = frame.querySelector("tbody");
  const me = (frame.nnblocks ??= { sort: null, chosen: null, ticks: new Map() });
  const { columns } = data;
  const key = columns.findIndex((column) => column.kind === "key");
  if (me.chosenBefore !== data.chosen || me.chosen === null) me.chosen = me.chosenBefore = data.chosen;
  if (me.stamp !== data.stamp) { me.ticks.clear(); me.stamp = data.stamp; }
  let timer = 0;

  const sorted = () => {
    if (!me.sort) return data.rows;
    const column = columns.findIndex((one) => one.name === me.sort.name);
    if (column < 0) return data.rows;
    const order = (a, b) => {
      const [left, right] = [a[column], b[column]];
      if (left === null || right === null) return (left === null) - (right === null); // what has no value stays last
      return me.sort.by * (typeof left === "string" ? left.localeCompare(right, "en", { numeric: true }) : left - right);
    };
    return [...data.rows].sort(order);
  };
  let rows = sorted();

  const titles = () => {
    head.replaceChildren(...columns.map((column, i) => {
      const cell = document.createElement("th");
      const button = document.createElement("button");
      const longest = data.rows.reduce((most, row) => Math.max(most, written(row[i], column.kind).length), 0);
      cell.className = column.kind === "count" ? "number" : column.kind;
      // As wide as its longest text from the start, so that nothing moves while one scrolls.
      const wide = `calc(${Math.min(64, longest)}ch + var(--room))`;
      cell.style.minWidth = column.kind === "tick" ? "auto" : column.kind === "key" ? `min(44vw, ${wide})` : wide;
      cell.setAttribute("aria-sort", me.sort?.name === column.name ? (me.sort.by > 0 ? "ascending" : "descending") : "none");
      button.textContent = column.title;
      button.title = column.help ?? "";
      button.onclick = () => {
        const again = me.sort?.name === column.name;
        me.sort = again && me.sort.by < 0 ? null : { name: column.name, by: again ? -1 : 1 };
        rows = sorted();
        titles();
        draw(true);
      };
      cell.append(button);
      return cell;
    }));
  };
  const tick = (row, column) => {
    const box = document.createElement("input");
    box.type = "checkbox";
    box.tabIndex = -1;
    box.checked = me.ticks.get(row[key]) ?? row[column];
    box.setAttribute("aria-label", `${columns[column].title} ${row[key]}`);
    box.onclick = (event) => event.stopPropagation();
    box.onchange = () => { me.ticks.set(row[key], box.checked); setTriggerValue("tick", { key: row[key], ticked: box.checked }); };
    return box;
  };
  const line = (row, at) => {
    const line = document.createElement("tr");
    line.setAttribute("aria-selected", String(row[key] === me.chosen));
    line.setAttribute("aria-rowindex", String(at + 2));
    line.onclick = () => { frame.focus({ preventScroll: true }); choose(row[key]); };
    columns.forEach((column, i) => {
      const cell = document.createElement("td");
      cell.className = column.kind === "count" ? "number" : column.kind;
      if (column.kind === "tick") cell.append(tick(row, i));
      else cell.textContent = written(row[i], column.kind);
      if (column.kind === "key" || column.kind === "number") cell.title = row[i] === null ? "" : String(row[i]);
      line.append(cell);
    });
    return line;
  };
  const space = (count) => {
    const line = document.createElement("tr");
    line.className = "space";
    line.ariaHidden = "true";
    line.innerHTML = `<td colspan="${columns.length}" style="height:${count * ROW}px"></td>`;
    return line;
  };
  const draw = (anew) => {
    const first = Math.max(0, Math.floor(frame.scrollTop / ROW) - MORE);
    const last = Math.min(rows.length, first + Math.ceil((frame.clientHeight || 430) / ROW) + 2 * MORE);
    if (!anew && me.first === first && me.last === last) return;
    Object.assign(me, { first, last });
    body.replaceChildren(
      ...(first ? [space(first)] : []), ...rows.slice(first, last).map((row, i) => line(row, first + i)),
      ...(last < rows.length ? [space(rows.length - last)] : []),
    );
  };
  const choose = (chosen, wait = 0) => {
    me.chosen = chosen;
    draw(true);
    clearTimeout(timer);
    timer = setTimeout(() => setTriggerValue("choose", chosen), wait);
  };
  frame.onscroll = () => draw(false);
  frame.onkeydown = (event) => {
    const at = rows.findIndex((row) => row[key] === me.chosen);
    const page = Math.floor(frame.clientHeight / ROW) - 2;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: rows.length - 1 }[event.key];
    if (event.target.tagName === "BUTTON") return;
    if (to !== undefined && rows.length) {
      const next = Math.min(rows.length - 1, Math.max(0, to));
      const [top, room] = [next * ROW, frame.clientHeight - 2 * ROW];
      if (top < frame.scrollTop) frame.scrollTop = top;
      else if (top > frame.scrollTop + room) frame.scrollTop = top - room;
      choose(rows[next][key], CALM);
    } else if (event.key === " " && at >= 0) {
      frame.querySelector('tr[aria-selected="true"] input')?.click();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  frame.setAttribute("aria-rowcount", String(rows.length + 1));
  titles();
  draw(true);
  return () => clearTimeout(timer);
}
