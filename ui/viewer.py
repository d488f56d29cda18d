"""A picture that is larger than its frame: drag to move, wheel to zoom, double-click to fit.

The SVG is shown as an image, so nothing inside it can run, and a picture of several thousand nodes stays smooth.
"""

from __future__ import annotations

import streamlit as st

_HTML = '<div class="frame" tabindex="0"><img alt="Diagram of the network" draggable="false"></div>'
_HTML += '<div class="zoom"><button data-by="0.8" title="Zoom out">&minus;</button>'
_HTML += '<button data-fit title="Fit">Fit</button><button data-one title="Actual size">100 %</button>'
_HTML += '<button data-by="1.25" title="Zoom in">+</button></div>'
_CSS = """
:host { display: block; position: relative; }
.frame {
  height: max(360px, calc(100vh - 146px)); overflow: hidden; cursor: grab; touch-action: none; outline: none;
  border: 1px solid var(--st-border-color); border-radius: 10px; background: var(--st-secondary-background-color);
}
.frame:active { cursor: grabbing; }
.frame:focus-visible { border-color: var(--st-primary-color); }
@media (prefers-color-scheme: dark) { img { filter: invert(0.9) hue-rotate(180deg); } }
img { display: block; transform-origin: 0 0; user-select: none; max-width: none; }
.zoom { position: absolute; left: 12px; bottom: 12px; display: flex; gap: 6px; }
button {
  font: 13px var(--st-font); color: var(--st-text-color); background: var(--st-secondary-background-color);
  border: 1px solid var(--st-border-color); border-radius: 7px; padding: 4px 10px; cursor: pointer;
}
button:hover { border-color: var(--st-primary-color); color: var(--st-primary-color); }
"""
_JS = """
export default function ({ data, parentElement }) {
  const frame = parentElement.querySelector(".frame");
  const image = frame.querySelector("img");
  const view = (frame.nnblocks ??= { x: 0, y: 0, scale: 1, svg: null, url: null });
  const draw = () => {
    image.style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.scale})`;
  };
  const fit = (largest) => {
    const [width, height] = [frame.clientWidth, frame.clientHeight];
    if (!image.naturalWidth || !width) return;
    const whole = Math.min((width - 32) / image.naturalWidth, (height - 32) / image.naturalHeight);
    view.scale = Math.min(largest, Math.max(whole, Math.min(largest, 0.35)));
    view.x = Math.max(16, (width - image.naturalWidth * view.scale) / 2);
    view.y = Math.max(16, Math.min(24, (height - image.naturalHeight * view.scale) / 2));
    draw();
  };
  const zoom = (by, x = frame.clientWidth / 2, y = frame.clientHeight / 2) => {
    const scale = Math.min(8, Math.max(0.02, view.scale * by));
    view.x = x - (x - view.x) * (scale / view.scale);
    view.y = y - (y - view.y) * (scale / view.scale);
    view.scale = scale;
    draw();
  };
  if (view.svg !== data.svg) {
    view.svg = data.svg;
    if (view.url) URL.revokeObjectURL(view.url);
    view.url = URL.createObjectURL(new Blob([data.svg], { type: "image/svg+xml" }));
    image.onload = () => fit(1);
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
    frame.onpointerup = () => { frame.onpointermove = null; };
  };
  frame.ondblclick = () => fit(4);
  frame.onkeydown = (event) => {
    const steps = { ArrowLeft: [40, 0], ArrowRight: [-40, 0], ArrowUp: [0, 40], ArrowDown: [0, -40] };
    if (event.key in steps) { view.x += steps[event.key][0]; view.y += steps[event.key][1]; draw(); }
    else if (event.key === "+" || event.key === "=") zoom(1.25);
    else if (event.key === "-") zoom(0.8);
    else if (event.key === "f") fit(4);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  for (const button of parentElement.querySelectorAll("button")) {
    button.onclick = () => {
      if (button.dataset.by) zoom(Number(button.dataset.by));
      else if ("fit" in button.dataset) fit(4);
      else zoom(1 / view.scale);
    };
  }
  return () => { if (view.url) URL.revokeObjectURL(view.url); view.url = view.svg = null; };
}
"""


def show_svg(svg: str) -> None:
    """Draw the picture in a frame that fills the window."""
    # Made here and not once: a component belongs to the running server, and tests run several in one process.
    viewer = st.components.v2.component("nnblocks-viewer", html=_HTML, css=_CSS, js=_JS)
    viewer(key="viewer", data={"svg": svg})
