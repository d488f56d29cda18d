"""One call of a block: what goes in and out as it is best looked at, its gradients, its attention, its parameters."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import streamlit as st

from builder.inspection.report import Call, Part, Place, Report, Statistics, View
from builder.sentences import say
from ui.screens import tensors, work
from ui.screens.run.pictures import NARROW, draw_parameter, draw_picture, draw_statistics, draw_units
from ui.server import inspections
from ui.server.inspections import RunRequest
from ui.server.live import Live
from ui.server.readable import escape_markdown

_HEADS = 3
"""Heads of attention side by side."""


def show(live: Live, weights: Path, asked: RunRequest, report: Report, call: Call) -> None:
    """Draw a call: words, its histogram, and the picture that is asked for."""
    with st.container(border=True, key="run-call"):
        st.markdown(f"**{escape_markdown(call.path or say('errors.root'))}**  {escape_markdown(call.kind)}")
        if call.same_as is not None:
            st.caption(say("run.same-as", path=escape_markdown(call.same_as or say("errors.root"))))
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
        view = view_at(live, weights, asked, place)
        if place.part == "parameters":
            _parameters(report, call, view)
        elif place.part == "attention":
            _heads(view)
        else:
            _tensors(_statistics(place.part, call, view), view)


def _tensors(statistics: tuple[Statistics, ...], view: View | None) -> None:
    """Draw each tensor beside its numbers; those of the run are there before any picture."""
    pictures = () if view is None else view.pictures
    for i in range(max(len(statistics), len(pictures))):
        left, right = st.columns([3, 2], gap="medium")
        if i < len(pictures):
            with left:
                draw_picture(pictures[i], f"run-picture-{i}")
        with right:
            if i < len(statistics):
                draw_statistics(statistics[i], f"run-histogram-{i}")
            if i < len(pictures):
                draw_units(pictures[i].strongest)


def _heads(view: View | None) -> None:
    """Draw the attention of each head, a few side by side."""
    if view is None:
        return
    for start in range(0, len(view.pictures), _HEADS):
        for i, column in enumerate(st.columns(_HEADS), start):
            if i < len(view.pictures):
                with column:
                    draw_picture(view.pictures[i], f"run-picture-{i}", NARROW)
    for one in view.statistics:
        draw_statistics(one, "run-histogram-0")


def _parameters(report: Report, call: Call, view: View | None) -> None:
    """Draw each tensor of a block with the histograms of its values and of its gradient."""
    if view is None:
        return
    prefix = f"{call.path}." if call.path else ""
    gradients = {name: one.gradient for one in report.parameters for name in one.names}
    for i, (picture, value) in enumerate(zip(view.pictures, view.statistics, strict=True)):
        gradient = gradients.get(prefix + picture.name) or gradients.get(call.path)  # a graph's own tensor is a block
        draw_parameter(picture, value, gradient, f"run-parameter-{i}")


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


def view_at(live: Live, weights: Path, asked: RunRequest, place: Place) -> View | None:
    """Return what is to be seen at a place, or None while a worker draws it."""
    return work.outcome(
        "view",
        (tensors.question(live), weights, asked.key, place),
        say("run.drawing"),
        lambda: inspections.view_call(live, weights, asked, place),
    )


def _statistics(part: Part, call: Call, view: View | None) -> tuple[Statistics, ...]:
    """Return the statistics beside the pictures: those of the run where it has them."""
    if part == "output":
        return call.outputs
    if part == "gradient":
        return tuple(one for one in call.gradients if one is not None)
    return () if view is None else view.statistics
