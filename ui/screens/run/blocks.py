"""What every block returned: a chart along the network, a table, and the block that is chosen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from builder.inspection.quantities import QUANTITIES, Take, first_output, gradient
from builder.inspection.report import Call, Report
from builder.sentences import say
from ui.pages import BUILD
from ui.screens import state
from ui.screens.parameters import ROW_HEIGHT, selected_row
from ui.screens.run import call_panel, charts, quantities
from ui.server.inspections import RunRequest
from ui.server.live import Live
from ui.server.tint import tint_view

MOST_HEIGHT = 320
"""Pixels of the table: what a row shows begins in the same window."""
_TIMES = ("time", "share", "backward", "backward_share")
_SHARE = 56
"""Pixels of a column of shares in percent."""


@st.fragment
def show(live: Live, weights: Path, asked: RunRequest, report: Report) -> None:
    """Draw chart and table of the calls, and the one that is selected; a click draws this anew, and not the page."""
    if state.leaves():
        st.rerun()
    has_inner = any(call.has_inner for call in report.calls)
    left, right, below = st.columns([4, 3, 4], vertical_alignment="bottom")
    titles = quantities.titles(report)
    chosen = left.selectbox(
        say("run.quantity"), list(titles), format_func=lambda name: titles[name], key="run-quantity"
    )
    whole = has_inner and right.toggle(say("run.containers"), key="run-containers")
    calls = [call for call in report.calls if whole or not call.has_inner]
    title, take = titles[chosen], QUANTITIES[chosen]
    charts.along([(shown_path(call.path, call.number), take(call)) for call in calls], title, key="run-chart")
    below.button(
        say("run.tint"), key="run-tint", on_click=_tint, args=(live, report, title, take), icon=":material/palette:",
        width="stretch",
    )  # fmt: skip
    if chosen in ("time", "backward") and report.timing == "alone":  # of others the summary says it
        st.caption(quantities.timing_words(report))
    table = _table(report, calls)
    if chosen in ("time", "backward"):  # what the chart shows stands in sight, as the columns behind may not
        times = [name for name in _TIMES if name in table]
        table = table[["path", "kind", *times, *(name for name in table if name not in ("path", "kind", *times))]]
    event = st.dataframe(
        table, key="run-table", column_config=_columns(table), hide_index=True, row_height=ROW_HEIGHT,
        height=min(MOST_HEIGHT, ROW_HEIGHT * (len(table) + 1) + 10), on_select="rerun", selection_mode="single-cell",
        width="stretch",
    )  # fmt: skip
    row = selected_row(event["selection"])
    if row is not None and row < len(calls):
        call_panel.show(live, weights, asked, report, calls[row])
    else:
        st.caption(say("run.select"))


def _tint(live: Live, report: Report, title: str, take: Take) -> None:
    """Colour the canvas by a quantity, and go there."""
    state.want("tint", (live.id, tint_view(report, title, take, live.reading.token)))
    state.go(BUILD)


def shown_path(path: str, number: int) -> str:
    """Return the path of a call, and which one it is where the module runs again.

    >>> shown_path("relu", 0), shown_path("relu", 1)
    ('relu', 'relu (2)')
    """
    shown = path or say("errors.root")
    return f"{shown} ({number + 1})" if number else shown


def _table(report: Report, calls: list[Call]) -> pd.DataFrame:
    forward, backward = report.forward_seconds, report.backward_seconds
    rows = []
    for call in calls:
        first = first_output(call)
        row: dict[str, Any] = {"path": shown_path(call.path, call.number), "kind": call.kind}
        row["shape"] = "" if first is None else str(list(first.shape))
        for name in ("mean", "std", "min", "max"):
            row[name] = None if first is None else getattr(first, name)
        row["zeros"] = None if first is None else first.zeros * 100
        row["not_finite"] = None if first is None else first.not_finite
        if report.loss is not None:
            row["gradient"] = gradient(call)
        row |= _times("time", "share", call.seconds, forward)
        if backward is not None:
            row |= _times("backward", "backward_share", call.backward_seconds, backward)
        rows.append(row)
    table = pd.DataFrame(rows)
    return table if table["not_finite"].any() else table.drop(columns="not_finite")


def _times(name: str, share: str, seconds: float | None, whole: float | None) -> dict[str, float | None]:
    """Return milliseconds, and how much of the whole network's time that is in percent."""
    if seconds is None:
        return {name: None, share: None}
    return {name: seconds * 1e3, share: seconds / whole * 100 if whole else None}


def _columns(table: pd.DataFrame) -> dict[str, Any]:
    number, text = st.column_config.NumberColumn, st.column_config.TextColumn
    columns: dict[str, Any] = {
        "path": text(say("run.column.path"), pinned=True),
        "kind": text(say("run.column.kind")),
        "shape": text(say("run.column.shape")),
        "zeros": number(say("run.column.zeros"), format="%.1f %%"),
        "not_finite": number(say("run.column.not-finite"), format="localized"),
        "gradient": number(say("run.column.gradient"), format="%.3g"),
        "time": number(say("run.column.time"), format="%.3g", help=say("run.time.help")),
        "share": number(say("run.column.share"), format="%.1f", width=_SHARE, help=say("run.column.share.help")),
        "backward": number(say("run.column.backward"), format="%.3g", help=say("run.backward-time.help")),
        "backward_share": number(
            say("run.column.backward-share"), format="%.1f", width=_SHARE, help=say("run.column.backward-share.help")
        ),
    }
    columns |= {name: number(name, format="%.3g") for name in ("mean", "std", "min", "max")}
    return {name: column for name, column in columns.items() if name in table}
