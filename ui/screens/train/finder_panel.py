"""Learning rates tried from small to large on the network and the data that stand there, before any run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from builder.datasets.stored import Task
from builder.sentences import say
from builder.training.rates import Rates
from ui.screens import state, work
from ui.screens.charts import AFTER, BEFORE
from ui.screens.train import recipe_panel
from ui.server import run_branches
from ui.server.live import Live
from ui.server.readable import number
from ui.server.trainings import TrainingChoice

_ASKED = "train-rates"
"""Names the document, the data and the recipe for which rates are tried."""
_HIGH = 200
_LABELS = "format(datum.value, datum.value < 0.001 ? '~e' : '~g')"


def button(live: Live, chosen: TrainingChoice | None) -> bool:
    """Draw the button, and tell whether rates are wanted for what stands there."""
    asked = None if chosen is None else _key(live, chosen)

    def ask() -> None:
        state.want(_ASKED, asked)

    st.button(
        say("train.rates"), key="train-rates-go", icon=":material/speed:", disabled=chosen is None, on_click=ask,
        help=say("train.rates.help"),
    )  # fmt: skip
    return asked is not None and state.wants(_ASKED, asked)


def _key(live: Live, chosen: TrainingChoice) -> tuple[object, ...]:
    """Return what decides the losses by each rate: all of a recipe but the rate, and how long it goes on."""
    args = {name: value for name, value in chosen.recipe.optimizer.args.items() if name != "lr"}
    recipe = chosen.recipe
    parts = (recipe.optimizer.kind, repr(args), recipe.loss.kind, recipe.batch_size, recipe.accumulate, recipe.seed)
    return (live.id, *live.head.place, chosen.data, chosen.preparation, *parts)


def draw(live: Live, chosen: TrainingChoice, weights: Path, task: Task) -> None:
    """Draw the loss over rates and the one that is suggested, which a click puts into the recipe."""
    found = work.outcome(
        "train-rates", _key(live, chosen), say("train.rates.running"),
        lambda: run_branches.try_rates(live, weights, chosen),
    )  # fmt: skip
    if found is None:
        return
    with st.container(border=True, key="train-rates"):
        st.markdown(say("train.rates.title"))
        _chart(found)
        with st.container(horizontal=True, vertical_alignment="center"):
            if found.suggested is None:
                st.caption(say("train.rates.none"))
            else:
                rate = float(f"{found.suggested:.2g}")
                kind = chosen.recipe.optimizer.kind
                st.button(
                    say("train.rates.use", rate=f"{rate:g}"), key="train-rates-use", type="primary",
                    icon=":material/check:", on_click=recipe_panel.set_rate, args=(task, kind, rate),
                )  # fmt: skip
                st.caption(say("train.rates.why"))
            st.button(say("train.rates.close"), key="train-rates-close", on_click=state.want, args=(_ASKED, None))


def _chart(found: Rates) -> None:
    """Draw the curve, as high as what comes before the loss leaves its bounds, and a line at the suggestion."""
    rows = [{"rate": rate, "loss": loss} for rate, loss in zip(found.rates, found.losses, strict=True)]
    if not rows:
        return
    low, first = min(row["loss"] for row in rows), rows[0]["loss"]
    scale = {"domain": [low - 0.05 * (first - low), first + 0.35 * (first - low) or 1.0]}
    x: dict[str, Any] = {
        "field": "rate", "type": "quantitative", "title": say("train.rate"), "scale": {"type": "log"},
        "axis": {"labelExpr": _LABELS, "grid": False, "tickCount": 8},
    }  # fmt: skip
    curve = {
        "mark": {"type": "line", "color": BEFORE, "clip": True, "tooltip": True},
        "encoding": {
            "x": x,
            "y": {"field": "loss", "type": "quantitative", "title": say("train.curves.loss"), "scale": scale},
        },
    }
    layers: list[dict[str, Any]] = [curve]
    if found.suggested is not None:
        at = {"mark": {"type": "rule", "color": AFTER, "strokeWidth": 2}, "encoding": {"x": {"datum": found.suggested}}}
        layers.append(at)
    st.vega_lite_chart(
        {
            "data": {"values": rows},
            "height": _HIGH,
            "padding": dict.fromkeys(("left", "right", "top", "bottom"), 4),  # Streamlit sets the bottom
            "layer": layers,
        },
        width="stretch",
        key="train-rates-chart",
    )
    st.caption(say("train.rates.tried", count=len(rows), low=number(found.rates[0]), high=number(found.rates[-1])))
