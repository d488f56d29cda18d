"""The curves of runs, which the browser draws by itself and asks for while they grow: no script runs for it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from builder.sentences import say
from ui.server import trainings
from ui.server.live import Live
from ui.server.trainings import Run

_HTML, _CSS, _JS = (Path(__file__).with_suffix(suffix).read_text("utf-8") for suffix in (".html", ".css", ".js"))


def draw(live: Live, shown: Sequence[Run]) -> None:
    """Draw the curves of some runs on one axis, the first in the fore; a change of its state draws the page again."""
    # Made here and not once: a component belongs to the running server, and tests run several in one process.
    component = st.components.v2.component("nnblocks-curves", html=_html(), css=_CSS, js=_JS)
    component(
        key="train-curves",
        data={
            "runs": [
                {"id": run.id, "name": run.plan.name, "address": f"nnblocks/training/{live.id}/{run.id}"}
                for run in shown
            ],
            "state": shown[0].status.state,
            "words": _words(),
        },
        on_moved_change=lambda: None,
    )


def _words() -> dict[str, object]:
    return {
        "training": say("train.curves.training"),
        "validation": say("train.curves.validation"),
        "lossChart": say("train.curves.loss.label"),
        "accuracyChart": say("train.curves.accuracy.label"),
        "step": say("train.curves.step"),
        "atStep": say("train.curves.at-step", step="{step}"),
        "stepOf": say("train.curves.step-of", step="{step}", steps="{steps}"),
        "epochOf": say("train.curves.epoch-of", epoch="{epoch}", epochs="{epochs}"),
        "validationIs": say("train.curves.validation-is", value="{value}"),
        "speed": say("train.curves.speed", count="{count}"),
        "left": say("train.curves.left", time="{time}"),
        "rate": say("train.curves.rate", value="{value}"),
        "norm": say("train.curves.norm", value="{value}"),
        "progress": say("train.curves.progress"),
        "states": trainings.state_words(),
    }


def _html() -> str:
    return _HTML.format(
        loss=say("train.curves.loss"),
        accuracy=say("train.curves.accuracy"),
        log=say("train.curves.log"),
        log_help=say("train.curves.log.help"),
    )
