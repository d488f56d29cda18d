"""Where a run that rests can go from here: a step or an epoch more, back to an epoch, or another run from there."""

from __future__ import annotations

import streamlit as st

from builder.sentences import say
from ui.screens import state
from ui.screens.train import shown_runs
from ui.server import run_branches
from ui.server.live import Live
from ui.server.run_branches import Fork, Unit
from ui.server.trainings import Run


def further(live: Live, run: Run) -> None:
    """Draw the buttons for one step and one epoch more."""
    _further(live, run, "step", say("train.one-step"))
    _further(live, run, "epoch", say("train.one-epoch"))


def _further(live: Live, run: Run, unit: Unit, label: str) -> None:
    def go() -> None:
        state.attempt(lambda: run_branches.further(live, run.id, unit, state.person()))

    st.button(label, key=f"train-one-{unit}", icon=":material/skip_next:", on_click=go)


def branch(live: Live, run: Run) -> None:
    """Draw, behind a button, to which epoch the run goes back, or how another one goes on from there."""
    status, recipe = run.status, run.plan.recipe
    with st.popover(say("train.branch"), icon=":material/fork_right:", key="train-branch"):
        told = say("train.branch.help", count=status.epoch)
        st.caption(f"{told} {say('train.branch.best', epoch=status.best)}" if status.best else told)
        first = min(status.best or status.epoch, status.epoch)
        # Another field once it stands elsewhere: what was chosen may lie beyond the most that it takes then.
        key = f"train-epoch-{run.id}-{status.epoch}"
        # No bounds: what is beyond one a field leaves out, and the fork would begin with what stood there before.
        epoch = int(st.number_input(say("train.branch.epoch"), value=first, step=1, key=key))
        rate = float(recipe.optimizer.args.get("lr", 0.1))
        rate = float(st.number_input(say("train.rate"), value=rate, step=0.01, format="%g", key=f"train-lr-{run.id}"))
        epochs = None
        if recipe.epochs is not None:
            epochs = int(
                st.number_input(
                    say("train.epochs"), value=recipe.epochs, step=1, key=f"train-all-{run.id}",
                    help=say("train.branch.epochs.help"),
                )
            )  # fmt: skip
        with st.container(horizontal=True):
            fork = Fork(epoch, rate, epochs)
            st.button(
                say("train.fork"), key="train-fork", type="primary", icon=":material/fork_right:",
                on_click=_fork, args=(live, run, fork),
            )  # fmt: skip
            st.button(
                say("train.back"), key="train-back", icon=":material/undo:", on_click=_back, args=(live, run, epoch)
            )


def _fork(live: Live, run: Run, how: Fork) -> None:
    state.attempt(lambda: shown_runs.choose(run_branches.fork(live, run.id, how, state.person())))


def _back(live: Live, run: Run, epoch: int) -> None:
    state.attempt(lambda: run_branches.back(live, run.id, epoch, state.person()))
