"""The runs of a network: which are shown, what can be done with one, and all of them as a list."""

from __future__ import annotations

import streamlit as st

from builder.sentences import say
from ui.screens import state
from ui.server import trainings
from ui.server.live import Live
from ui.server.readable import escaped, number
from ui.server.trainings import Run

MOST_SHOWN = 6
"""Runs whose curves are drawn on one axis: there are so many colours."""
_SHOWN = "train-shown"
_GOING = ("queued", "running")


def choose(id: str) -> None:
    """Show a run that has just begun."""
    state.want(_SHOWN, (id,))


def chosen(runs: list[Run]) -> list[Run]:
    """Return the runs that are shown, the first one in the fore; the newest where none was chosen."""
    wanted = state.wanted(_SHOWN) or ()
    by_id = {run.id: run for run in runs}
    return [by_id[id] for id in wanted if id in by_id][:MOST_SHOWN] or runs[:1]


def controls(live: Live, run: Run) -> None:
    """Draw what can be done with the run in the fore."""
    going, ready = run.status.state in _GOING, run.status.state in ("finished", "paused")
    with st.container(horizontal=True, vertical_alignment="center", key="train-controls"):
        st.markdown(f"**{escaped(run.plan.name)}**")
        if going:
            _button("pause", "train.pause", ":material/pause:", lambda: trainings.pause(live, run.id))
            _button("stop", "train.stop", ":material/stop:", lambda: trainings.stop(live, run.id))
        elif run.status.state in ("paused", "resumable", "failed"):
            _button("resume", "train.resume", ":material/play_arrow:", lambda: trainings.go_on(live, run.id, state.person()))
        if ready and trainings.fits(live, run.id):
            _button("last", "train.use.last", ":material/check:", lambda: trainings.use(live, run.id, "last", state.person()))
            _button("best", "train.use.best", ":material/star:", lambda: trainings.use(live, run.id, "best", state.person()))
    if run.status.message:
        (st.error if run.status.state == "failed" else st.caption)(escaped(run.status.message))


def _button(name: str, key: str, icon: str, action) -> None:
    st.button(say(key), key=f"train-{name}", icon=icon, on_click=lambda: state.attempt(action))


def table(live: Live, runs: list[Run]) -> None:
    """Draw all runs as rows: tick to compare, delete."""
    if len(runs) < 2:
        return
    rows = [
        {
            "run": run.plan.name,
            "state": run.status.state,
            "epochs": run.status.epoch,
            "optimizer": run.plan.recipe.optimizer.kind,
            "rate": run.plan.recipe.optimizer.args.get("lr"),
            "time": number(run.status.seconds),
        }
        for run in runs
    ]
    picked = st.dataframe(
        rows, on_select="rerun", selection_mode="multi-row", hide_index=True, key="train-runs", width="stretch"
    )
    ids = tuple(runs[i].id for i in picked["selection"]["rows"][:MOST_SHOWN])
    if ids and ids != tuple(state.wanted(_SHOWN) or ()):
        state.want(_SHOWN, ids)
        st.rerun()
