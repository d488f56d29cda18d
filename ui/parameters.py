"""The parameter table, and one tensor of it looked at closely."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from builder.jobs.tasks import Look
from builder.layers.wording import shown_size
from ui import charts, state, tensors
from ui.live import Live
from ui.wording import counted, escaped, number

COLUMNS = {
    "path": st.column_config.TextColumn("path", width=130),
    "access": st.column_config.TextColumn("in Python", width=140),
    "kind": st.column_config.TextColumn("kind", width=85),
    "shape": st.column_config.TextColumn("shape", width=85),
    "dtype": st.column_config.TextColumn("dtype", width=65),
    "count": st.column_config.NumberColumn("count", format="localized", width=65),
    "bytes": st.column_config.NumberColumn("bytes", format="localized", width=65),
    "trainable": st.column_config.CheckboxColumn("trainable", width=65),
    "tied_to": st.column_config.TextColumn("tied to", width=80),
    "mean": st.column_config.NumberColumn("mean", format="%.4g", width=100),
    "std": st.column_config.NumberColumn("std", format="%.4g", width=100),
    "min": st.column_config.NumberColumn("min", format="%.4g", width=100),
    "max": st.column_config.NumberColumn("max", format="%.4g", width=100),
}
ROW_HEIGHT = 30
MAX_HEIGHT = 460


def show(live: Live) -> None:
    """Draw the table, its totals, and the tensor that is selected."""
    head, search, take = st.columns([4, 3, 1], vertical_alignment="center")
    head.subheader("Parameters")
    if not live.reading.analysis.parameters:
        _empty()
        return
    table = tensors.table(live)
    if table is None:
        return
    wanted = search.text_input(
        "Search", key="parameter-search", placeholder="Search by path, kind, shape …", label_visibility="collapsed"
    )
    take.download_button(
        "CSV", lambda: table.to_csv(index=False), f"{live.document.name}-parameters.csv", "text/csv",
        icon=":material/download:", width="stretch", on_click="ignore",
    )  # fmt: skip
    shown = found(table, wanted)
    if shown.empty:
        st.info(f"No tensor matches “{escaped(wanted)}”.")
        st.button("Show all", on_click=state.set_value, args=("parameter-search", ""))
        return
    height = min(MAX_HEIGHT, ROW_HEIGHT * (len(shown) + 1) + 10)
    event = st.dataframe(
        shown, key="parameter-table", column_config=COLUMNS, hide_index=True, height=height, row_height=ROW_HEIGHT,
        on_select="rerun", selection_mode=["single-row", "single-cell"], width="stretch",
    )  # fmt: skip
    st.caption(totals(table, shown))
    row = selected(event["selection"])
    if row is not None and row < len(shown):
        _tensor(live, shown.iloc[row])
    else:
        st.caption("Select a row to see its values.")


def selected(selection: Mapping[str, Any]) -> int | None:
    """Return the row that is ticked, or in which a cell is chosen.

    >>> selected({"rows": [], "cells": [(3, "path")]})
    3
    """
    rows, cells = selection.get("rows", []), selection.get("cells", [])
    return int(rows[0]) if rows else int(cells[0][0]) if cells else None


def _empty() -> None:
    st.info("This network has no parameters yet. Add a layer that learns, such as Linear.")
    st.button("Go to Build", key="go-build", on_click=state.go, args=("Build",))


def found(table: pd.DataFrame, wanted: str) -> pd.DataFrame:
    """Return the rows in which every word stands somewhere."""
    if not wanted.strip():
        return table
    keep = pd.Series(True, index=table.index)
    text = table[["path", "access", "kind", "shape", "dtype", "tied_to"]].astype(str).agg(" ".join, axis=1).str.lower()
    for word in wanted.lower().split():
        keep &= text.str.contains(word, regex=False)
    return table[keep]


def totals(table: pd.DataFrame, shown: pd.DataFrame) -> str:
    """Return the sums over the table, and over what is shown of it."""
    learned = int(table.loc[table["trainable"], "count"].sum())
    count = counted(int(table["count"].sum()), "parameter")
    text = f"**{count}**, {learned:,} trainable, {shown_size(int(table['bytes'].sum()))}"
    if len(shown) < len(table):
        part = counted(int(shown["count"].sum()), "parameter")
        text += f" · shown: {len(shown):,} of {counted(len(table), 'tensor')}, {part}"
    return text


def _tensor(live: Live, row: pd.Series) -> None:
    """Draw how one reaches a tensor, what it holds, and how its values are spread."""
    left, right = st.columns([6, 5], gap="medium")
    left.markdown(f"**{escaped(str(row['path']))}**")
    left.code(str(row["access"]), language="python")
    summary = tensors.look(live, str(row["path"]))
    if summary is None:
        return
    left.code(excerpt(summary), language=None)
    with right:
        st.caption(f"`{list(summary.shape)}` {summary.dtype}, mean {number(summary.mean)}, std {number(summary.std)}")
        charts.histogram(summary.edges, summary.counts, key="parameter-histogram")


def excerpt(summary: Look) -> str:
    """Return the first values of a tensor as rows of figures."""
    rows = [" ".join(f"{value:>8.4f}" for value in row) for row in summary.excerpt]
    total = math.prod(summary.shape)
    shown = sum(map(len, summary.excerpt))
    return "\n".join([*rows, f"… {total - shown:,} more" if total > shown else ""]).rstrip()
