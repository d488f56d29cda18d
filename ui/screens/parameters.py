"""The Parameters page: every tensor in one table, ticked where it learns, and one tensor looked at closely."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from builder.analysis.freezing import Freezing
from builder.catalogue.layers.argument_words import shown_size
from builder.sentences import say
from ui.screens import last_gradients, state, tensor_panel, tensor_table, tensors
from ui.screens.last_gradients import Gradients
from ui.screens.tensor_table import Calls, Column
from ui.server.live import Live
from ui.server.readable import escape_markdown

GRADIENT = "gradient"
ROW_HEIGHT = 30
MAX_HEIGHT = 460
"""Pixels of a row of a table that Streamlit draws, and of the whole."""


def show(live: Live) -> None:
    """Draw the table, its totals, and the tensor that is chosen."""
    head, search, take = st.columns([4, 3, 1], vertical_alignment="center")
    head.subheader(say("parameters.title"))
    if not live.reading.analysis.parameters:
        st.info(say("parameters.empty"))
        st.button(say("parameters.build"), key="go-build", on_click=state.go, args=("build",))
        return
    place, below = st.container(), st.container()
    with below:
        table = _table(live)
        gradients = None if table is None else last_gradients.find(live)
    if table is None:
        return
    if gradients is not None:
        table = table.assign(**{GRADIENT: [gradients.rms(key) for key in table["path"]]})
    wanted = search.text_input(
        say("common.search"), key="parameter-search", placeholder=say("parameters.search"),
        label_visibility="collapsed",
    )  # fmt: skip
    # `ignore`, since a download is no reason to run the page again.
    take.download_button(
        say("parameters.csv"), lambda: table.to_csv(index=False), f"{live.document.name}-parameters.csv", "text/csv",
        icon=":material/download:", width="stretch", on_click="ignore",
    )  # fmt: skip
    shown = matching_rows(table, wanted)
    with place:
        if shown.empty:
            st.info(say("parameters.no-match", text=escape_markdown(wanted)))
            st.button(say("common.show-all"), on_click=state.set_value, args=("parameter-search", ""))
        else:
            _tensors(live, table, shown, gradients)


def _tensors(live: Live, table: pd.DataFrame, shown: pd.DataFrame, gradients: Gradients | None) -> None:
    """Draw the rows that are shown of the table, and the tensor that is chosen."""
    chosen = _chosen_key(live, table)
    stamp = (*tensors.question(live), state.request_of("ticks"))
    calls = Calls(lambda key: state.want("chosen-tensor", (live.id, key)), lambda key, on: _tick(live, key, on))
    tensor_table.show(shown, columns(table), chosen, stamp, calls)
    with st.container(horizontal=True, vertical_alignment="center", key="totals"):
        st.caption(totals(table, shown), width="content")
        if gradients is None:
            last_gradients.say_how()
    if chosen is None:
        st.caption(say("parameters.select"))
        return
    keys, by_key = places(table, chosen), table.set_index("path", drop=False)
    row = by_key.loc[chosen].copy()
    row["bytes"] = by_key.loc[keys[0], "bytes"]  # the others count none, so that the columns add up
    tensor_panel.show(live, row, keys, gradients)


def _table(live: Live) -> pd.DataFrame | None:
    """Return the table; while a worker computes the next one, that of before stays."""
    table = tensors.table(live)
    if table is not None:
        state.want("last-table", (live.id, table))
        return table
    last = state.request_of("last-table")
    return last[1] if last is not None and last[0] == live.id else None


def _chosen_key(live: Live, table: pd.DataFrame) -> str | None:
    """Return the key of the tensor that a person has chosen in this network, if it is there still."""
    last = state.request_of("chosen-tensor")
    return last[1] if last is not None and last[0] == live.id and last[1] in set(table["path"]) else None


def _tick(live: Live, key: str, learns: bool) -> None:
    """Freeze a tensor, or let it learn again, as one step; what stands in the way is said."""
    state.want("ticks", (state.request_of("ticks") or 0) + 1)

    def change() -> None:
        freezing = Freezing(live.document, live.reading.analysis)
        edits = freezing.unfreeze(key) if learns else freezing.freeze(key)
        if edits:
            live.commit(*edits, person=state.person())
        last = state.request_of("last-table")
        if last is not None and last[0] == live.id:  # which stays until the next one is there
            table = last[1]
            trainable = table["trainable"].mask(table["path"].isin(places(table, key)), learns)
            state.want("last-table", (live.id, table.assign(trainable=trainable)))

    state.attempt(change)


def places(table: pd.DataFrame, key: str) -> list[str]:
    """Return the keys of one tensor: more than one where it is shared or tied."""
    own = table.loc[table["path"] == key, "tied_to"]
    first = (own.iloc[0] if len(own) else "") or key
    return list(table.loc[(table["path"] == first) | (table["tied_to"] == first), "path"])


def columns(table: pd.DataFrame) -> list[Column]:
    """Return the columns that are shown.

    What is the same for all tensors stands below the table; bytes follow from the count, and the way in Python is told
    of a row that is chosen.
    """
    shown = [
        Column("path", say("parameters.column.path"), "key"),
        Column("trainable", say("parameters.column.learns"), "tick", say("parameters.column.learns.help")),
        Column("kind", say("parameters.column.kind")),
        Column("shape", say("parameters.column.shape")),
    ]
    if table["dtype"].nunique() > 1:
        shown.append(Column("dtype", say("parameters.column.dtype")))
    shown.append(Column("count", say("parameters.column.count"), "count"))
    if table["tied_to"].any():
        shown.append(Column("tied_to", say("parameters.tied-to")))
    statistics = {
        "mean": say("parameters.column.mean"),
        "std": say("parameters.column.std"),
        "min": say("parameters.column.min"),
        "max": say("parameters.column.max"),
    }
    shown += [Column(name, title, "number") for name, title in statistics.items()]
    if GRADIENT in table:
        help = say("parameters.column.gradient.help")
        shown.append(Column(GRADIENT, say("parameters.column.gradient"), "number", help))
    return shown


def selected_row(selection: Mapping[str, Any]) -> int | None:
    """Return the row in which a cell of such a table is chosen.

    >>> selected_row({"cells": [(3, "path")]})
    3
    """
    cells = selection.get("cells", [])
    return int(cells[0][0]) if cells else None


def matching_rows(table: pd.DataFrame, wanted: str) -> pd.DataFrame:
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
