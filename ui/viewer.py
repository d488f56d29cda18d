"""A picture that is larger than its frame: drag to move, wheel to zoom, double-click to fit.

The SVG is shown as an image, so nothing inside it can run, and a picture of several thousand nodes stays smooth.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_HTML, _CSS, _JS = (Path(__file__).with_suffix(suffix).read_text("utf-8") for suffix in (".html", ".css", ".js"))


def show_svg(svg: str) -> None:
    """Draw the picture in a frame that fills the window."""
    # Made here and not once: a component belongs to the running server, and tests run several in one process.
    viewer = st.components.v2.component("nnblocks-viewer", html=_HTML, css=_CSS, js=_JS)
    viewer(key="viewer", data={"svg": svg})
