"""The Diagram page: view, depth and look. A click on a block selects it on all pages."""

from __future__ import annotations

from typing import Literal, cast

import msgspec
import streamlit as st

from builder.analysis import label
from builder.sentences import say
from builder.targets.diagram import Options
from ui.screens import download_panel, state
from ui.screens.viewer import show_svg
from ui.server.live import Live
from ui.server.pictures import Drawing, boxes, svg
from ui.server.readable import escape_markdown

USUAL = {"tree": "LR", "flow": "TB"}
"""The direction of a view where none is chosen."""


def show(live: Live) -> None:
    """Draw the diagram with its controls and its downloads."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.subheader(say("diagram.title"), width="content")
        drawing = _choices(live)
        download_panel.diagram_links(live, drawing)
    picture = svg(live.reading, drawing)
    chosen = state.focused_block(live.id)
    _selected_block(live, chosen)
    show_svg(picture, boxes(picture), chosen, drawing.options.look == "screen", lambda id: state.focus(live.id, id))


def _choices(live: Live) -> Drawing:
    """Draw the controls of the picture and return the chosen options."""
    deepest = max(1, max(place.depth for place in live.reading.places.values()))
    views = {"tree": say("diagram.view.tree"), "flow": say("diagram.view.flow")}
    view = cast(
        "Literal['tree', 'flow']",
        st.segmented_control(
            say("diagram.view"), list(views), format_func=lambda name: views[name], default="tree", required=True,
            key="view", label_visibility="collapsed",
        ),
    )  # fmt: skip
    depth = (
        st.slider(say("diagram.depth"), 1, deepest, deepest, key=f"depth-{deepest}", width=180) if deepest > 1 else 1
    )
    with st.popover(say("diagram.style"), width="content"):
        options = _options(view)
    return Drawing(view, None if depth == deepest else depth, options)


def _options(view: str) -> Options:
    directions = {"LR": say("diagram.direction.right"), "TB": say("diagram.direction.down")}
    direction = st.segmented_control(
        say("diagram.direction"), list(directions), format_func=lambda name: directions[name], default=USUAL[view],
        required=True, key=f"direction-{view}",
    )  # fmt: skip
    looks = {
        "screen": say("diagram.style.screen"),
        "slides": say("diagram.style.slides"),
        "print": say("diagram.style.print"),
    }
    look = st.segmented_control(
        say("diagram.style.for"), list(looks), format_func=lambda name: looks[name], default="screen", required=True,
        key="look",
    )  # fmt: skip
    shapes = st.toggle(say("diagram.shapes"), value=True, key="diagram-shapes")
    activations = st.toggle(say("diagram.activations"), value=True, key="diagram-activations")
    rankdir = None if direction == USUAL[view] else direction
    return msgspec.convert({"rankdir": rankdir, "look": look, "activations": activations, "shapes": shapes}, Options)


def _selected_block(live: Live, id: str | None) -> None:
    """Show the selected block, with a link to it on the canvas."""
    place = None if id is None else live.reading.places.get(id.partition("/")[0])
    if place is None:
        st.caption(say("diagram.none-selected"))
        return
    seen = live.reading.analysis.blocks.get(place.path)
    shapes = "" if seen is None else ", ".join(map(label, seen.output_shapes))
    parts = [f"**{escape_markdown(place.path or 'net')}**", escape_markdown(shapes)]
    parts.append("" if seen is None else say("common.parameters", count=seen.parameters))
    with st.container(horizontal=True, vertical_alignment="center", key="chosen"):
        st.markdown(" · ".join(part for part in parts if part), width="content")
        st.button(say("diagram.show"), key="show-chosen", on_click=state.go, args=("build",), type="tertiary")
