"""A picture of which a person chooses one pixel, by a click or by arrow keys and Enter."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

import streamlit as st

from builder.sentences import say
from ui.screens import state

SIDE = 420
"""Pixels of the screen that a picture takes at most to either side, and about as many where it has fewer of its own."""
Mark = tuple[int, int, str]
"""The row and column of a pixel, and the colour that it now has; none where the picture shows through."""

_HTML, _CSS, _JS = (Path(__file__).with_suffix(suffix).read_text("utf-8") for suffix in (".html", ".css", ".js"))


def show_pixels(
    png: bytes, size: tuple[int, int], marks: Sequence[Mark], pick: Callable[[int, int], None], key: str
) -> None:
    """Draw a picture of so many rows and columns with its marks.

    `pick` is called with the row and column of a pixel that is chosen.
    """
    rows, columns = size
    # Made here and not once: see `ui.screens.viewer`.
    component = st.components.v2.component(
        "nnblocks-pixels", html=_HTML.format(picture=escape(say("run.difference.pixels.alt"))), css=_CSS, js=_JS
    )

    def picked() -> None:
        place = state.component_event(key, "pick")
        match place:
            case [int(row), int(column)] if 0 <= row < rows and 0 <= column < columns:
                pick(row, column)

    component(
        key=key,
        data={
            "picture": f"data:image/png;base64,{base64.b64encode(png).decode()}",
            "rows": rows,
            "columns": columns,
            "width": _width(rows, columns),
            "marks": [list(mark) for mark in marks],
            "place": say("run.difference.pixels.place", row="{row}", column="{column}"),
        },
        on_pick_change=picked,
    )


def _width(rows: int, columns: int) -> int:
    """Return how wide the picture is drawn: whole pixels of the screen for each of its own where they are large."""
    longest = max(rows, columns, 1)
    zoom = SIDE / longest
    zoom = zoom if zoom < 3 else int(zoom)
    return max(1, round(columns * zoom))
