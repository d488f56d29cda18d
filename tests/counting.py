"""Counts calls instead of seconds: how work grows with its input is then the same on every machine."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType


def calls(action: Callable[[], object]) -> int:
    """Count the calls of functions, Python's and C's, while an action runs."""
    count = 0

    def note(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        action()
    finally:
        sys.setprofile(before)
    return count


def growth(action: Callable[[int], Callable[[], object]], size: int) -> float:
    """Return how many times the calls of one size those of twice the size are; `action(size)` prepares one run."""
    small, large = action(size), action(2 * size)
    return calls(large) / calls(small)
