"""One call of a block: what goes in and out as it is best looked at, its gradients, its attention, its parameters."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import get_args

import streamlit as st

from builder.inspection.report import Call, Part, Picture, Place, Report, Statistics, View
from builder.sentences import say
from ui.screens import tensors, work
from ui.screens.run import charts
from ui.server import inspections
from ui.server.inspections import Asked
from ui.server.live import Live
from ui.server.readable import escaped, number

MOST_UNITS = 6
"""Units that are named: a sentence has room for no more."""


def show(live: Live, weights: Path, asked: Asked, report: Report, call: Call) -> None:
    """Draw a call: words, its histogram, and the picture that is asked for."""
    with st.container(border=True, key="run-call"):
        st.markdown(f"**{escaped(call.path or say('errors.root'))}**  {escaped(call.kind)}")
        if call.same_as is not None:
            st.caption(say("run.same-as", path=escaped(call.same_as or say("errors.root"))))
        titles = {
            "output": say("run.part.output"),
            "input": say("run.part.input"),
            "gradient": say("run.part.gradient"),
            "attention": say("run.part.attention"),
            "parameters": say("run.part.parameters"),
        }
        parts = [part for part in get_args(Part) if _is_there(part, call, report)]
        parts.sort(key=list(titles).index)
        part = st.segmented_control(
            say("run.part"), parts, format_func=lambda name: titles[name], default="output", key="run-part",
            label_visibility="collapsed",
        )  # fmt: skip
        place = Place(call.path, call.number, part if part in parts else "output")  # type: ignore[arg-type]
        view = _view(live, weights, asked, place)
        left, right = st.columns([3, 2], gap="medium")
        if view is not None:
            with left:
                for i, picture in enumerate(view.pictures):
                    draw_picture(picture, f"run-picture-{i}")
        with right:
            for i, one in enumerate(_shown(place.part, call, view)):
                _words(one)
                if one.histogram is not None:
                    charts.magnitudes(one.histogram, key=f"run-histogram-{i}")


def _is_there(part: Part, call: Call, report: Report) -> bool:
    match part:
        case "gradient":
            return any(one is not None for one in call.gradients)
        case "attention":
            return call.has_attention
        case "parameters":
            prefix = f"{call.path}." if call.path else ""
            return not call.is_function and any(
                name.startswith(prefix) and "." not in name[len(prefix) :]
                for one in report.parameters
                for name in one.names
            )
    return True


def _view(live: Live, weights: Path, asked: Asked, place: Place) -> View | None:
    return work.outcome(
        "view",
        (tensors.question(live), weights, asked.key, place),
        say("run.drawing"),
        lambda: inspections.viewing(live, weights, asked, place),
    )


def _shown(part: Part, call: Call, view: View | None) -> tuple[Statistics, ...]:
    """Return the statistics beside the pictures: those of the run where it has them."""
    if part == "output":
        return call.outputs
    if part == "gradient":
        return tuple(one for one in call.gradients if one is not None)
    return () if view is None else view.statistics


def _words(one: Statistics) -> None:
    st.caption(
        say(
            "run.statistics",
            shape=list(one.shape),
            dtype=one.dtype,
            mean=number(one.mean),
            std=number(one.std),
            low=number(one.min),
            high=number(one.max),
            zeros=number(one.zeros * 100),
        )
    )
    if one.not_finite:
        st.warning(say("run.not-finite", count=one.not_finite))


def draw_picture(picture: Picture, key: str) -> None:
    """Draw one tensor of what is looked at, with its scale and what was left out."""
    st.caption(
        say(
            "run.picture.scale",
            name=escaped(picture.name),
            shape=list(picture.shape),
            low=number(picture.low),
            high=number(picture.high),
        )
    )
    if picture.png:
        width = min(560, max(160, picture.columns * picture.tile[1] * _zoom(picture)))
        data = base64.b64encode(picture.png).decode()
        st.html(
            f'<img class="nnb-mosaic" style="width:{width}px" alt="{say("run.picture.alt")}" '
            f'src="data:image/png;base64,{data}">'
        )
    elif picture.values:
        charts.heatmap(picture.values, (picture.low, picture.high), picture.is_signed, key)
    for sentence in picture.said:
        st.caption(escaped(sentence))
    if picture.strongest:
        units = ", ".join(f"{one.index} ({one.strength:.2g})" for one in picture.strongest[:MOST_UNITS])
        st.caption(say("run.strongest", units=units))


def _zoom(picture: Picture) -> int:
    """Return how many pixels of the screen a pixel takes, so that small channels can be seen."""
    return max(1, round(480 / max(1, picture.columns * picture.tile[1])))
