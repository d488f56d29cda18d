"""A picture that is larger than its frame: drag to move, wheel to zoom, double-click to fit, click to choose.

The SVG is shown as an image, so nothing inside it can run, and a picture of several thousand nodes stays smooth; what
can be chosen is known by its place in the picture.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import streamlit as st

from builder.sentences import say
from ui.screens import state

_HTML, _CSS, _JS = (Path(__file__).with_suffix(suffix).read_text("utf-8") for suffix in (".html", ".css", ".js"))


def _html() -> str:
    return _HTML.format(
        picture=say("diagram.picture"),
        zoom_out=say("diagram.zoom-out"),
        zoom_in=say("diagram.zoom-in"),
        fit=say("diagram.fit"),
        actual_size=say("diagram.actual-size"),
    )


def show_svg(
    svg: str,
    boxes: Sequence[tuple[str, float, float, float, float]] = (),
    chosen: str | None = None,
    themed: bool = True,
    choose: Callable[[str | None], None] = lambda id: None,
) -> None:
    """Draw the picture in a frame that fills the window.

    Args:
        svg: the picture.
        boxes: what can be chosen: id, left, top, right and bottom in the picture's points.
        chosen: the id that is marked.
        themed: whether a dark theme darkens it.
        choose: is called with the id that is clicked, or None for the background.
    """
    # Made here and not once: a component belongs to the running server, and tests run several in one process.
    viewer = st.components.v2.component("nnblocks-viewer", html=_html(), css=_CSS, js=_JS)
    known = {box[0] for box in boxes}

    def clicked() -> None:
        id = state.component_event("viewer", "choose")
        choose(id if isinstance(id, str) and id in known else None)

    viewer(
        key="viewer",
        data={"svg": svg, "boxes": boxes, "chosen": chosen, "themed": themed},
        on_choose_change=clicked,
    )
