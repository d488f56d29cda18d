"""The diagram and what decides it: view and depth."""

from __future__ import annotations

import streamlit as st
from graphviz import Digraph

from builder.targets.diagram import render_svg, to_dot
from ui import taking
from ui.live import Live
from ui.reading import Reading
from ui.viewer import show_svg

VIEWS = {"tree": "Module tree", "flow": "Dataflow"}


def show(live: Live) -> None:
    """Draw the diagram with its controls and its downloads."""
    head, view_column, depth_column, links = st.columns([2, 3, 3, 4], vertical_alignment="center")
    head.subheader("Diagram")
    deepest = max(1, max(place.depth for place in live.reading.places.values()))
    view = view_column.segmented_control(
        "View", list(VIEWS), format_func=lambda name: VIEWS[name], default="tree", required=True, key="view",
        label_visibility="collapsed",
    )  # fmt: skip
    depth = depth_column.slider("Depth", 1, deepest, deepest, key=f"depth-{deepest}") if deepest > 1 else 1
    chosen = None if depth == deepest else depth
    with links:
        taking.diagram_links(live, str(view or "tree"), chosen)
    show_svg(svg(live.reading, str(view or "tree"), chosen))


def svg(reading: Reading, view: str, depth: int | None) -> str:
    """Return the picture, drawn once for each revision, view and depth."""
    key = f"svg-{view}-{depth}"
    if key not in reading.views:
        reading.views[key] = render_svg(dot(reading, view, depth))
    return str(reading.views[key])


def dot(reading: Reading, view: str, depth: int | None) -> Digraph:
    """Return the drawing as Graphviz reads it."""
    return to_dot(reading.document, view="flow" if view == "flow" else "tree", depth=depth)
