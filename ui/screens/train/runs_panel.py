"""The runs of a network: which are shown, what can be done with one, and all of them as a list."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from builder.sentences import say
from ui.screens import state
from ui.server import trainings
from ui.server.live import Live
from ui.server.readable import escape_markdown, file_name
from ui.server.trainings import GOING, Run, Weights

MOST_SHOWN = 6
"""Runs whose curves are drawn on one axis: there are so many colours."""
_SHOWN = "train-shown"


def choose(id: str) -> None:
    """Show a run that has just begun."""
    state.want(_SHOWN, (id,))


def chosen(runs: list[Run]) -> list[Run]:
    """Return the runs that are shown, the first one in the fore; the newest where none was chosen."""
    by_id = {run.id: run for run in runs}
    return [by_id[id] for id in state.wanted(_SHOWN) or () if id in by_id] or runs[:1]


def controls(live: Live, run: Run) -> None:
    """Draw what can be done with the run in the fore."""
    status, id, person = run.status, run.id, state.person()
    with st.container(horizontal=True, vertical_alignment="center", key="train-controls"):
        st.markdown(f"**{escape_markdown(run.plan.name)}**")
        if status.state in GOING:
            _button("pause", say("train.pause"), ":material/pause:", lambda: trainings.pause(live, id))
            _button("stop", say("train.stop"), ":material/stop:", lambda: trainings.stop(live, id))
            return
        if status.state != "finished":
            _button("resume", say("train.resume"), ":material/play_arrow:", lambda: trainings.go_on(live, id, person))
        if trainings.fits(live, id):
            _use(live, id, "last", say("train.use.last"))
            _use(live, id, "best", say("train.use.best"))
        name = f"{file_name(live.document.name)}-{file_name(run.plan.name)}.csv"
        st.download_button(
            say("train.csv"), lambda: trainings.as_csv(live, id), name, "text/csv", key="train-csv",
            icon=":material/download:", on_click="ignore",
        )  # fmt: skip
        _button("delete", say("train.delete"), ":material/delete:", lambda: trainings.remove(live, id))


def _use(live: Live, id: str, which: Weights, label: str) -> None:
    if trainings.has_weights(live, id, which):
        _button(which, label, ":material/check:", lambda: trainings.use(live, id, which, state.person()))


def message(run: Run) -> None:
    """Say why a run has failed or ended early."""
    ends = {"stopped": say("train.ended.stopped"), "diverged": say("train.ended.diverged")}
    if run.status.state == "failed":
        st.error(escape_markdown(run.status.message))
    elif run.status.ended in ends:
        (st.warning if run.status.ended == "diverged" else st.caption)(ends[run.status.ended])
    elif run.status.message:
        st.caption(escape_markdown(run.status.message))


def _button(name: str, label: str, icon: str, action: Callable[[], object]) -> None:
    st.button(label, key=f"train-{name}", icon=icon, on_click=state.attempt, args=(action,))


def table(live: Live, runs: list[Run]) -> None:
    """Draw all runs as rows; those that are ticked are drawn on one axis."""
    if len(runs) == 1:
        return
    st.caption(say("train.runs.help"))
    picked = st.dataframe(
        pd.DataFrame([_row(live, run) for run in runs]),
        column_config={
            say("train.runs.time"): st.column_config.NumberColumn(format="%.1f s"),
            say("train.runs.rate"): st.column_config.NumberColumn(format="%g"),
        },
        on_select="rerun", selection_mode="multi-row", hide_index=True, width="stretch",
        key=f"train-runs-{runs[0].id}-{len(runs)}",
    )  # fmt: skip
    ids = tuple(runs[i].id for i in picked["selection"]["rows"][:MOST_SHOWN])
    if ids and ids != state.wanted(_SHOWN):
        state.want(_SHOWN, ids)
        st.rerun()


def _row(live: Live, run: Run) -> dict[str, object]:
    recipe, status = run.plan.recipe, run.status
    rests = status.state not in GOING
    return {
        say("train.runs.run"): run.plan.name,
        say("train.runs.state"): trainings.state_word(status),
        say("train.runs.data"): trainings.data_name(live, run.plan.data),
        say("train.runs.optimizer"): recipe.optimizer.kind,
        say("train.runs.rate"): recipe.optimizer.args.get("lr"),
        say("train.runs.batch"): recipe.batch_size,
        say("train.runs.epochs"): status.epoch if rests else None,
        say("train.runs.time"): status.seconds if rests else None,
    }
