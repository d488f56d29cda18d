"""What a run learns from: a data set that is built in or a person's own, and how it is split and scaled."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import streamlit as st

from builder.datasets.builtin import BUILT_IN
from builder.datasets.prepare import Preparation
from builder.datasets.stored import DataSet
from builder.sentences import say
from ui.screens import work
from ui.server import trainings
from ui.server.live import Live
from ui.server.readable import escaped


class Data(NamedTuple):
    """A data set, its folder, and how it is prepared."""

    folder: Path
    info: DataSet
    preparation: Preparation


def draw(live: Live) -> Data | None:
    """Draw the panel and return what was chosen; None while it is being made."""
    with st.container(border=True, key="train-data"):
        st.markdown(say("train.data"))
        names = list(BUILT_IN)
        name = st.selectbox(
            say("train.data.which"), names, format_func=lambda one: BUILT_IN[one].title.said, key="train-data-name",
            label_visibility="collapsed",
        )  # fmt: skip
        st.caption(BUILT_IN[name].about.said)
        found = _found(live, name)
        if found is None:
            return None
        folder, info = found
        st.caption(_facts(info))
        with st.expander(say("train.data.preparation")):
            share = st.slider(say("train.data.validation"), 0, 50, 20, 5, format="%d %%", key="train-validation")
            scaling = st.selectbox(
                say("train.data.scaling"), ["standard", "unit", "none"], key="train-scaling",
                format_func=lambda one: say("train.data.scaling.none") if one == "none" else _SCALINGS[one](),
            )  # fmt: skip
        return Data(folder, info, Preparation(validation=share / 100, scaling=scaling))


def _found(live: Live, name: str) -> tuple[Path, DataSet] | None:
    """Return a data set that is built in, and where it lies; None while it is made for the first time."""
    there = {info.name: (folder, info) for folder, info in trainings.data_sets(live).items()}
    if name not in there:
        key = (live.id, name)
        made = work.outcome("train-data", key, say("train.data.making"), lambda: trainings.storing(live, name))
        if made is None:
            return None
        there = {info.name: (folder, info) for folder, info in trainings.data_sets(live).items()}
    if name not in there:  # it was removed since it was made
        work.forget("train-data")
    return there.get(name)


_SCALINGS = {
    "standard": lambda: say("train.data.scaling.standard"),
    "unit": lambda: say("train.data.scaling.unit"),
}


def _facts(info: DataSet) -> str:
    shape = " × ".join(map(str, info.shape)) or "1"
    target = say("train.data.classes", count=len(info.classes)) if info.task == "classes" else info.task
    return escaped(say("train.data.facts", rows=info.rows, shape=shape, target=target))
