"""The runs of a network: which are shown, what can be done with one, and all of them as a list."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from builder.sentences import say
from builder.training import folder
from ui.screens import state
from ui.screens.train import branch_panel, shown_runs
from ui.server import run_branches, trainings
from ui.server.live import Live
from ui.server.readable import escape_markdown, file_name
from ui.server.trainings import GOING, Run, Weights

_UNKNOWN = "\N{EN DASH}"
"""What a cell shows of which nothing is known yet."""
_NAME_WIDTH, _NUMBER_WIDTH = 140, 95
"""Pixels in which “Run 99, epoch 100” and 1,000,000 are read whole."""


def controls(live: Live, run: Run) -> None:
    """Draw what can be done with the run in the fore."""
    status, id, person = run.status, run.id, state.person()
    with st.container(horizontal=True, vertical_alignment="center", key="train-controls"):
        _name(live, run)
        if status.state in GOING:
            _button("pause", say("train.pause"), ":material/pause:", lambda: trainings.pause(live, id))
            _button("stop", say("train.stop"), ":material/stop:", lambda: trainings.stop(live, id))
            _button(
                "stop-best", say("train.stop.best"), ":material/stars:", lambda: run_branches.stop_at_best(live, id)
            )
            return
        if status.state != "finished":
            _button("resume", say("train.resume"), ":material/play_arrow:", lambda: trainings.go_on(live, id, person))
            branch_panel.further(live, run)
        if trainings.fits(live, id):
            _use(live, id, "last", say("train.use.last"))
            _use(live, id, "best", say("train.use.best"))
        branch_panel.branch(live, run)
        name = f"{file_name(live.document.name)}-{file_name(run.plan.name)}.csv"
        st.download_button(
            say("train.csv"), lambda: trainings.as_csv(live, id), name, "text/csv", key="train-csv",
            icon=":material/download:", on_click="ignore",
        )  # fmt: skip
        _button("delete", say("train.delete"), ":material/delete:", lambda: trainings.remove(live, id))


def _name(live: Live, run: Run) -> None:
    """Draw the name of a run, and behind it the field in which it is changed."""
    key = f"train-name-{run.id}"

    def rename() -> None:
        state.attempt(lambda: folder.rename(trainings.folder_of(live.id, run.id), state.value(key, "")))

    with st.popover(
        f"**{escape_markdown(run.plan.name)}**", type="tertiary", key="train-rename", help=say("train.rename")
    ):
        st.text_input(say("train.rename"), run.plan.name, folder.MOST_NAME, key=key, on_change=rename)


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
        pd.DataFrame([_row(live, run) for run in runs]).dropna(axis="columns", how="all"),
        column_config={
            say("train.runs.run"): st.column_config.Column(width=_NAME_WIDTH),
            say("train.runs.from"): st.column_config.Column(width=_NAME_WIDTH),
            # A text, as a column of numbers shows none beyond 2**53 and warns of it.
            say("train.runs.rate"): st.column_config.TextColumn(width=_NUMBER_WIDTH, alignment="right"),
            say("train.runs.batch"): st.column_config.NumberColumn(width=_NUMBER_WIDTH),
            say("train.runs.time"): st.column_config.NumberColumn(format="%.1f s", width=_NUMBER_WIDTH),
        },
        placeholder=_UNKNOWN,
        on_select="rerun", selection_mode="multi-row", hide_index=True, width="stretch",
        key=f"train-runs-{runs[0].id}-{len(runs)}",
    )  # fmt: skip
    ids = tuple(runs[i].id for i in picked["selection"]["rows"])
    if ids and shown_runs.choose(*ids):
        st.rerun()


def _row(live: Live, run: Run) -> dict[str, object]:
    recipe, status = run.plan.recipe, run.status
    rests, parent, rate = status.state not in GOING, run.plan.parent, recipe.optimizer.args.get("lr")
    return {
        say("train.runs.run"): run.plan.name,
        say("train.runs.state"): trainings.state_word(status),
        say("train.runs.from"): parent and say("train.runs.parent", name=parent.name, epoch=parent.epoch),
        say("train.runs.data"): trainings.data_name(live, run.plan.data),
        say("train.runs.optimizer"): recipe.optimizer.kind,
        say("train.runs.rate"): None if rate is None else f"{rate:g}",
        say("train.runs.batch"): recipe.batch_size,
        say("train.runs.epochs"): status.epoch if rests else None,
        say("train.runs.time"): status.seconds if rests else None,
    }
