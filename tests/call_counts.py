"""Counts calls and lines of Python instead of seconds: the same on every machine, however busy."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


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
    """Return how many times the calls of one size those of twice the size are; `action(size)` prepares one run.

    One run of another size goes ahead uncounted: it imports what is imported late. Of its own size it would leave what
    is remembered to the first run that counts.
    """
    action(size - 1)()
    small, large = action(size), action(2 * size)
    return calls(large) / calls(small)


class TooLong(BaseException):
    """More lines were run than a call may take; nothing catches it on the way."""


def lines_of(call: Callable[[], Any], most: int) -> int:
    """Run a call and return how many lines it ran.

    Raises:
        TooLong: they are more than `most`; the call is broken off.
    """
    count = 0

    def trace(frame: FrameType, event: str, arg: object) -> Any:
        nonlocal count
        if event == "line":
            count += 1
            if count > most:
                raise TooLong(f"more than {most:,} lines")
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return count
