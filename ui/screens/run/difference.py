"""One element of the sample set to another value, and how far each block's output moves by it."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pandas as pd
import streamlit as st

from builder.datasets.samples import Changed
from builder.inspection.report import Moved
from builder.sentences import say
from ui.screens import state, tensors, work
from ui.screens.parameters import ROW_HEIGHT
from ui.screens.run import charts
from ui.screens.run.blocks import MOST_HEIGHT, shown_path
from ui.server import inspections
from ui.server.inspections import Asked
from ui.server.live import Live
from ui.server.readable import escaped

_APART = re.compile(r"[\s,;]+")
_PLACE = re.compile(r"[0-9]{1,9}")


def show(live: Live, weights: Path, asked: Asked) -> None:
    """Draw the element that is changed, and what moves."""
    inputs = [entry.name for entry in live.document.inputs]
    first, second, third, button = st.columns([2, 3, 2, 2], vertical_alignment="bottom")
    name = first.selectbox(say("run.difference.input"), inputs, key="run-difference-input")
    dims = next(len(entry.shape) for entry in live.document.inputs if entry.name == name)
    place = second.text_input(
        say("run.difference.index"), ", ".join(["0"] * dims), key=f"run-difference-index-{dims}",
        help=say("run.difference.index.help"),
    )  # fmt: skip
    value = third.number_input(say("run.difference.value"), value=1.0, key="run-difference-value")
    if button.button(say("run.difference.show"), key="run-difference-show", width="stretch"):
        index = index_in(place)
        if index is None:
            st.error(say("run.difference.no-index", text=escaped(place)))
            state.want(f"run-difference-{live.id}", None)
        else:
            state.want(f"run-difference-{live.id}", Changed(name, index, value))
    change: Changed | None = state.wanted(f"run-difference-{live.id}")
    if change is None or change.input not in inputs:
        st.caption(say("run.difference.about"))
        return
    changed = msgspec.structs.replace(asked.sample, changes=(*asked.sample.changes, change))
    found = work.outcome(
        "difference",
        (tensors.question(live), weights, asked.key, change),
        say("run.difference.running"),
        lambda: inspections.comparing(live, weights, asked, changed),
    )
    if found is None:
        return
    if found.partial:
        st.warning(escaped(found.partial))
    st.caption(say("run.difference.of", input=change.input, index=list(change.index), value=f"{change.value:g}"))
    _moved(found.moved)


def index_in(text: str) -> tuple[int, ...] | None:
    """Read the position of one element: whole numbers from 0, apart by commas or spaces; None where it is none.

    >>> index_in("0, 12"), index_in("[3]"), index_in(""), index_in("-1"), index_in("0.5")
    ((0, 12), (3,), (), None, None)
    """
    parts = [part for part in _APART.split(text.strip().removeprefix("[").removesuffix("]")) if part]
    return tuple(map(int, parts)) if all(map(_PLACE.fullmatch, parts)) else None


def _moved(moved: tuple[Moved, ...]) -> None:
    """Draw how far each call's output has moved."""
    paths = [shown_path(one.path, one.number) for one in moved]
    title = say("run.difference.relative")
    charts.along([(path, one.relative) for path, one in zip(paths, moved, strict=True)], title, key="run-moved")
    table = pd.DataFrame(
        {
            "path": paths,
            "relative": [one.relative for one in moved],
            "norm": [one.statistics.norm for one in moved],
            "zeros": [one.statistics.zeros * 100 for one in moved],
        }
    )
    columns = {
        "path": st.column_config.TextColumn(say("run.column.path"), pinned=True),
        "relative": st.column_config.NumberColumn(title, format="%.3g"),
        "norm": st.column_config.NumberColumn(say("run.difference.norm"), format="%.3g"),
        "zeros": st.column_config.NumberColumn(say("run.difference.same"), format="%.1f %%"),
    }
    st.dataframe(
        table, hide_index=True, column_config=columns, row_height=ROW_HEIGHT, width="stretch",
        height=min(MOST_HEIGHT, ROW_HEIGHT * (len(table) + 1) + 10), key="run-moved-table",
    )  # fmt: skip
