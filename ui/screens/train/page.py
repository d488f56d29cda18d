"""The frame of the Train page: data and recipe on the left, the runs and their curves on the right."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from builder.datasets.stored import Task
from builder.sentences import say
from ui.screens import state, tensors, work
from ui.screens.train import curves, data_panel, predictions_panel, problems, recipe_panel, runs_panel, try_panel, watch
from ui.server import trainings
from ui.server.live import Live
from ui.server.trainings import Chosen

_TASK = "train-task"
"""Names what the data are that were shown last."""
_WAITING = "train-waiting"
"""Names the revision of which weights are made, for a run to begin with them."""


def show(live: Live) -> None:
    """Draw the page."""
    st.subheader(say("train.title"))
    if live.reading.analysis.errors:
        st.warning(say("train.errors"))
        st.button(say("run.to-problems"), on_click=state.show_problems, key="train-problems")
        return
    left, right = st.columns([4, 9], gap="large")
    with left:
        data = data_panel.draw(live)
        # Drawn while data are being made, too: Streamlit forgets the values of fields that are not drawn.
        task: Task = state.wanted(_TASK) or "classes" if data is None else data.info.task
        state.want(_TASK, task)
        recipe = recipe_panel.draw(task)
        chosen = None if data is None else Chosen(data.folder, recipe, data.preparation)
    with right:
        if data is not None and chosen is not None and not problems.none(live, data, chosen):
            chosen = None
        _start(live, chosen)
        runs = trainings.listed(live)
        if not runs:
            with st.container(border=True, key="train-empty"):
                st.markdown(say("train.empty"))
            return
        shown = runs_panel.chosen(runs)
        runs_panel.controls(live, shown[0])
        runs_panel.message(shown[0])
        curves.draw(live, shown)
        watch.draw(live, shown[0])
        runs_panel.table(live, runs)
        predictions_panel.show(live, shown[0])
        try_panel.show(live, shown[0])


def _start(live: Live, chosen: Chosen | None) -> None:
    """Draw the button that begins a run; its first weights are made before where they are not there."""
    with st.container(horizontal=True, vertical_alignment="center", key="train-start"):
        pressed = st.button(
            say("train.train"), type="primary", key="train-go", icon=":material/play_arrow:", disabled=chosen is None
        )
        fresh = st.checkbox(
            say("train.fresh"), key=state.kept_field("train-fresh", False), help=say("train.fresh.help")
        )
    asked = (live.id, *live.head.place)  # what waits for weights does not begin after an edit, unasked
    if chosen is None or not (pressed or state.wants(_WAITING, asked)):
        return
    state.want(_WAITING, asked)
    path = _fresh(live) if fresh else tensors.weights_file(live)
    if path is None:
        return
    state.want(_WAITING, None)
    name = trainings.next_name(live)
    state.attempt(lambda: runs_panel.choose(trainings.begin(live, path, chosen, name, state.person())))
    st.rerun()


def _fresh(live: Live) -> Path | None:
    """Return weights as the rules draw them, or None while a worker does."""
    key = (live.id, *live.head.place)
    path = work.outcome("train-fresh", key, say("common.work.weights"), lambda: trainings.drawing(live))
    if path is not None and not path.is_file():  # it was swept away
        work.forget("train-fresh")
        return None
    return path
