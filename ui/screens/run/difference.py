"""An element of the sample is changed by a click, and the difference travels: how far each block's output moves."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from builder.datasets.samples import Sample
from builder.inspection.report import Difference, OutputChange, Place
from builder.sentences import say
from ui.pages import BUILD
from ui.screens import state, tensors, work
from ui.screens.parameters import ROW_HEIGHT, selected_row
from ui.screens.run import charts, picking
from ui.screens.run.blocks import MOST_HEIGHT, shown_path
from ui.screens.run.pictures import NARROW, draw_picture
from ui.server import inspections
from ui.server.inspections import RunRequest
from ui.server.live import Live
from ui.server.readable import escape_markdown
from ui.server.tint import tint_of

_MOST_WORDS = 3
"""Elements that are named."""


def show(live: Live, weights: Path, asked: RunRequest) -> None:
    """Draw the sample, of which a click changes an element, and what moves."""
    if not live.document.inputs:
        st.caption(say("run.difference.no-input"))
        return
    left, right = st.columns([4, 5], gap="large")
    with left:
        changes = picking.draw(live, asked)
    chosen: OutputChange | None = None
    changed = msgspec.structs.replace(asked.sample, changes=(*asked.sample.changes, *changes))
    with right:
        if not changes:
            st.caption(say("run.difference.about"))
            return
        found = work.outcome(
            "difference",
            (tensors.question(live), weights, asked.key, changes),
            say("run.difference.running"),
            lambda: inspections.compare_samples(live, weights, asked, changed),
        )
        if found is not None:
            chosen = _draw_difference(live, found)
    if chosen is not None:
        _pictures(live, weights, asked, changed, chosen)


def _draw_difference(live: Live, found: Difference) -> OutputChange | None:
    """Draw what moves, and return the call that is selected."""
    if found.partial:
        st.warning(escape_markdown(found.partial))
    named = [picking.words_of(one.input, one.index, one.before, one.after) for one in found.elements[:_MOST_WORDS]]
    if len(found.elements) > _MOST_WORDS:
        named.append(say("run.difference.elements", count=len(found.elements) - _MOST_WORDS))
    st.markdown("  \n".join(named))
    st.caption(say("run.difference.moved"))
    has_inner = any(one.has_inner for one in found.moved)
    whole = has_inner and bool(state.value("run-difference-containers"))
    chart = st.container()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            say("run.tint"), key="run-difference-tint", on_click=_tint, args=(live, found), icon=":material/palette:"
        )
        if has_inner:
            st.toggle(say("run.containers"), key="run-difference-containers")
    return _draw_chart([one for one in found.moved if whole or not one.has_inner], chart)


def _draw_chart(moved: list[OutputChange], chart: DeltaGenerator) -> OutputChange | None:
    """Draw how far each call's output has moved, and return the one that is selected."""
    paths = [shown_path(one.path, one.number) for one in moved]
    title = say("run.difference.relative")
    with chart:
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
    event = st.dataframe(
        table, hide_index=True, column_config=columns, row_height=ROW_HEIGHT, width="stretch", on_select="rerun",
        height=min(MOST_HEIGHT, ROW_HEIGHT * (len(table) + 1) + 10), key="run-moved-table",
        selection_mode="single-cell",
    )  # fmt: skip
    row = selected_row(event["selection"])
    if row is not None and row < len(moved):
        return moved[row]
    st.caption(say("run.difference.row"))
    return None


def _tint(live: Live, found: Difference) -> None:
    """Colour the canvas by how far each block's output has moved, and go there."""
    values = [(one.path, one.relative) for one in found.moved if not one.has_inner]
    state.want("tint", (live.id, tint_of(values, say("run.difference.tint"), live.reading.token)))
    state.go(BUILD)


def _pictures(live: Live, weights: Path, asked: RunRequest, changed: Sample, moved: OutputChange) -> None:
    """Draw what the selected call returned before and after, and the difference."""
    place = Place(moved.path, moved.number)
    view = work.outcome(
        "travel",
        (tensors.question(live), weights, asked.key, changed.changes, place),
        say("run.drawing"),
        lambda: inspections.view_difference(live, weights, asked, changed, place),
    )
    if view is None:
        return
    with st.container(border=True, key="run-travel"):
        st.markdown(f"**{escape_markdown(shown_path(moved.path, moved.number))}**")
        for i, (column, picture) in enumerate(zip(st.columns(len(view.pictures)), view.pictures, strict=True)):
            with column:
                draw_picture(picture, f"run-travel-{i}", NARROW)
