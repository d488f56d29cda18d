"""The charts of the Run page: a number along the network, magnitudes, a matrix."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import Any

from builder.inspection.report import Histogram
from builder.sentences import say
from ui.screens.charts import AFTER, BEFORE, vega

_WIDE = 50
"""How many times the least the largest is where a scale turns logarithmic."""
_GREY = "#8a94a3"


def along(values: Sequence[tuple[str, float | None]], title: str, key: str) -> None:
    """Draw one number for each block in the order in which they run, on a logarithmic scale where they differ much."""
    values = [(name, value if value is None or isfinite(value) else None) for name, value in values]
    numbers = [value for _, value in values if value is not None]
    is_wide = bool(numbers) and min(numbers) > 0 and max(numbers) / min(numbers) > _WIDE
    rows = [{"i": i, "block": name, "value": value} for i, (name, value) in enumerate(values)]
    value = {"field": "value", "type": "quantitative", "title": title}
    encoding = {
        "x": {"field": "i", "type": "ordinal", "axis": None, "sort": None},
        "y": {
            **value,
            "axis": {"tickCount": 4, "format": ".2~g", "title": None},  # the choice above it says what it is
            "scale": {"type": "log"} if is_wide else {"zero": True},
        },
        "tooltip": [{"field": "block", "type": "nominal"}, {**value, "format": ".4~g"}],
    }
    # A bar has no length on a logarithmic scale.
    mark = {"type": "point", "filled": True, "size": 46} if is_wide else {"type": "bar"}
    vega(rows, {**mark, "color": AFTER}, encoding, key, height=130)


def magnitudes(histogram: Histogram, key: str) -> None:
    """Draw how often which magnitude occurs, from the most negative over 0 to the most positive."""
    bars = _bars(histogram)
    rows = [{"i": i, "from": label, "count": count, "sign": sign} for i, (label, count, sign) in enumerate(bars)]
    labels = [label for label, _, _ in bars]
    axis = {
        "labelExpr": f"{labels}[datum.value]",
        "labelOverlap": True,
        "labelAngle": 0,
        "title": say("run.chart.magnitudes"),
    }
    count = {"field": "count", "type": "quantitative", "title": say("common.chart.count")}
    colours = {"domain": ["negative", "zero", "positive"], "range": [AFTER, _GREY, BEFORE]}
    encoding = {
        "x": {"field": "i", "type": "ordinal", "axis": axis, "scale": {"paddingInner": 0.1}},
        "y": {**count, "axis": {"tickCount": 3}},
        "color": {"field": "sign", "type": "nominal", "scale": colours, "legend": None},
        "tooltip": [{"field": "from", "type": "nominal"}, count],
    }
    vega(rows, {"type": "bar"}, encoding, key, height=180)


def _bars(histogram: Histogram) -> list[tuple[str, int, str]]:
    """Return the bins from the most negative to the most positive: a label, a count, and the sign."""
    first = histogram.first
    negative = [(f"-{_power(first + i)}", count, "negative") for i, count in enumerate(histogram.negative)]
    positive = [(_power(first + i), count, "positive") for i, count in enumerate(histogram.positive)]
    return [*reversed(negative), ("0", histogram.zero, "zero"), *positive]


def _power(exponent: int) -> str:
    return f"{2.0**exponent:.3g}"


def heatmap(rows: Sequence[Sequence[float]], ends: tuple[float, float], is_signed: bool, key: str, most: int) -> None:
    """Draw a matrix, `most` pixels high at most: from blue over white to red around 0, or from black to white."""
    cells = [{"row": i, "column": j, "value": value} for i, row in enumerate(rows) for j, value in enumerate(row)]
    scale = {"domain": list(ends), "scheme": "redblue" if is_signed else "greys", "reverse": True}
    axis = {"labelOverlap": True, "labelAngle": 0, "ticks": False}
    place: dict[str, Any] = {"type": "ordinal", "axis": axis, "scale": {"padding": 0}}
    encoding = {
        "x": {"field": "column", **place},
        "y": {"field": "row", **place},
        "color": {"field": "value", "type": "quantitative", "scale": scale, "legend": None},
        "tooltip": [{"field": name, "type": "quantitative"} for name in ("row", "column", "value")],
    }
    vega(cells, {"type": "rect"}, encoding, key, height=min(most, max(110, 12 * len(rows) + 64)))
