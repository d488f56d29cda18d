"""What keeps a network from learning from the data by the recipe, said before anything runs, with a way out."""

from __future__ import annotations

import streamlit as st

from builder.datasets.fitting import fit
from builder.datasets.mismatch import mismatch
from builder.sentences import say
from builder.training.checks.check import check
from builder.training.checks.settings import Parts
from ui.screens import state
from ui.screens.train.data_panel import Data
from ui.server.live import Live
from ui.server.readable import escape_markdown
from ui.server.service import service
from ui.server.trainings import Chosen


def none(live: Live, data: Data, chosen: Chosen) -> bool:
    """Draw what is wrong; tell whether a run can begin."""
    misfits = mismatch(live.reading.analysis, data.info)
    wrong = any(one.severity == "error" for one in misfits)
    if misfits:
        lines = [one.problem for one in misfits] + list(dict.fromkeys(one.hint for one in misfits))
        st.info("  \n".join(map(escape_markdown, lines)))
        st.button(
            say("train.fit"), key="train-fit", icon=":material/fit_width:", on_click=state.attempt,
            args=(lambda: _fit(live, data),), type="primary" if wrong else "secondary",
        )  # fmt: skip
    if wrong:
        return False
    held = data.info.held_out or round(data.info.rows * data.preparation.validation)
    problems = check(chosen.recipe, live.reading.analysis, data.info, Parts(data.info.rows - held, held))
    for problem in problems:
        _say(problem.severity, problem.problem, problem.hint or "")
    return all(problem.severity != "error" for problem in problems)


def _say(severity: str, problem: str, hint: str) -> None:
    (st.error if severity == "error" else st.warning)(f"{escape_markdown(problem)}  \n{escape_markdown(hint)}")


def _fit(live: Live, data: Data) -> None:
    live.commit(*fit(live.document, data.info, service().trials.ask), person=state.person())
