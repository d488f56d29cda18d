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

from builder.library.storage import is_writing

FREE = 0.05
"""Seconds of CPU time that a document may take before work about it rests."""
SLICE = 0.005
"""Seconds of CPU time between two rests: who asks meanwhile waits for one slice, not for all."""
PACE = 1 / 8
"""The part of the time that it works from then on, as long as others ask."""
LONGEST = 0.1
"""Seconds that it rests at most where the collector finds it: others may wait for a lock that it holds."""
BETWEEN = 2.0
"""Seconds that it rests at most between two things that it does."""

_here = threading.local()


class _Work:
    """What a thread has done so far."""

    def __init__(self, others_ask: Callable[[], bool], free: float, threads: Callable[[], int]) -> None:
        self._others_ask = others_ask
        self._threads = threads
        self._rested = time.thread_time() + free

    def rest(self, longest: float) -> None:
        since = time.thread_time() - self._rested
        if since > SLICE:
            if self._others_ask():
                time.sleep(min(longest, since * (self._threads() / PACE - 1)))
            self._rested = time.thread_time()


def _alone() -> int:
    return 1


@contextmanager
def pause_often(
    others_ask: Callable[[], bool], free: float = FREE, threads: Callable[[], int] = _alone
) -> Iterator[None]:
    """Let what is done inside rest while `others_ask`, once it has taken long.

    Args:
        others_ask: whether anybody waits.
        free: seconds of CPU time that it may take before.
        threads: how many threads work about the same document, and take its part of the time together.
    """
    _here.work = _Work(others_ask, free, threads)
    try:
        yield
    finally:
        _here.work = None


def rest() -> None:
    """Rest if it is time to: what makes few objects may call this between two things that it does.

    A thread outside `pause_often` goes on at once.
    """
    work = getattr(_here, "work", None)
    if work is not None:
        work.rest(BETWEEN)


def set_up() -> None:
    """Have the collector call."""
    if _rest not in gc.callbacks:
        gc.callbacks.append(_rest)


def _rest(phase: str, info: dict[str, int]) -> None:
    work = getattr(_here, "work", None)
    if phase == "stop" and work is not None and not is_writing():
        work.rest(LONGEST)
