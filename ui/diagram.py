"""The diagram and what decides it: view, depth and look. A click on a block chooses it, for the other pages too."""

from __future__ import annotations

import html
import re
from typing import Literal, cast

import msgspec
import streamlit as st
from graphviz import Digraph

from builder.analysis import label
from builder.targets.diagram import Options, render_svg, to_dot
from ui import state, taking
from ui.live import Live
from ui.reading import Reading
from ui.viewer import show_svg
from ui.wording import counted, escaped

VIEWS = {"tree": "Module tree", "flow": "Dataflow"}
DIRECTIONS = {"LR": "Left to right", "TB": "Top down"}
LOOKS = {"screen": "Screen", "slides": "Slides", "print": "Print"}
USUAL = {"tree": "LR", "flow": "TB"}
"""The direction of a view where none is chosen."""

_GROUP = re.compile(r'<g id="([^"]*)" class="(?:node|cluster) ([^"]*)">(.*?)</g>', re.DOTALL)
_OUTLINE = re.compile(r' (?:points|d)="([^"]*)"')
_POINT = re.compile(r"(-?[\d.]+),(-?[\d.]+)")
_MOVED = re.compile(r'class="graph" transform="scale\(1 1\) rotate\(0\) translate\((-?[\d.]+) (-?[\d.]+)\)"')
Box = tuple[str, float, float, float, float]


class Drawing(msgspec.Struct, frozen=True):
    """What is drawn: which view, how deep, and how it looks."""

    view: Literal["tree", "flow"] = "tree"
    depth: int | None = None
    options: Options = Options()

    @property
    def name(self) -> str:
        """What tells its files from those of others."""
        depth = "" if self.depth is None else f"-{self.depth}"
        look = "" if self.options.look == "screen" else f"-{self.options.look}"
        parts = (self.options.rankdir, self.options.activations or "plain", self.options.shapes or "bare")
        return "-".join([f"{self.view}{depth}{look}", *(part for part in parts if isinstance(part, str))])


def show(live: Live) -> None:
    """Draw the diagram with its controls and its downloads."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.subheader("Diagram", width="content")
        drawing = _choices(live)
        taking.diagram_links(live, drawing)
    picture = svg(live.reading, drawing)
    chosen = state.focused(live.id)
    _chosen(live, chosen)
    show_svg(picture, boxes(picture), chosen, drawing.options.look == "screen", lambda id: state.focus(live.id, id))


def _choices(live: Live) -> Drawing:
    """Draw what decides the picture; return what is chosen."""
    deepest = max(1, max(place.depth for place in live.reading.places.values()))
    view = cast(
        "Literal['tree', 'flow']",
        st.segmented_control(
            "View", list(VIEWS), format_func=lambda name: VIEWS[name], default="tree", required=True, key="view",
            label_visibility="collapsed",
        ),
    )  # fmt: skip
    depth = st.slider("Depth", 1, deepest, deepest, key=f"depth-{deepest}", width=180) if deepest > 1 else 1
    with st.popover("Look", width="content"):
        options = _options(view)
    return Drawing(view, None if depth == deepest else depth, options)


def _options(view: str) -> Options:
    direction = st.segmented_control(
        "Direction", list(DIRECTIONS), format_func=lambda name: DIRECTIONS[name], default=USUAL[view],
        required=True, key=f"direction-{view}",
    )  # fmt: skip
    look = st.segmented_control(
        "For", list(LOOKS), format_func=lambda name: LOOKS[name], default="screen", required=True, key="look"
    )
    shapes = st.toggle("Shapes", value=True, key="diagram-shapes")
    activations = st.toggle("Activations", value=True, key="diagram-activations")
    rankdir = None if direction == USUAL[view] else direction
    return msgspec.convert({"rankdir": rankdir, "look": look, "activations": activations, "shapes": shapes}, Options)


def _chosen(live: Live, id: str | None) -> None:
    """Say which block is chosen, and offer the way to it."""
    place = None if id is None else live.reading.places.get(id.partition("/")[0])
    if place is None:
        st.caption("Click a block to see its path, shape and parameters.")
        return
    seen = live.reading.analysis.blocks.get(place.path)
    shapes = "" if seen is None else ", ".join(map(label, seen.output_shapes))
    parts = [f"**{escaped(place.path or 'net')}**", escaped(shapes)]
    parts.append("" if seen is None else counted(seen.parameters, "parameter"))
    with st.container(horizontal=True, vertical_alignment="center", key="chosen"):
        st.markdown(" · ".join(part for part in parts if part), width="content")
        st.button("Show on the canvas", key="show-chosen", on_click=state.go, args=("Build",), type="tertiary")


def svg(reading: Reading, drawing: Drawing) -> str:
    """Return the picture, drawn once for each revision and choice."""
    key = f"svg-{drawing.name}"
    if key not in reading.views:
        reading.views[key] = render_svg(dot(reading, drawing))
    return str(reading.views[key])


def dot(reading: Reading, drawing: Drawing) -> Digraph:
    """Return the drawing as Graphviz reads it."""
    return to_dot(reading.document, drawing.view, drawing.depth, drawing.options)


def boxes(picture: str) -> list[Box]:
    """Return where each block stands in the picture, in its points: id, left, top, right, bottom."""
    moved = _MOVED.search(picture)
    dx, dy = (float(moved[1]), float(moved[2])) if moved else (0.0, 0.0)
    found = []
    for id, classes, inside in _GROUP.findall(picture):
        if not {"block", "frame"} & set(classes.split()):
            continue
        points = [_POINT.findall(outline) for outline in _OUTLINE.findall(inside)]
        xs = [float(x) + dx for outline in points for x, _ in outline]
        ys = [float(y) + dy for outline in points for _, y in outline]
        if xs:
            found.append((html.unescape(id), min(xs), min(ys), max(xs), max(ys)))
    return found
