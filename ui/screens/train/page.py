"""The frame of the Train page: data and recipe on the left, the runs and their curves on the right."""

from __future__ import annotations

import streamlit as st

from builder.sentences import say
from ui.screens import state, tensors
from ui.screens.train import curves, data_panel, recipe_panel, runs_panel
from ui.server import trainings
from ui.server.live import Live
from ui.server.trainings import Chosen


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
        chosen = recipe_panel.draw(data) if data is not None else None
    with right:
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
        runs_panel.table(live, runs)


def _start(live: Live, chosen: Chosen | None) -> None:
    """Draw the button that begins a run; its weights are made first where they are not there."""
    waiting = state.wanted(_waiting(live))
    pressed = st.button(
        say("train.train"), type="primary", key="train-go", icon=":material/play_arrow:", disabled=chosen is None
    )
    if chosen is None or not (pressed or waiting):
        return
    state.want(_waiting(live), True)
    path = tensors.made(live)
    if path is None:
        return
    state.want(_waiting(live), False)
    name = say("train.name", number=len(trainings.listed(live)) + 1)
    state.attempt(lambda: runs_panel.choose(trainings.begin(live, path, chosen, name, state.person())))
    st.rerun()


def _waiting(live: Live) -> str:
    return f"train-waiting-{live.id}"
