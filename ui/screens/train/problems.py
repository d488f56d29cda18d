"""What keeps a network from learning from the data by the recipe, said before anything runs, with a way out."""

from __future__ import annotations

import streamlit as st

from builder.catalogue.layers.kind import TensorSpec
from builder.datasets.fitting import fit
from builder.datasets.mismatch import Misfit, mismatch
from builder.datasets.stored import DataSet
from builder.errors import BuilderError
from builder.sentences import say
from builder.training.checks.check import check
from builder.training.checks.settings import Parts
from ui.pages import HOME
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
        _say_misfits(live, data, misfits)
    if wrong:
        return False
    held = data.info.held_out or round(data.info.rows * data.preparation.validation)
    problems = check(chosen.recipe, live.reading.analysis, data.info, _parts(data, held))
    for problem in problems:
        _say(problem.severity, problem.problem, problem.hint or "")
    return all(problem.severity != "error" for problem in problems)


def _say_misfits(live: Live, data: Data, misfits: tuple[Misfit, ...]) -> None:
    """Draw what does not fit, and what helps: a fit by one click, or where none is found what to do by hand."""
    lines, hints = [one.problem for one in misfits], [one.hint for one in misfits]
    can_fit = len(live.document.inputs) == 1 and isinstance(live.reading.analysis.output, TensorSpec)
    refusal = _refusal(live, data.info) if can_fit else None
    if refusal is not None:
        lines.append(refusal.problem)
        hints = [refusal.hint or ""]
    st.info("  \n".join(map(escape_markdown, [*lines, *dict.fromkeys(hints)])))
    if refusal is not None:
        st.button(say("train.templates"), key="train-templates", icon=":material/grid_view:", on_click=_to_templates)
    elif can_fit:
        _offer(live, data, any(one.severity == "error" for one in misfits))


def _refusal(live: Live, info: DataSet) -> BuilderError | None:
    """Return why the network is known not to be fitted to data; None where it may be, and where only a worker knows."""

    def refusal() -> BuilderError | None:
        try:
            fit(live.document, info, lambda asked: None)
        except BuilderError as error:
            return error
        return None

    return state.once("train-refused", (live.id, *live.head.place, info.digest), refusal)


def _to_templates() -> None:
    state.want("templates", True)
    state.go(HOME)


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
