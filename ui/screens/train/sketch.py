"""A small picture that a person draws, in the pixels of the data, by pointer, touch or keys."""

from __future__ import annotations

import base64
import binascii
from pathlib import Path

import streamlit as st

from builder.sentences import say
from ui.screens import state

_HTML, _CSS, _JS = (Path(__file__).with_suffix(suffix).read_text("utf-8") for suffix in (".html", ".css", ".js"))
_KEY = "train-sketch"
_DRAWN = "train-drawn"
"""Names the size of what was drawn last, and its bytes."""


def ask_for_drawing(rows: int, columns: int, on_light: bool) -> bytes | None:
    """Draw the place to draw in, and return how much ink each pixel has, from 0 to 255; None of an empty one."""
    # Made here and not once: see `ui.screens.train.curves`.
    component = st.components.v2.component("nnblocks-sketch", html=_html(), css=_CSS, js=_JS)
    size = (rows, columns)

    def keep() -> None:
        ink = _ink(state.component_event(_KEY, "drawn"))
        state.want(_DRAWN, (size, ink if ink is not None and len(ink) == rows * columns and any(ink) else None))

    component(
        key=_KEY,
        data={
            "rows": rows,
            "columns": columns,
            "onLight": on_light,
            "words": {"place": say("run.difference.pixels.place", row="{row}", column="{column}")},
        },
        on_drawn_change=keep,
    )
    kept = state.request_of(_DRAWN)
    return kept[1] if kept is not None and kept[0] == size else None


def _ink(sent: object) -> bytes | None:
    try:
        return base64.b64decode(sent, validate=True) if isinstance(sent, str) else None
    except (binascii.Error, ValueError):
        return None


def _html() -> str:
    return _HTML.format(
        label=say("train.try.draw"),
        eraser=say("train.try.eraser"),
        clear=say("train.try.clear"),
        keys=say("train.try.keys"),
    )
