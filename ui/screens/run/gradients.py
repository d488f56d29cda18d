"""Learned tensors after a backward pass: what each learns, and of which use; why none, where no gradient came."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from builder.inspection.report import Parameter, Place, Report
from builder.sentences import say
from ui.screens.parameters import MAX_HEIGHT, ROW_HEIGHT, selected_row
from ui.screens.run.blocks import shown_path
from ui.screens.run.call_panel import view_at
from ui.screens.run.pictures import draw_parameter
from ui.server.inspections import RunRequest
from ui.server.live import Live
from ui.server.readable import escape_markdown, number


def show(live: Live, weights: Path, asked: RunRequest, report: Report) -> None:
    """Draw the table of parameters and the one that is selected."""
    if not report.parameters:
        st.info(say("run.no-parameters"))
        return
    if report.settings.loss == "none":
        st.info(say("run.no-backward"))
    rows: list[dict[str, Any]] = [
        {
            "name": one.name,
            "shape": str(list(one.value.shape)),
            "gradient": None if one.gradient is None else one.gradient.rms,
            "norm": None if one.gradient is None else one.gradient.norm,
            "uses": str(len(one.uses) or ""),
        }
        for one in report.parameters
    ]
    table = pd.DataFrame(rows)
    table = table if table["uses"].any() else table.drop(columns="uses")
    columns = {
        "name": st.column_config.TextColumn(say("run.column.path"), pinned=True),
        "shape": st.column_config.TextColumn(say("run.column.shape")),
        "gradient": st.column_config.NumberColumn(say("run.column.gradient"), format="%.3g"),
        "norm": st.column_config.NumberColumn(say("run.column.norm"), format="%.3g"),
        "uses": st.column_config.TextColumn(say("run.column.uses")),
    }
    event = st.dataframe(
        table, key="run-parameters", column_config=columns, hide_index=True, row_height=ROW_HEIGHT,
        height=min(MAX_HEIGHT, ROW_HEIGHT * (len(table) + 1) + 10), on_select="rerun", selection_mode="single-cell",
        width="stretch",
    )  # fmt: skip
    row = selected_row(event["selection"])
    if row is not None and row < len(table):
        _parameter(live, weights, asked, report.parameters[row])
    else:
        st.caption(say("run.select-parameter"))
    _without(report)


def _without(report: Report) -> None:
    """List the tensors that no gradient reached, each with the reason."""
    if report.settings.loss == "none":
        return
    missing = [one for one in report.parameters if one.gradient is None]
    if missing:
        with st.expander(say("run.without", count=len(missing)), expanded=len(missing) < 6):
            for one in missing:
                st.markdown(f"**{escape_markdown(one.name)}**  {escape_markdown(one.reason or say('run.no-reason'))}")


def _parameter(live: Live, weights: Path, asked: RunRequest, one: Parameter) -> None:
    with st.container(border=True, key="run-parameter"):
        st.markdown(f"**{escape_markdown(one.name)}**")
        others = [name for name in one.names if name != one.name]
        if others:
            st.caption(say("run.also", names=", ".join(map(escape_markdown, others))))
        if one.reason is not None:
            st.info(escape_markdown(one.reason))
        if one.uses:
            uses = pd.DataFrame(
                {
                    "use": [shown_path(use.path, use.number) for use in one.uses],
                    "norm": [use.gradient.norm for use in one.uses],
                    "mean": [use.gradient.mean for use in one.uses],
                    "std": [use.gradient.std for use in one.uses],
                }
            )
            st.markdown(say("run.uses", count=len(one.uses)))
            st.dataframe(
                uses, hide_index=True, width="stretch", row_height=ROW_HEIGHT,
                column_config={"use": st.column_config.TextColumn(say("run.column.use"))},
            )  # fmt: skip
            norm = number(None if one.gradient is None else one.gradient.norm)
            st.caption(say("run.adds-up", norm=norm) if one.adds_up else say("run.adds-up.nearly", norm=norm))
        path, _, name = one.name.rpartition(".")
        view = view_at(live, weights, asked, Place(path, 0, "parameters"))
        found = {picture.name: i for i, picture in enumerate(view.pictures)} if view is not None else {}
        if view is not None and name in found:
            draw_parameter(view.pictures[found[name]], view.statistics[found[name]], one.gradient, "run-parameter")
