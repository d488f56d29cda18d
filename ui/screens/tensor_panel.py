"""One tensor looked at closely: how one reaches it, its values as a picture, how they are spread, and its gradient."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from builder.catalogue.layers.argument_words import shown_size
from builder.sentences import say
from builder.weights.tensor_summary import TensorSummary
from ui.screens import charts, state, tensor_view, tensors, value_edits
from ui.screens.last_gradients import Gradients
from ui.screens.tensor_view import TensorView
from ui.server.live import Live
from ui.server.readable import escape_markdown, number

MOST_PLACES = 6
"""Keys of one tensor that are named."""


def show(live: Live, row: pd.Series, places: Sequence[str], gradients: Gradients | None) -> None:
    """Draw a row of the table as a tensor; `places` are all of its keys."""
    key, access = str(row["path"]), str(row["access"])
    with st.container(border=True, key="tensor"):
        name, code = st.columns([2, 5], vertical_alignment="center")
        name.markdown(f"**{escape_markdown(key)}**")
        code.code(access, language="python")
        _places(places)
        _gradient(key, gradients)
        inside, below = st.container(), st.container()
        with below:  # what a worker is at moves nothing that is shown
            summary, file = _look(live, key)
        if summary is not None and file is not None:
            with inside:
                _values(live, row, summary, file)


def _values(live: Live, row: pd.Series, summary: TensorSummary, file: str) -> None:
    """Draw the values of a tensor, what can be done to them, and how they are spread."""
    key, access, is_plain = str(row["path"]), str(row["access"]), not summary.dtype.startswith("complex")
    tensor = TensorView(key, file, is_plain, value_edits.goes_on())
    tensor_view.show(live, tensor, lambda edit: value_edits.ask(live, edit))
    left, right = st.columns([6, 5], gap="medium")
    with left:
        value_edits.show(live, key, access, len(summary.shape))
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


def _look(live: Live, key: str) -> tuple[TensorSummary | None, str | None]:
    """Return what is known of a tensor, and the name of the file it is in.

    What was known before a change stays until more is known, so that nothing jumps meanwhile.
    """
    path = tensors.there(live)
    summary = None if path is None else tensors.look(live, key)
    if path is not None and summary is not None:
        state.want("last-look", (live.id, key, summary, path.name))
    last = state.request_of("last-look")
    return (last[2], last[3]) if last is not None and last[:2] == (live.id, key) else (None, None)


def _places(places: Sequence[str]) -> None:
    if len(places) > 1:
        named = ", ".join(f"**{escape_markdown(one)}**" for one in places[:MOST_PLACES])
        more = len(places) - MOST_PLACES
        st.caption(
            say("parameters.places", count=len(places), names=named)
            if more <= 0
            else say("parameters.places.more", count=len(places), names=named, more=more)
        )


def _gradient(key: str, gradients: Gradients | None) -> None:
    one = None if gradients is None else gradients.by_key.get(key)
    if one is None:
        return
    if one.gradient is None:
        st.caption(say("parameters.no-gradient", reason=escape_markdown(one.reason or say("run.no-reason"))))
        return
    found = one.gradient
    mean, std, norm = number(found.mean), number(found.std), number(found.norm)
    st.caption(say("parameters.gradient", rms=number(found.rms), mean=mean, std=std, norm=norm))
