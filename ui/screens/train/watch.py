"""What is seen of a network while it learns, which the browser asks for by itself: no script runs for it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from builder.sentences import say
from builder.training.predictions import COLOURS
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
                "more": say("train.watch.more", count="{count}"),
            },
        },
    )


def _html() -> str:
    return _HTML.format(
        surface=say("train.watch.surface"),
        text=say("train.watch.text"),
        weights=say("train.watch.weights"),
        weights_help=say("train.watch.weights.help"),
    )
