"""The colours of the canvas: one quantity of the last run, by the path of each block."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import isfinite, log
from typing import Any

from builder.inspection.quantities import Take
from builder.inspection.report import Report
from ui.server.readable import number

_WIDE = 50
"""How many times the least the largest is where the scale turns logarithmic."""


def tint_view(report: Report, title: str, take: Take, token: str) -> dict[str, Any] | None:
    """Return how large a quantity is at each path, from 0 to 1; of a module that runs again, at its first call.

    None where no block has it.
    """
    return tint_of([(call.path, take(call)) for call in report.calls if not call.has_inner], title, token)


def tint_of(values: Iterable[tuple[str, float | None]], title: str, token: str) -> dict[str, Any] | None:
    """Return the same for values with their paths, in the order in which the blocks ran; None where there is none."""
    found: dict[str, float] = {}
    for path, value in values:
        if value is not None and isfinite(value):
            found.setdefault(path, value)
    if not found:
        return None
    low, high = min(found.values()), max(found.values())
    share = _scale(low, high)
    return {
        "title": title,
        "low": number(low),
        "high": number(high),
        "token": token,
        "values": {path: [share(value), f"{title}: {number(value)}"] for path, value in found.items()},
    }


def _scale(low: float, high: float) -> Callable[[float], float]:
    """Return the place of a value between the ends, on a logarithmic scale where they differ much."""
    if low == high:
        return lambda _: 0.5
    if low > 0 and high / low > _WIDE:
        return lambda value: round((log(value) - log(low)) / (log(high) - log(low)), 3)
    return lambda value: round((value - low) / (high - low), 3)
