"""The table of all tensors: sorted by a click on a title, a row chosen by a click or by arrows, a tick in each."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from math import isfinite
from pathlib import Path
from typing import Any, Literal, TypeAlias

import msgspec
import pandas as pd
import streamlit as st

from builder.sentences import say
from ui.screens import state

_HTML, _CSS, _JS = (Path(__file__).with_suffix(suffix).read_text("utf-8") for suffix in (".html", ".css", ".js"))
NAME = "parameter-table"

Kind: TypeAlias = Literal["key", "text", "count", "number", "tick"]


class Column(msgspec.Struct, frozen=True):
    """One column: of the table, as it is titled, and how what is in it is written; `key` names the row."""

    name: str
    title: str
    kind: Kind = "text"
    help: str = ""


class Tick(msgspec.Struct, frozen=True):
    """A row that a person has ticked, or no longer."""

    key: str
    ticked: bool


class Calls(msgspec.Struct, frozen=True):
    """What is called when a row is chosen, and when its tick is changed."""

    choose: Callable[[str], None]
    tick: Callable[[str, bool], None]


def show(table: pd.DataFrame, columns: list[Column], chosen: str | None, stamp: Hashable, calls: Calls) -> None:
    """Draw a table; until the `stamp` changes, ticks stay as they were set in the browser."""
    # Made here and not once: a component belongs to the running server, and tests run several in one process.
    drawn = st.components.v2.component(
        "nnblocks-table", html=_HTML.format(label=say("parameters.title")), css=_CSS, js=_JS
    )
    drawn(
        key=NAME,
        data={
            "columns": [msgspec.to_builtins(column) for column in columns],
            "rows": rows_of(table, columns),
            "chosen": chosen,
            "stamp": str(stamp),
        },
        on_choose_change=lambda: _on_choose(table, calls),
        on_tick_change=lambda: _on_tick(table, calls),
    )


def rows_of(table: pd.DataFrame, columns: list[Column]) -> list[list[Any]]:
    """Return the cells of each row as JSON has them: a number that is none, or without end, is left out."""
    found: Mapping[str, list[Any]] = {column.name: table[column.name].tolist() for column in columns}
    return [
        [None if isinstance(cell, float) and not isfinite(cell) else cell for cell in row]
        for row in zip(*found.values(), strict=True)
    ]


def _on_choose(table: pd.DataFrame, calls: Calls) -> None:
    key = state.component_event(NAME, "choose")
    if isinstance(key, str) and key in set(table["path"]):
        calls.choose(key)


def _on_tick(table: pd.DataFrame, calls: Calls) -> None:
    try:
        tick = msgspec.convert(state.component_event(NAME, "tick"), Tick)
    except msgspec.ValidationError:
        return
    if tick.key in set(table["path"]):
        calls.tick(tick.key, tick.ticked)
