"""The progress of a job: reported from inside it, read outside."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

_EVERY = 0.05
"""Seconds between two reports that are really sent."""


class Progress(NamedTuple):
    """The progress of a job from 0 to 1, and its current activity."""

    fraction: float = 0.0
    words: str = "waiting"


class Reporter:
    """Where `report` sends to. Outside a worker nobody listens, and a job runs the same."""

    def __init__(self, send: Callable[[Progress], None]) -> None:
        self._send = send
        self._last = 0.0

    def __call__(self, fraction: float, words: str) -> None:
        """Send a report, unless one was just sent."""
        now = time.monotonic()
        if now - self._last >= _EVERY or fraction >= 1:
            self._last = now
            self._send(Progress(min(max(fraction, 0.0), 1.0), words))


_reporters: list[Reporter] = []
"""The one reporter of a worker; a worker runs one job in one process and never shares this."""


def report(fraction: float, words: str) -> None:
    """Report the progress of the job that runs in this process; may be called often."""
    if _reporters:
        _reporters[-1](fraction, words)


def report_to(send: Callable[[Progress], None]) -> None:
    """Send all further reports of this process there."""
    _reporters.append(Reporter(send))
