"""Charts as raw Vega-Lite: a tenth of the cost of charts that Altair checks first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import streamlit as st

from builder.sentences import say

BEFORE, AFTER = "#e69f00", "#4c8df5"
"""Colours that are distinct on white and black, for colour-blind people, and where they overlap."""


def histogram(edges: Sequence[float], counts: Sequence[int], key: str) -> None:
    """Draw how often values fall between neighbouring edges."""
    _draw(_bars(edges, counts), {}, key, height=260)


def histograms(edges: Sequence[float], counts: Mapping[str, Sequence[int]], key: str) -> None:
    """Draw two such counts over each other on one axis, each by its name, in the colours of `legend`."""
    first, then = counts
    bars = [bar for when, found in counts.items() for bar in _bars(edges, found, when=when)]
    colour = {
        "field": "when",
        "type": "nominal",
        "scale": {"domain": [first, then], "range": [BEFORE, AFTER]},
        "legend": None,  # Streamlit leaves a gap above it
    }
    _draw(bars, {"color": colour, "opacity": {"value": 0.6}}, key, height=230)


def legend(told: dict[str, str]) -> str:
    """Return what the two counts are, each with its colour, as HTML."""
    parts = (
        f'<span><i style="background:{colour}"></i><b>{escape(name)}</b> {escape(text)}</span>'
        for colour, (name, text) in zip((BEFORE, AFTER), told.items(), strict=True)
    )
    return f'<p class="nnb-legend">{"".join(parts)}</p>'


def class_legend(classes: Sequence[str], colours: Sequence[str]) -> str:
    """Return the classes of a picture, each with its colour, as HTML; those beyond the colours are counted."""
    parts = [
        f'<span><i style="background:{colour}"></i>{escape(name)}</span>'
        for colour, name in zip(colours, classes, strict=False)
    ]
    if len(classes) > len(colours):  # with a name for each the picture would be lost above them
        parts.append(f"<span>{escape(say('train.surface.more', count=len(classes) - len(colours)))}</span>")
    return f'<p class="nnb-legend">{"".join(parts)}</p>'


def _bars(edges: Sequence[float], counts: Sequence[int], **more: str) -> list[dict[str, Any]]:
    spans = zip(edges, edges[1:], counts, strict=False)
    return [{"from": low, "to": high, "count": count, **more} for low, high, count in spans]


def _draw(bars: list[dict[str, Any]], more: dict[str, Any], key: str, height: int) -> None:
    axis = {"format": ".3~g", "tickCount": 5, "grid": False}
    value, count = say("common.chart.value"), say("common.chart.count")
    # With ranges of its own a chart is not measured before Streamlit hands it the values, which Vega warns of.
    x: dict[str, Any] = {"field": "from", "bin": {"binned": True}, "type": "quantitative", "title": value, "axis": axis}
    x["scale"] = {"domain": [bars[0]["from"], bars[-1]["to"]], "nice": False} if bars else {}
    y: dict[str, Any] = {
        "field": "count",
        "type": "quantitative",
        "title": count,
        "stack": None,
        "axis": {"tickCount": 3},
    }
    y["scale"] = {"domain": [0, max((bar["count"] for bar in bars), default=0) or 1]}
    mark = {"type": "bar", "tooltip": True, "binSpacing": 1}
    vega(bars, mark, {"x": x, "x2": {"field": "to"}, "y": y, **more}, key, height)


def vega(rows: list[dict[str, Any]], mark: dict[str, Any], encoding: dict[str, Any], key: str, height: int) -> None:
    """Draw a chart that is as wide as its place and `height` pixels high."""
    st.vega_lite_chart(
        {
            "data": {"values": rows},
            "height": height,
            "padding": dict.fromkeys(("left", "right", "top", "bottom"), 4),  # Streamlit sets the bottom
            "mark": mark,
            "encoding": encoding,
        },
        width="stretch",
        key=key,
    )
