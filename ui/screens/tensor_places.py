"""Views of the Parameters page that show no values: what a checkpoint keeps and what moves, and lazy layers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import streamlit as st
from msgspec.structs import replace

from builder.classes.own_moves import own_moves
from builder.document.tree import children
from builder.edits import SetLazy
from builder.expansion.lazy_layers import has_any, needs_sizes
from builder.inspection.tensor_report import LazyTensors, TensorRow
from builder.jobs import tasks
from builder.sentences import Sentence, say
from ui.screens import state, tensors, work
from ui.server.live import Live
from ui.server.readable import escape_markdown
from ui.server.service import service

_NAMED = 6
"""Tensors that a sentence names."""
_ROW_HEIGHT, _MOST_HEIGHT = 30, 460
_LETTER, _PADDING = 6.8, 17
"""Pixels of a letter of a table that Streamlit draws, and beside what a cell holds."""


def show(live: Live, values: Callable[[Live], None]) -> None:
    """Draw the view that is chosen; `values` draws the table of parameters, which is the first."""
    whole = live.reading.analysis.expanded
    views = {"values": say("parameters.view.values"), "kept": say("parameters.view.kept")}
    if has_any(whole):
        views["lazy"] = say("parameters.view.lazy")
    view = None
    if children(whole.root) or live.reading.analysis.parameters:
        key = f"parameter-view-{len(views)}"
        if state.value(key) is None:  # who keeps lazy layers sees first what torch has of them before an input
            state.set_value(key, "lazy" if "lazy" in views and live.document.lazy == "keep" else "values")
        view = st.segmented_control(
            say("parameters.view"), list(views), format_func=views.__getitem__, key=key, label_visibility="collapsed"
        )
    if view == "kept":
        _places_table(live)
    elif view == "lazy":
        _lazy(live)
    else:
        values(live)


def _places_table(live: Live) -> None:
    """Draw a table of all tensors: who keeps them, and what reaches them."""
    st.subheader(say("parameters.kept.title"))
    rows = work.outcome(
        "tensor-rows", tensors.question(live), say("parameters.kept.looking"),
        lambda: service().pool.submit(tasks.tensor_rows, live.document),
    )  # fmt: skip
    if rows is None:
        return
    if not rows:
        st.info(say("parameters.kept.none"))
        return
    lost, stay = [row for row in rows if not row.in_state_dict], [row for row in rows if not row.moves]
    if lost:
        st.markdown(
            say("parameters.kept.lost", count=len(lost), names=Sentence(_name_list([row.path for row in lost])))
        )
    if stay:
        st.markdown(
            say("parameters.kept.stay", count=len(stay), names=Sentence(_name_list([row.path for row in stay])))
        )
    own = own_moves(live.document)
    if own:
        st.warning(say("parameters.kept.own", names=Sentence(_name_list(own)), count=len(own)))
    if not lost and not stay:
        st.markdown(say("parameters.kept.all", count=len(rows)))
    st.dataframe(
        _table(rows), key="tensor-rows", column_config=_columns(rows), hide_index=True, width="stretch",
        height=min(_MOST_HEIGHT, _ROW_HEIGHT * (len(rows) + 1) + 10), row_height=_ROW_HEIGHT,
    )  # fmt: skip
    st.caption(say("parameters.kept.about"))


def _name_list(names: Sequence[str]) -> str:
    return ", ".join(f"`{escape_markdown(name)}`" for name in names[:_NAMED]) + (", …" if len(names) > _NAMED else "")


def _table(rows: Sequence[TensorRow]) -> pd.DataFrame:
    kinds = {
        "parameter": say("parameters.kept.parameter"),
        "buffer": say("parameters.kept.buffer"),
        "non-persistent": say("parameters.kept.non-persistent"),
        "plain": say("parameters.kept.plain"),
    }
    return pd.DataFrame(
        {
            "path": [row.path for row in rows],
            "state_dict": [row.in_state_dict for row in rows],
            "moves": [row.moves for row in rows],
            "kind": [kinds[row.kind] for row in rows],
            "shape": [str(row.shape) for row in rows],
            "dtype": [row.dtype for row in rows],
            "half": [row.half for row in rows],
            "device": [row.device for row in rows],
            "shared": [_shared_words(row) for row in rows],
        }
    )


def _shared_words(row: TensorRow) -> str:
    if row.shared is None:
        return ""
    return say("parameters.kept.view", name=row.shared) if row.is_view else row.shared


def _columns(rows: Sequence[TensorRow]) -> dict[str, Any]:
    check, text = st.column_config.CheckboxColumn, st.column_config.TextColumn
    letters = max(len(row.path) for row in rows)
    return {
        "path": text(say("parameters.kept.path"), width=max(80, min(300, round(letters * _LETTER + _PADDING)))),
        "kind": text(say("parameters.kept.kind"), width=140),
        "shape": text("shape", width=100),
        "state_dict": check("state_dict", width=76, help=say("parameters.kept.state-dict")),
        "moves": check(".to()", width=56, help=say("parameters.kept.moves")),
        "dtype": text("dtype", width=70),
        "half": text(".half()", width=70, help=say("parameters.kept.half")),
        "device": text(say("devices.column.device"), width=56),
        "shared": text(say("parameters.kept.shared"), width=110),
    }


def _lazy(live: Live) -> None:
    """Draw the network before its first forward, and after one that a person asks for."""
    st.subheader(say("parameters.lazy.title"))
    _choice(live)
    asked = replace(live.document, lazy="sizes")  # what is chosen above changes nothing here
    is_run = state.wants("first-run", asked)
    found = work.outcome(
        "lazy", (asked, is_run), say("parameters.lazy.building"),
        lambda: service().pool.submit(tasks.lazy_tensors, live.document, is_run),
    )  # fmt: skip
    if found is None:
        return
    st.button(
        say("parameters.lazy.run"), key="first-run", type="primary", icon=":material/play_arrow:", disabled=is_run,
        on_click=state.want, args=("first-run", asked),
    )  # fmt: skip
    if is_run:
        st.caption(say("parameters.lazy.ran", shapes=", ".join(found.returned)))
    else:
        st.caption(say("parameters.lazy.waits"))
    _tensors(found)
    _trees(found)


def _choice(live: Live) -> None:
    names = {"keep": say("parameters.lazy.keep"), "sizes": say("parameters.lazy.sizes")}
    chosen = live.document.lazy
    key = state.field("lazy-choice", chosen)
    st.radio(
        say("parameters.lazy.choice"), list(names), list(names).index(chosen), format_func=names.__getitem__,
        key=key, horizontal=True, on_change=_choose, args=(key,),
    )  # fmt: skip
    if chosen == "keep" and needs_sizes(live.reading.analysis.expanded):
        st.caption(say("parameters.lazy.needed"))


def _choose(key: str) -> None:
    state.commit(SetLazy(state.value(key)))


def _tensors(found: LazyTensors) -> None:
    columns = {
        "path": st.column_config.TextColumn(say("parameters.kept.path"), width=76),
        "before": st.column_config.TextColumn(say("parameters.lazy.before"), width=172),
    }
    table = {"path": [row.path for row in found.rows], "before": [row.before for row in found.rows]}
    if found.after is not None:
        table["after"] = [row.after or "" for row in found.rows]
        columns["after"] = st.column_config.TextColumn(say("parameters.lazy.after"), width=150)
    st.dataframe(
        pd.DataFrame(table), key="lazy-rows", column_config=columns, hide_index=True, width="stretch",
        height=min(_MOST_HEIGHT, _ROW_HEIGHT * (len(found.rows) + 1) + 10), row_height=_ROW_HEIGHT,
    )  # fmt: skip


def _trees(found: LazyTensors) -> None:
    before, after = st.columns([1, 1], gap="medium")
    with before:
        st.markdown(f"**{say('parameters.lazy.before')}**")
        st.code(_session("print(net)", found.before, *found.asked), language="python", wrap_lines=True)
    with after:
        st.markdown(f"**{say('parameters.lazy.after')}**")
        if found.after is None:
            st.caption(say("parameters.lazy.none"))
        else:
            st.code(_session("print(net)", found.after, *found.answered), language="python", wrap_lines=True)


def _session(*lines: str) -> str:
    """Write lines of code, each with what it gives, as at the prompt."""
    return "\n".join(f">>> {line}" if i % 2 == 0 else line for i, line in enumerate(lines))
