/** What the benchmarks do and watch inside a page; put into it before its own scripts. */
window.probe = (() => {
  const rootsBelow = (node) =>
    [...node.querySelectorAll("*")].flatMap((one) => (one.shadowRoot ? [one.shadowRoot, ...rootsBelow(one.shadowRoot)] : []));
  const roots = () => [document, ...rootsBelow(document)];
  const find = (selector) => roots().map((root) => root.querySelector(selector)).find((one) => one !== null);
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

  // What is looked up often is looked up once: a search through all shadow roots takes milliseconds.
  const sides = {
    empty: () => {
      const button = find("[data-testid=floor]");
      return { act: () => button.click(), seen: () => button.textContent };
    },
    // A new width for the chosen layer; which shapes come of it only Python knows, so they end the wait.
    canvas: () => {
      const field = find("[data-testid=field-out_features]");
      const wires = find(".wires");
      field.focus();
      const width = String((Number(field.value) % 97) + 32);
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, width);
      field.dispatchEvent(new Event("input", { bubbles: true }));
      const keys = { key: "Enter", bubbles: true, composed: true, cancelable: true };
      return {
        act: () => field.dispatchEvent(new KeyboardEvent("keydown", keys)),
        seen: () => [...wires.querySelectorAll("code.shape")].map((one) => one.textContent).join(),
      };
    },
  };

  /** Seconds from an act to the end of the frame that shows its answer. */
  async function roundTrip(name, restMs) {
    await pause(restMs);
    const { act, seen } = sides[name]();
    const watched = roots();
    await frame();
    await pause(20);
    const before = seen();
    return new Promise((resolve) => {
      const start = performance.now();
      const watch = new MutationObserver(() => {
        if (seen() === before) return;
        watch.disconnect();
        requestAnimationFrame(() => setTimeout(() => resolve((performance.now() - start) / 1000), 0));
      });
      for (const root of watched) watch.observe(root, { childList: true, subtree: true, characterData: true });
      act();
    });
  }

  const place = () => find(".react-flow__viewport").style.transform;

  function mouse(type, x, y, buttons) {
    const target = type === "mousedown" ? find(".react-flow__pane") : window;
    target.dispatchEvent(new MouseEvent(type, { clientX: x, clientY: y, button: 0, buttons, bubbles: true, composed: true, cancelable: true, view: window }));
  }

  /** Drag the picture up by a little in each frame; frames a second. */
  async function pan(seconds) {
    const { left, top, width, height } = find(".react-flow__pane").getBoundingClientRect();
    const x = left + width - 60;
    let y = top + height / 2;
    mouse("mousedown", x, y, 1);
    const rate = await frames(seconds, () => mouse("mousemove", x, (y -= 24), 1));
    mouse("mouseup", x, y, 0);
    return rate;
  }

  /** Turn the wheel in each frame, out and in again by turns; frames a second. */
  function zoom(seconds) {
    const pane = find(".react-flow__pane");
    const { left, top, width, height } = pane.getBoundingClientRect();
    const options = { clientX: left + width / 2, clientY: top + height / 2, bubbles: true, composed: true, cancelable: true, view: window };
    return frames(seconds, (i) => pane.dispatchEvent(new WheelEvent("wheel", { ...options, deltaY: i % 40 < 20 ? 60 : -60 })));
  }

  async function frames(seconds, step) {
    const before = place();
    const start = await frame();
    let [now, count, moved] = [start, 0, false];
    while (now - start < seconds * 1000) {
      step(count);
      now = await frame();
      count += 1;
      moved ||= place() !== before;
    }
    if (!moved) throw new Error("the picture did not move");
    return (count * 1000) / (now - start);
  }

  return { find, roundTrip, pan, zoom };
})();
