"""What keeps a network from learning from the data by the recipe, said before anything runs, with a way out."""

from __future__ import annotations

import streamlit as st

from builder.catalogue.layers.kind import TensorSpec
from builder.datasets.mismatch import mismatch
from builder.sentences import say
from builder.training.checks.check import check
from builder.training.checks.settings import Parts
from ui.screens import state
from ui.screens.train import start
from ui.screens.train.data_panel import Data
from ui.server.live import Live
from ui.server.readable import escape_markdown
from ui.server.trainings import TrainingChoice


def none(live: Live, data: Data, chosen: TrainingChoice) -> bool:
    """Draw what is wrong; tell whether a run can begin."""
    misfits = mismatch(live.reading.analysis, data.info)
    if any(one.severity == "error" for one in misfits) and start.is_asked(live):
        state.attempt(lambda: start.fit_unasked(live, data.info))
        misfits = mismatch(live.reading.analysis, data.info)
    wrong = any(one.severity == "error" for one in misfits)
    if misfits:
        lines = [one.problem for one in misfits] + list(dict.fromkeys(one.hint for one in misfits))
        st.info("  \n".join(map(escape_markdown, lines)))
        if len(live.document.inputs) == 1 and isinstance(live.reading.analysis.output, TensorSpec):
            _offer(live, data, wrong)
    if wrong:
        return False
    held = data.info.held_out or round(data.info.rows * data.preparation.validation)
    problems = check(chosen.recipe, live.reading.analysis, data.info, _parts(data, held))
    for problem in problems:
        _say(problem.severity, problem.problem, problem.hint or "")
    return all(problem.severity != "error" for problem in problems)


def _parts(data: Data, held: int) -> Parts:
    scales = data.preparation.targets != "none" and data.info.task == "numbers"
    return Parts(data.info.rows - held, held, scales)


def _say(severity: str, problem: str, hint: str) -> None:
    (st.error if severity == "error" else st.warning)(f"{escape_markdown(problem)}  \n{escape_markdown(hint)}")


def _offer(live: Live, data: Data, wrong: bool) -> None:
    """Draw the way out: to fit the network, and where it could not train before, to train it at once."""

    def fits(*, train: bool) -> None:
        state.attempt(lambda: start.fit_network(live, data.info, train=train))

    with st.container(horizontal=True, key="train-fits"):
        if wrong:
            st.button(
                say("train.fit-train"), key="train-fit-go", icon=":material/play_arrow:", type="primary",
                on_click=fits, kwargs={"train": True},
            )  # fmt: skip
        st.button(
            say("train.fit"), key="train-fit", icon=":material/fit_width:", on_click=fits, kwargs={"train": False}
        )
