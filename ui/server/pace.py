"""Makes long work about one document yield to the requests of others.

Python's threads have no priorities: one that computes for seconds takes every second turn from all others. The garbage
collector looks after every so many objects, in the thread that made them, and calls `_rest` there; whatever takes long
makes objects all the time, so no loop has to be changed for it.
"""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

FREE = 0.05
"""Seconds of CPU time that work may take before it rests."""
PACE = 1 / 4
"""The part of the time that it works from then on, as long as others ask."""
LONGEST = 0.1
"""Seconds that it rests at most at once: others may wait for a lock that it holds."""

_here = threading.local()


class _Work:
    """What a thread has done so far."""

    def __init__(self, others_ask: Callable[[], bool]) -> None:
        self._others_ask = others_ask
        self._rested = time.thread_time() + FREE

    def rest(self) -> None:
        since = time.thread_time() - self._rested
        if since > 0:
            if self._others_ask():
                time.sleep(min(LONGEST, since * (1 / PACE - 1)))
            self._rested = time.thread_time()


@contextmanager
def paced(others_ask: Callable[[], bool]) -> Iterator[None]:
    """Let what is done inside rest while `others_ask`, once it has taken long."""
    _here.work = _Work(others_ask)
    try:
        yield
    finally:
        _here.work = None


def set_up() -> None:
    """Have the collector call."""
    if _rest not in gc.callbacks:
        gc.callbacks.append(_rest)


def _rest(phase: str, info: dict[str, int]) -> None:
    work = getattr(_here, "work", None)
    if phase == "stop" and work is not None:
        work.rest()
