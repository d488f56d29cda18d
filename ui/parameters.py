"""The parameter table, and one tensor of it looked at closely."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ui import charts, state, tensors
from ui.live import Live
from ui.wording import counted, escaped, size

COLUMNS = {
    "path": st.column_config.TextColumn("path", width="medium"),
    "access": st.column_config.TextColumn("in Python", width="medium"),
    "kind": st.column_config.TextColumn("kind", width="small"),
    "shape": st.column_config.TextColumn("shape", width="small"),
    "dtype": st.column_config.TextColumn("dtype", width="small"),
    "count": st.column_config.NumberColumn("count", format="localized", width="small"),
    "bytes": st.column_config.NumberColumn("bytes", format="localized", width="small"),
    "trainable": st.column_config.CheckboxColumn("trainable", width="small"),
    "tied_to": st.column_config.TextColumn("tied to", width="small"),
    "mean": st.column_config.NumberColumn("mean", format="%.4g", width="small"),
    "std": st.column_config.NumberColumn("std", format="%.4g", width="small"),
    "min": st.column_config.NumberColumn("min", format="%.4g", width="small"),
    "max": st.column_config.NumberColumn("max", format="%.4g", width="small"),
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
        on_select="rerun", selection_mode="single-row", width="stretch",
    )  # fmt: skip
    st.caption(totals(table, shown))
    rows = event["selection"]["rows"]
    if rows and rows[0] < len(shown):
        _tensor(live, shown.iloc[rows[0]])
    else:
        st.caption("Select a row to see its values.")


def _empty() -> None:
    st.info("This network has no parameters yet. Add a layer that learns, such as Linear.")
    if st.button("Go to Build", key="go-build"):
        state.go("Build")


def found(table: pd.DataFrame, wanted: str) -> pd.DataFrame:
    """Return the rows in which every word stands somewhere."""
    keep = pd.Series(True, index=table.index)
    text = table[["path", "access", "kind", "shape", "dtype", "tied_to"]].astype(str).agg(" ".join, axis=1).str.lower()
    for word in wanted.lower().split():
        keep &= text.str.contains(word, regex=False)
    return table[keep]


def totals(table: pd.DataFrame, shown: pd.DataFrame) -> str:
    """Return the sums over the table, and over what is shown of it."""
    learned = int(table.loc[table["trainable"], "count"].sum())
    text = f"**{counted(int(table['count'].sum()), 'parameter')}**, {learned:,} trainable, {size(int(table['bytes'].sum()))}"
    if len(shown) < len(table):
        text += f" · shown: {len(shown):,} of {counted(len(table), 'tensor')}, {counted(int(shown['count'].sum()), 'parameter')}"
    return text


def _tensor(live: Live, row: pd.Series) -> None:
    """Draw how one reaches a tensor, what it holds, and how its values are spread."""
    left, right = st.columns(2, gap="large")
    left.markdown(f"**{escaped(str(row['path']))}**")
    left.code(str(row["access"]), language="python")
    sample = tensors.sample(live, str(row["path"]))
    if sample is None:
        return
    left.code(sample.text, language=None, height=230)
    with right:
        st.caption(f"{escaped(str(row['shape']))} · {counted(int(sample.count), 'element')}")
        charts.histogram(sample.edges, sample.counts, key="parameter-histogram", height=280)
