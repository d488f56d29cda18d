"""`%time` and `%timeit` at a prompt, in the form that IPython tells times in."""

from __future__ import annotations

import math
import os
import statistics
import time
from collections.abc import Callable

RUNS = 7
_UNITS = ("s", "ms", "μs", "ns")


def duration_text(seconds: float) -> str:
    """Return a time with three digits and its unit.

    >>> duration_text(0.0123456), duration_text(0.0), duration_text(75.0)
    ('12.3 ms', '0 ns', '1min 15s')
    """
    if seconds >= 60:
        return f"{int(seconds // 60)}min {int(seconds % 60)}s"
    order = min(-int(math.floor(math.log10(seconds)) // 3), 3) if seconds > 0 else 3
    return f"{seconds * 1e3**order:.3g} {_UNITS[order]}"


class Stopwatch:
    """Runs from when it is made."""

    def __init__(self) -> None:
        self.times = os.times()
        self.wall = time.perf_counter()

    def read(self) -> str:
        """Return what it shows."""
        wall, now = time.perf_counter() - self.wall, os.times()
        user, system = now.user - self.times.user, now.system - self.times.system
        total = duration_text(user + system)
        cpu = f"user {duration_text(user)}, sys: {duration_text(system)}, total: {total}"
        return f"CPU times: {cpu}\nWall time: {duration_text(wall)}\n"


def timeit_text(run: Callable[[], object]) -> str:
    """Run something several times and return how long it takes."""
    found = []
    for _ in range(RUNS):
        start = time.perf_counter()
        run()
        found.append(time.perf_counter() - start)
    mean, spread = duration_text(statistics.fmean(found)), duration_text(statistics.pstdev(found))
    return f"{mean} ± {spread} per loop (mean ± std. dev. of {RUNS} runs, 1 loop each)\n"
