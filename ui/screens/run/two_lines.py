"""A chart of one number along two runs, both on one axis."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import Any

from ui.screens.charts import AFTER, BEFORE, vega

_WIDE = 50
"""How many times the least positive value the largest is where the scale turns logarithmic."""


def draw(
    labels: Sequence[str],
    values: Sequence[tuple[float | None, float | None]],
    names: tuple[str, str],
    is_share: bool,
    key: str,
) -> None:
    """Draw two lines with a point for each block; a block that one side does not have leaves a gap in its line.

    A logarithmic scale has no place for 0: such a point lies at its foot.
    """
    sides = [[_finite(pair[i]) for pair in values] for i in (0, 1)]
    present = [value for side in sides for value in side if value is not None]
    foot = None if is_share else _foot(present)
    rows = [
        {
            "i": i, "block": label, "side": name, "value": value, "segment": f"{name} {segment}",
            "shown": value if foot is None or value is None else max(value, foot),
        }
        for name, side in zip(names, sides, strict=True)
        for i, (label, value, segment) in enumerate(zip(labels, side, _segments(side), strict=True))
        if value is not None
    ]  # fmt: skip
    axis = {"tickCount": 5, "format": ".2~g", "title": None}
    # With a range of its own a chart is not measured before Streamlit hands it the values, which Vega warns of.
    ends = {"domain": _ends(present, foot)}
    scale: dict[str, Any] = {**ends, "zero": False} if foot is None else {**ends, "type": "log", "nice": False}
    colour = {"domain": list(names), "range": [BEFORE, AFTER]}
    encoding = {
        "x": {
            "field": "i", "type": "quantitative", "axis": None,
            "scale": {"domain": [0, max(len(labels) - 1, 1)], "nice": False},
        },
        "y": {"field": "shown", "type": "quantitative", "axis": axis, "scale": scale},
        "color": {"field": "side", "type": "nominal", "scale": colour, "legend": None},
        "detail": {"field": "segment", "type": "nominal"},
        "tooltip": [
            {"field": "block", "type": "nominal"}, {"field": "side", "type": "nominal"},
            {"field": "value", "type": "quantitative", "format": ".4~g"},
        ],
    }  # fmt: skip
    mark = {"type": "line", "point": {"size": 34, "filled": True}, "strokeWidth": 1.6, "opacity": 0.9}
    vega(rows, mark, encoding, key, height=170)


def _finite(value: float | None) -> float | None:
    return value if value is not None and isfinite(value) else None


def _foot(values: Sequence[float]) -> float | None:
    """Return where 0 is drawn on a logarithmic scale; None where the scale is an even one.

    >>> _foot([1.0, 2.0]), _foot([-1.0, 1e-6]), _foot([0.0, 1e-4, 1.0])
    (None, None, 5e-05)
    """
    positive = [value for value in values if value > 0]
    if not positive or min(values) < 0 or max(positive) <= _WIDE * min(positive):
        return None
    return min(positive) / 2


def _ends(values: Sequence[float], foot: float | None) -> list[float]:
    """Return the least and the largest value of the axis, with some room.

    >>> _ends([0.0, 10.0], None), _ends([1.0, 100.0], 0.5), _ends([], None)
    ([0, 10.5], [0.5, 150.0], [0, 1])
    """
    if foot is not None:
        return [foot, max(values) * 1.5]
    low, high = min(values, default=0), max(values, default=0)
    room = (high - min(low, 0)) * 0.05
    return [min(0, low - room) if low < 0 else 0, max(high + room, 0) or 1]


def _segments(side: Sequence[float | None]) -> list[int]:
    """Number the stretches without a gap.

    >>> _segments([1.0, None, 2.0, 3.0])
    [0, 1, 1, 1]
    """
    found, gaps = [], 0
    for value in side:
        gaps += value is None
        found.append(gaps)
    return found
