"""The parameter table, and the details of one tensor."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from builder.catalogue.layers.argument_words import shown_size
from builder.jobs.tasks import Look
from builder.sentences import say
from ui.screens import charts, state, tensors, value_edits
from ui.server.live import Live
from ui.server.readable import escaped, number

ROOM = 836
"""Pixels that a window of 1,024 has for the columns; a wider one widens them."""
LETTER, PADDING = 6.8, 17
"""Pixels of a figure, and of what stands around a cell's text."""
_STATISTICS = ("mean", "std", "min", "max")
ROW_HEIGHT = 30
MAX_HEIGHT = 460


def show(live: Live) -> None:
    """Draw the table, its totals, and the tensor that is selected."""
    head, search, take = st.columns([4, 3, 1], vertical_alignment="center")
    head.subheader(say("parameters.title"))
    if not live.reading.analysis.parameters:
        _empty()
        return
    table = tensors.table(live)
    if table is None:
        return
    wanted = search.text_input(
        say("common.search"), key="parameter-search", placeholder=say("parameters.search"),
        label_visibility="collapsed",
    )  # fmt: skip
    take.download_button(
        say("parameters.csv"), lambda: table.to_csv(index=False), f"{live.document.name}-parameters.csv", "text/csv",
        icon=":material/download:", width="stretch", on_click="ignore",
    )  # fmt: skip
    shown = found(table, wanted)
    if shown.empty:
        st.info(say("parameters.no-match", text=escaped(wanted)))
        st.button(say("common.show-all"), on_click=state.set_value, args=("parameter-search", ""))
        return
    height = min(MAX_HEIGHT, ROW_HEIGHT * (len(shown) + 1) + 10)
    widths = column_widths(table)
    event = st.dataframe(
        shown[list(widths)], key="parameter-table", column_config=_columns(widths), hide_index=True, height=height,
        row_height=ROW_HEIGHT, on_select="rerun", selection_mode="single-cell", width="stretch",
    )  # fmt: skip
    st.caption(totals(table, shown))
    row = selected(event["selection"])
    if row is not None and row < len(shown):
        _tensor(live, shown.iloc[row])
    else:
        st.caption(say("parameters.select"))


def column_widths(table: pd.DataFrame) -> dict[str, int]:
    """Return the columns that are shown and their pixels: together no more than a small window has.

    What is the same for all tensors stands below the table; bytes follow from the count, and the way in Python is told
    of a row that is chosen.
    """
    widths = {"kind": _pixels(table["kind"], most=140) + 8, "shape": _pixels(table["shape"], most=116)}
    if table["dtype"].nunique() > 1:
        widths["dtype"] = 58
    widths["count"] = _pixels(table["count"].map("{:,}".format))
    if table["trainable"].nunique() > 1:
        widths["trainable"] = 62
    if table["tied_to"].any():
        widths["tied_to"] = _pixels(table["tied_to"], most=84)
    widths |= {name: _pixels(table[name].dropna().map(_figures)) for name in _STATISTICS}
    # The path takes what it needs, so that the count beside it is whole in a narrower window; a wide one widens all.
    path = _pixels(table["path"], most=ROOM)
    return {"path": max(100, min(path, ROOM - sum(widths.values()))), **widths}


def _pixels(cells: pd.Series, most: int = 200) -> int:
    letters = max(map(len, cells), default=0)
    return min(most, max(54, round(letters * LETTER + PADDING)))


def _figures(value: float) -> str:
    """Write a number as the browser does with two significant figures: below a millionth with an exponent."""
    rounded = float(f"{value:.2g}")
    return np.format_float_positional(rounded, trim="-") if abs(rounded) >= 1e-6 else f"{rounded:g}"


def _columns(widths: Mapping[str, int]) -> dict[str, Any]:
    columns: dict[str, Any] = {name: st.column_config.Column(name, width=pixels) for name, pixels in widths.items()}
    columns["count"] = st.column_config.NumberColumn("count", format="localized", width=widths["count"])
    for name in _STATISTICS:
        columns[name] = st.column_config.NumberColumn(name, format="%.2g", width=widths[name])
    if "tied_to" in widths:
        columns["tied_to"] = st.column_config.TextColumn(say("parameters.tied-to"), width=widths["tied_to"])
    return columns


def selected(selection: Mapping[str, Any]) -> int | None:
    """Return the row in which a cell is chosen.

    >>> selected({"cells": [(3, "path")]})
    3
    """
    cells = selection.get("cells", [])
    return int(cells[0][0]) if cells else None


def _empty() -> None:
    st.info(say("parameters.empty"))
    st.button(say("parameters.build"), key="go-build", on_click=state.go, args=("build",))


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
    count, size, dtype = int(table["count"].sum()), shown_size(int(table["bytes"].sum())), str(table["dtype"].iloc[0])
    text = (
        say("parameters.total.dtype", count=count, trainable=learned, size=size, dtype=dtype)
        if table["dtype"].nunique() == 1
        else say("parameters.total", count=count, trainable=learned, size=size)
    )
    if len(shown) < len(table):
        part = int(shown["count"].sum())
        return f"{text} · {say('parameters.shown', shown=len(shown), count=len(table), parameters=part)}"
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
    with left:
        value_edits.show(live, str(row["path"]), str(row["access"]), len(summary.shape))
    with right:
        st.caption(
            say(
                "parameters.tensor",
                shape=list(summary.shape),
                dtype=summary.dtype,
                size=shown_size(int(row["bytes"])),
                mean=number(summary.mean),
                std=number(summary.std),
            )
        )
        charts.histogram(summary.edges, summary.counts, key="parameter-histogram")


def excerpt(summary: Look) -> str:
    """Return the first values of a tensor as rows of figures."""
    rows = [" ".join(f"{value:>8.4f}" for value in row) for row in summary.excerpt]
    total = math.prod(summary.shape)
    shown = sum(map(len, summary.excerpt))
    return "\n".join([*rows, say("parameters.more", count=total - shown) if total > shown else ""]).rstrip()
