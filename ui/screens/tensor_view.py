"""A tensor of any size as a picture of its values: a matrix, kernels side by side, bars; zoomed in, numbers to change.

The browser asks for the part that it shows (`ui.routes`), a worker reads it from the file of the weights; so the page
holds no more of a tensor than a few thousand cells.
"""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite, isinf
from pathlib import Path

import msgspec
import streamlit as st

from builder.jobs.tasks import ValueEdit
from builder.sentences import say
from ui.screens import state
from ui.server.live import Live

_HTML, _CSS, _JS = (Path(__file__).with_suffix(suffix).read_text("utf-8") for suffix in (".html", ".css", ".js"))
NAME = "tensor-view"
MOST_NUMBERS = 100_000
"""Numbers that are pasted at once."""


class SentValues(msgspec.Struct, frozen=True):
    """Numbers that a person typed or pasted at a place of a tensor."""

    key: str
    file: str
    index: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


class TensorView(msgspec.Struct, frozen=True):
    """A tensor by its key, the file of weights it is in, and whether its values can be changed, or just are."""

    key: str
    file: str
    editable: bool = True
    changing: bool = False


def show(live: Live, tensor: TensorView, change: Callable[[ValueEdit], None]) -> None:
    """Draw a tensor; `change` is called with what a person does to its values."""
    # Made here and not once: a component belongs to the running server, and tests run several in one process.
    viewer = st.components.v2.component("nnblocks-tensor", html=_html(), css=_CSS, js=_JS)

    def sent() -> None:
        edit = to_edit(state.component_event(NAME, "set"), tensor.file, tensor.key)
        if edit is not None:
            change(edit)

    viewer(
        key=NAME,
        data={
            "address": f"nnblocks/tensor/{live.id}",
            **msgspec.to_builtins(tensor),
            "label": say("parameters.picture.label", name=tensor.key),
            "words": {
                "several": say(
                    "parameters.picture.several", first="{first}", last="{last}", mean="{mean}", extreme="{extreme}"
                ),
                "wrong": say("parameters.values.wrong-number", text="{text}"),
            },
        },
        on_set_change=sent,
    )


def to_edit(sent: object, file: str, key: str) -> ValueEdit | None:
    """Return the edit that a browser has sent, if it is one of this tensor: a block of numbers along the last two dims.

    >>> to_edit({"key": "w", "file": "f", "index": [2, 0], "rows": [["1", "2"], ["3", "4"]]}, "f", "w").where
    '2:4, 0:2'
    """
    try:
        found = msgspec.convert(sent, SentValues)
    except msgspec.ValidationError:
        return None
    wide, tall = len(found.rows[0]) if found.rows else 0, len(found.rows)
    if (found.file, found.key) != (file, key) or not 0 < wide * tall <= MOST_NUMBERS or min(found.index, default=0) < 0:
        return None
    numbers = tuple(tuple(map(_number, row)) for row in found.rows)
    if any(len(row) != wide for row in numbers) or any(not _is_meant(row) for row in numbers):
        return None
    lengths = [*[1] * (len(found.index) - 2), tall, wide][-len(found.index) :] if found.index else []
    parts = [str(at) if of == 1 else f"{at}:{at + of}" for at, of in zip(found.index, lengths, strict=True)]
    return ValueEdit(key, ", ".join(parts), "set", numbers)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")


def _is_meant(row: tuple[float, ...]) -> bool:
    return all(isfinite(number) or isinf(number) for number in row)


def _html() -> str:
    return _HTML.format(
        picture=say("parameters.picture.picture"),
        value=say("parameters.picture.value"),
        scale=say("parameters.picture.scale"),
        mean=say("parameters.picture.mean"),
        mean_help=say("parameters.picture.mean.help"),
        extreme=say("parameters.picture.extreme"),
        extreme_help=say("parameters.picture.extreme.help"),
        zoom_out=say("diagram.zoom-out"),
        zoom_in=say("diagram.zoom-in"),
        fit=say("diagram.fit"),
        fit_help=say("parameters.picture.fit.help"),
        numbers=say("parameters.picture.numbers"),
        numbers_help=say("parameters.picture.numbers.help"),
    )
