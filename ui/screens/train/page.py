"""The frame of the Train page: data and recipe on the left, the runs and their curves on the right."""

from __future__ import annotations

import streamlit as st

from builder.datasets.stored import Task
from builder.sentences import say
from ui.screens import state
from ui.screens.train import (
    curves,
    data_panel,
    predictions_panel,
    problems,
    recipe_panel,
    runs_panel,
    shown_runs,
    start,
    try_panel,
    watch,
)
from ui.server import trainings
from ui.server.live import Live
from ui.server.trainings import TrainingChoice

_TASK = "train-task"
"""Names what the data are that were shown last."""


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
        task: Task = state.request_of(_TASK) or "classes" if data is None else data.info.task
        state.want(_TASK, task)
        recipe = recipe_panel.draw(live, task)
        chosen = None if data is None else TrainingChoice(data.folder, recipe, data.preparation)
    with right:
        if data is not None and chosen is not None and not problems.none(live, data, chosen):
            chosen = None
        runs = trainings.list_runs(live)
        start.draw(live, chosen, task, runs, has_data=data is not None)
        if not runs:
            with st.container(border=True, key="train-empty"):
                st.markdown(say("train.empty"))
            return
        shown = shown_runs.shown_runs(runs)
        runs_panel.controls(live, shown[0])
        runs_panel.message(shown[0])
        curves.draw(live, shown)
        watch.draw(live, shown[0])
        runs_panel.table(live, runs)
        predictions_panel.show(live, shown[0])
        try_panel.show(live, shown[0])
