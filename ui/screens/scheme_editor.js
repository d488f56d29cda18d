// A field for a few lines of Python, sent while one types; a finding marks its line. See own_schemes.py.
const PAUSE = 250; // milliseconds without a key before the text is sent
const INDENT = "    ";

export default function ({ data, parentElement, setStateValue }) {
  const frame = parentElement.querySelector(".scheme");
  const [lines, area, told] = [".lines", "textarea", ".finding"].map((name) => parentElement.querySelector(name));
  const kept = (frame.nnblocks ??= { timer: 0, sent: null });
  area.setAttribute("aria-label", data.label);
  if (kept.sent === null) area.value = kept.sent = data.checked;
  // A finding is of the text that was checked: while another one is on its way, none is shown.
  const finding = () => (data.finding !== null && area.value === data.checked ? data.finding : null);
  const draw = () => {
    const [found, count] = [finding(), area.value.split("\n").length];
    lines.replaceChildren(
      ...Array.from({ length: count }, (_, i) => {
        const line = document.createElement(found?.line === i + 1 ? "b" : "span");
        line.textContent = `${i + 1}\n`;
        return line;
      }),
    );
    area.rows = count;
    frame.classList.toggle("wrong", found !== null);
    told.hidden = found === null;
    told.textContent = found === null ? "" : found.said;
  };
  const send = () => {
    clearTimeout(kept.timer);
    if (area.value === kept.sent) return;
    kept.sent = area.value;
    setStateValue("draft", area.value);
  };
  const insert = (text) => document.execCommand("insertText", false, text); // keeps the browser's own undo
  area.oninput = () => {
    draw();
    clearTimeout(kept.timer);
    kept.timer = setTimeout(send, PAUSE);
  };
  area.onblur = send;
  area.onkeydown = (event) => {
    if (event.key === "Tab" && !event.shiftKey && !event.ctrlKey && !event.altKey) {
      event.preventDefault();
      insert(INDENT);
    } else if (event.key === "Escape") {
      area.blur(); // so that Tab leads on
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      send();
    } else if (event.key === "Enter" && !event.isComposing) {
      const line = area.value.slice(0, area.selectionStart).split("\n").at(-1);
      event.preventDefault();
      insert(`\n${line.match(/^ */)[0]}${line.trimEnd().endsWith(":") ? INDENT : ""}`);
    }
  };
  draw();
  return () => clearTimeout(kept.timer);
}
