"""What a run learns from: a data set that is built in or a person's own, and how it is split and scaled."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

import streamlit as st

from builder.catalogue.layers.kind import TensorSpec
from builder.datasets.builtin import BUILT_IN, closest
from builder.datasets.prepare import Preparation
from builder.datasets.preview import Preview
from builder.datasets.stored import DataSet
from builder.sentences import say
from ui.screens import state, work
from ui.screens.train import examples, upload
from ui.server import trainings
from ui.server.live import Live
from ui.server.readable import escape_markdown

_OF = "train-data-of"
"""Names the network for which data were last chosen."""
_NEXT = "train-next"
"""Names the data set that was just added, to be chosen."""


Scaling: TypeAlias = Literal["standard", "unit", "none"]


class Data(NamedTuple):
    """A data set, its folder, and how it is prepared."""

    folder: Path
    info: DataSet
    preparation: Preparation


def draw(live: Live) -> Data | None:
    """Draw the panel and return what was chosen; None while it is being made."""
    with st.container(border=True, key="train-data"):
        st.markdown(say("train.data"))
        stored = trainings.data_sets(live)
        own = {folder.name: info for folder, info in stored.items() if info.name not in BUILT_IN}
        added = state.request_of(_NEXT)
        if added in own:
            state.want(_NEXT, None)
            state.set_value("train-data-name", added)
        names = [*BUILT_IN, *own]
        if not state.wants(_OF, live.id):  # what was chosen for another network says nothing of this one
            state.want(_OF, live.id)
            state.set_value("train-data-name", _first(live, stored))
        key = state.kept_field("train-data-name", names[0], names)
        name = st.selectbox(
            say("train.data.which"), names, names.index(state.value(key)), key=key,
            label_visibility="collapsed",
            format_func=lambda one: BUILT_IN[one].title.said if one in BUILT_IN else own[one].name,
        )  # fmt: skip
        _add(live)
        found = (trainings.data_folder(live) / name, own[name]) if name in own else _built_in(live, name, stored)
        if found is not None:
            _about(name, found[1])
            _examples(found[0])
        preparation = _preparation(None if found is None else found[1])
    return None if found is None else Data(*found, preparation)


def _first(live: Live, stored: dict[Path, DataSet]) -> str:
    """Return what the newest run learned from, and before any run what the network is nearest to fitting."""
    for run in trainings.list_runs(live):
        if run.plan.data in stored:
            name = stored[run.plan.data].name
            return name if name in BUILT_IN else run.plan.data.name
    analysis, inputs = live.reading.analysis, live.document.inputs
    if not inputs:
        return next(iter(BUILT_IN))
    shape = tuple(size for size in inputs[0].shape if isinstance(size, int))
    width = analysis.output.shape[-1] if isinstance(analysis.output, TensorSpec) and analysis.output.shape else None
    return closest(shape, width if isinstance(width, int) else None, tokens=inputs[0].dtype == "int64")


def _built_in(live: Live, name: str, stored: dict[Path, DataSet]) -> tuple[Path, DataSet] | None:
    """Return a data set that is built in, and where it lies; None while it is made for the first time."""
    for folder, info in stored.items():
        if info.name == name:
            return folder, info
    made = work.outcome(
        "train-data", (live.id, name), say("train.data.making"), lambda: trainings.store_builtin(live, name)
    )
    return None if made is None else (made.folder, made.info)


def _add(live: Live) -> None:
    """Draw how to bring files of one's own; what was just read is chosen."""
    with st.expander(say("train.own"), key="train-own-open"):
        read = upload.draw(live)
    if read is not None:
        state.want(_NEXT, read)
        st.rerun()


def _about(name: str, info: DataSet) -> None:
    told = [BUILT_IN[name].about.said] if name in BUILT_IN else []
    shape = " × ".join(map(str, info.shape)) or "1"
    if info.task == "classes":
        target = say("train.data.classes", count=len(info.classes))
    else:
        target = (
            say("train.data.numbers") if info.task == "numbers" else say("train.data.tokens", count=len(info.classes))
        )
    told.append(say("train.data.facts", rows=info.rows, shape=shape, target=target))
    st.caption("  \n".join(map(escape_markdown, told)))


def _examples(folder: Path) -> None:
    """Draw the first examples."""
    preview: Preview | None = work.outcome(
        "train-preview", folder, say("train.data.preview"), lambda: trainings.preview_data(folder)
    )
    if preview is not None:
        examples.show(preview)


def _preparation(info: DataSet | None) -> Preparation:
    is_scaled, targets = info is None or info.dtype == "float32", False
    with st.expander(say("train.data.preparation"), key="train-preparation-open"):
        key = state.kept_field("train-validation", 20)
        share = st.slider(say("train.data.validation"), 0, 50, state.value(key), 5, format="%d %%", key=key)
        scalings: dict[Scaling, str] = {
            "standard": say("train.data.scaling.standard"),
            "unit": say("train.data.scaling.unit"),
            "none": say("train.data.scaling.none"),
        }
        key = state.kept_field("train-scaling", "standard")
        scaling = st.selectbox(
            say("train.data.scaling"), list(scalings), list(scalings).index(state.value(key)), key=key,
            disabled=not is_scaled, format_func=lambda one: scalings[one],
        )  # fmt: skip
        if info is not None and info.task == "numbers":
            key = state.kept_field("train-targets", False)
            targets = st.checkbox(
                say("train.data.targets"), state.value(key), key=key, help=say("train.data.targets.help")
            )
    return Preparation(validation=share / 100, scaling=scaling, targets="standard" if targets else "none")
