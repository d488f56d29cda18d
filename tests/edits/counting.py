"""Count what a call does, in lines of Python: the same on every machine, however busy."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


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
