"""What is seen of a network while it learns, which the browser asks for by itself: no script runs for it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from builder.sentences import say
from builder.training.predictions import COLOURS
from ui.pages import BUILD
from ui.screens import state
from ui.server import trainings, watching
from ui.server.live import Live
from ui.server.trainings import Run

_HTML, _CSS, _JS = (Path(__file__).with_suffix(suffix).read_text("utf-8") for suffix in (".html", ".css", ".js"))


def draw(live: Live, run: Run) -> None:
    """Draw verdicts, the surface or the text while it changes, and weights over time."""
    # Made here and not once: see `ui.screens.train.curves`.
    component = st.components.v2.component("nnblocks-watch", html=_html(), css=_CSS, js=_JS)
    component(
        key="train-watch",
        data={
            "address": f"nnblocks/training/{live.id}/{run.id}",
            "state": run.status.state,
            "colours": COLOURS,
            "words": {
                "rule": say("train.watch.rule"),
                "values": say("train.watch.values", key="{key}", low="{low}", high="{high}", step="{step}"),
                "update": say("train.watch.update", value="{value}"),
                "updateHelp": say("train.watch.update.help"),
                "classesMore": say("train.surface.more", count="{count}"),
                "more": say("train.watch.more", count="{count}"),
            },
        },
    )
    if trainings.fits(live, run.id):
        st.button(
            say("run.tint"), key="train-tint", on_click=_tint, args=(live, run), icon=":material/palette:",
            help=say("train.watch.tint.help"),
        )  # fmt: skip


def _tint(live: Live, run: Run) -> None:
    """Colour the canvas by how far a step moves each block, and go there."""
    state.want("tint", (live.id, watching.update_tint(live, run.id)))
    state.go(BUILD)


def _html() -> str:
    return _HTML.format(
        surface=say("train.watch.surface"),
        text=say("train.watch.text"),
        weights=say("train.watch.weights"),
        weights_help=say("train.watch.weights.help"),
    )
