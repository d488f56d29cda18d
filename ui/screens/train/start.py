"""The button that begins a run, and what stands before one: a network that fits the data, weights to begin with."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import streamlit as st

from builder.datasets.fitting import fit
from builder.datasets.stored import DataSet, Task
from builder.sentences import say
from ui.screens import state, tensors, work
from ui.screens.train import finder_panel, shown_runs, take_away
from ui.server import trainings
from ui.server.live import Live
from ui.server.service import service
from ui.server.trainings import Run, TrainingChoice

_WAITING = "train-waiting"
"""Names the revision of which weights are made, for a run to begin with them."""
_FITTED = "train-fitted"
"""Names a network that nobody had touched and that was fitted to data unasked, until another run is begun."""


class _Request(NamedTuple):
    """What was asked for: a run, rates to be tried, with fresh weights."""

    trains: bool
    tries: bool
    fresh: bool


def ask(live: Live) -> None:
    """Have a run begin as soon as the page is drawn: with the data that stand there, or not at all."""
    state.want(_WAITING, _key(live))


def _key(live: Live) -> tuple[object, ...]:
    return (live.id, *live.head.place)  # what waits does not begin after an edit, unasked


def is_asked(live: Live) -> bool:
    """Tell whether a run is to begin with this revision."""
    return state.wants(_WAITING, _key(live))


def fit_network(live: Live, data: DataSet, *, train: bool) -> None:
    """Fit a network to data as one step, and have a run begin if that is asked for.

    Raises:
        BuilderError: no edit of its widths makes it fit.
    """
    live.commit(*fit(live.document, data, service().trials.ask), person=state.person())
    if train:
        ask(live)


def fit_unasked(live: Live, data: DataSet) -> None:
    """Fit a network that a first visit was given and nobody has touched, where its run was asked for on Build.

    Raises:
        BuilderError: no edit of its widths makes it fit.
    """
    if is_asked(live) and live.head.untouched:
        fit_network(live, data, train=True)
        state.want(_FITTED, live.id)


def draw(live: Live, chosen: TrainingChoice | None, task: Task, runs: list[Run], *, has_data: bool) -> None:
    """Draw the button that begins a run; its first weights are made before where they are not there.

    Args:
        live: the document.
        chosen: with what a run would begin; None where it cannot.
        task: of the data.
        runs: those there are, to take away.
        has_data: whether that is because of what was chosen, and not of data that are still being made.
    """
    with st.container(horizontal=True, vertical_alignment="center", key="train-start"):
        pressed = st.button(
            say("train.train"), type="primary", key="train-go", icon=":material/play_arrow:", disabled=chosen is None
        )
        fresh = st.checkbox(
            say("train.fresh"), key=state.kept_field("train-fresh", False), help=say("train.fresh.help")
        )
        tries = finder_panel.button(live, chosen)
        take_away.draw(live, chosen, runs)
    if pressed:
        state.want(_FITTED, None)
    if state.wants(_FITTED, live.id):
        st.caption(say("train.fitted"))
    if chosen is not None:
        _go_on(live, chosen, task, _Request(pressed, tries, fresh))
    elif has_data:
        state.want(_WAITING, None)


def _go_on(live: Live, chosen: TrainingChoice, task: Task, asked: _Request) -> None:
    """Do what was asked for, as soon as there are weights to begin with."""
    begins = asked.trains or is_asked(live)
    if begins:
        ask(live)
    if not (begins or asked.tries):
        return
    path = _fresh(live) if asked.fresh else tensors.weights_file(live)
    if path is None:
        return
    if asked.tries:
        finder_panel.draw(live, chosen, path, task)
    if begins:
        state.want(_WAITING, None)
        name = trainings.next_name(live)
        state.attempt(lambda: shown_runs.choose(trainings.begin(live, path, chosen, name, state.person())))
        st.rerun()


def _fresh(live: Live) -> Path | None:
    """Return weights as the rules draw them, or None while a worker does."""
    key = (live.id, *live.head.place)
    path = work.outcome("train-fresh", key, say("common.work.weights"), lambda: trainings.draw_weights(live))
    if path is not None and not path.is_file():  # it was swept away
        work.forget("train-fresh")
        return None
    return path
