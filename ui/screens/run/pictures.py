"""Pictures of tensors as the Run page draws them, with their scale, and the numbers beside them."""

from __future__ import annotations

import base64

import streamlit as st

from builder.inspection.report import Picture, Statistics, Unit
from builder.sentences import say
from ui.screens.run import charts
from ui.server.readable import escape_markdown, number

WIDE, NARROW = 360, 230
"""Pixels of a heatmap's height at most, in a column of its own and in one of several."""


def draw_picture(picture: Picture, key: str, height: int = WIDE) -> None:
    """Draw one tensor of what is looked at, with its scale and what was left out."""
    st.caption(
        say(
            "run.picture.scale",
            name=escape_markdown(picture.name),
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
        charts.heatmap(picture.values, (picture.low, picture.high), picture.is_signed, key, height)
    for sentence in picture.said:
        st.caption(escape_markdown(sentence))


def _zoom(picture: Picture) -> int:
    """Return how many pixels of the screen a pixel takes, so that small channels can be seen."""
    return max(1, round(480 / max(1, picture.columns * picture.tile[1])))


def draw_statistics(one: Statistics, key: str) -> None:
    """Say the numbers of a tensor and draw how often which magnitude occurs."""
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
    if one.histogram is not None:
        charts.magnitudes(one.histogram, key=key)


def draw_parameter(picture: Picture | None, value: Statistics | None, gradient: Statistics | None, key: str) -> None:
    """Draw a learned tensor beside the histograms of its values and of the gradient that reached it."""
    left, right = st.columns([3, 2], gap="medium")
    if picture is not None:
        with left:
            draw_picture(picture, f"{key}-picture")
    with right:
        if value is not None:
            st.markdown(say("run.values.histogram"))
            draw_statistics(value, f"{key}-values")
        if gradient is not None:
            st.markdown(say("run.gradient.histogram"))
            draw_statistics(gradient, f"{key}-gradient")


def draw_units(units: tuple[Unit, ...]) -> None:
    """List the strongest units, each with a bar."""
    if not units:
        return
    most = max(one.strength for one in units) or 1.0
    rows = "".join(
        f'<tr><td>{one.index}</td><td><i style="width:{one.strength / most:.1%}"></i></td>'
        f"<td>{one.strength:.3g}</td></tr>"
        for one in units
    )
    st.markdown(say("run.strongest.title"))
    st.html(
        f'<table class="nnb-units"><tr><th>{say("run.strongest.unit")}</th>'
        f'<th colspan="2">{say("run.strongest.strength")}</th></tr>{rows}</table>'
    )
