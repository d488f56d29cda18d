"""The chart that explains initialisation: variance of activations and gradients by depth, for several seeds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
import streamlit as st

from builder.datasets.samples import Sample
from builder.inspection.depth_report import Depth
from builder.jobs import tasks
from builder.sentences import say
from ui.screens import state, work
from ui.screens.charts import AFTER, BEFORE, legend, vega
from ui.server.live import Live
from ui.server.readable import escape_markdown
from ui.server.service import service

SEEDS = (0, 1, 2)
LARGE = 30_000_000
"""Parameters from which one seed has to do."""


def show(live: Live) -> None:
    """Draw the chart once it is asked for; then it follows every change of the rules."""
    st.markdown(say("initialise.depth.title"))
    if live.reading.analysis.errors:
        st.caption(say("run.errors"))
        return
    name = f"depth-{live.id}"
    if not state.wants(name, True):
        st.caption(say("initialise.depth.about"))
        st.button(say("initialise.depth.show"), key="depth-show", on_click=state.want, args=(name, True))
        return
    seeds = SEEDS if live.reading.analysis.parameters < LARGE else SEEDS[:1]
    # A network under another name draws the same weights.
    plain = msgspec.structs.replace(live.document, name="")
    found = work.outcome(
        "depth", (live.id, plain.to_json()), say("initialise.depth.running"),
        lambda: service().pool.submit(tasks.depth, live.document, Sample(), seeds),
    )  # fmt: skip
    if found is not None:
        _charts(found)


def _charts(found: Sequence[Depth]) -> None:
    partial = next((one.partial for one in found if one.partial is not None), None)
    if partial is not None:
        st.warning(escape_markdown(partial))
    names = {"default": say("initialise.depth.default"), "rules": say("initialise.depth.rules")}
    shown = {one.variant for one in found}
    colours = {"default": BEFORE, "rules": AFTER}
    if len(shown) > 1:
        st.html(legend({names["default"]: "", names["rules"]: ""}))
    _chart(say("initialise.depth.activations"), _rows(found, "activations"), colours, "depth-activations")
    _chart(say("initialise.depth.gradients"), _rows(found, "gradients"), colours, "depth-gradients")
    st.caption(say("initialise.depth.said", count=len(found) // len(shown)))


def _rows(found: Sequence[Depth], what: str) -> list[dict[str, Any]]:
    return [
        {"depth": i, "block": step.path, "variance": value, "variant": one.variant, "line": f"{one.variant} {one.seed}"}
        for one in found
        for i, step in enumerate(one.steps)
        if (value := getattr(step, what)) is not None and value > 0
    ]


def _chart(title: str, rows: list[dict[str, Any]], colours: dict[str, str], key: str) -> None:
    st.caption(title)
    if not rows:
        st.caption(say("initialise.depth.nothing"))
        return
    scale = {"domain": list(colours), "range": list(colours.values())}
    axis = {"title": say("initialise.depth.axis"), "tickMinStep": 1, "grid": False}
    variance = {"field": "variance", "type": "quantitative"}
    encoding = {
        "x": {"field": "depth", "type": "quantitative", "axis": axis},
        "y": {**variance, "scale": {"type": "log"}, "axis": {"title": None, "tickCount": 4, "format": ".1e"}},
        "color": {"field": "variant", "type": "nominal", "scale": scale, "legend": None},
        "detail": {"field": "line", "type": "nominal"},
        "tooltip": [{"field": "block", "type": "nominal"}, {**variance, "format": ".3e"}],
    }
    vega(rows, {"type": "line", "point": {"size": 18}, "strokeWidth": 1.5, "opacity": 0.85}, encoding, key, height=170)
