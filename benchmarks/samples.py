"""Taking samples in turn, so that a change in the machine's pace meets all sides alike."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from statistics import quantiles

Run = Callable[[], float]
"""Does what is measured and returns its sample."""


def interleaved(rounds: int, *runs: Run, warm_up: int = 1) -> list[list[float]]:
    """Take a sample of each run in turn, `rounds` times; return each run's samples. The warm-up is not counted."""
    samples: list[list[float]] = [[] for _ in runs]
    for i in range(warm_up + rounds):
        for kept, run in zip(samples, runs, strict=True):
            gc.collect()
            sample = run()
            if i >= warm_up:
                kept.append(sample)
    return samples


def cpu_seconds(action: Callable[[], object]) -> Run:
    """Time what only computes, in CPU seconds of this process: others on the machine then matter less."""

    def run() -> float:
        start = time.process_time()
        kept = action()
        end = time.process_time()
        del kept  # freeing a large result is not part of making it
        return end - start

    return run


def wall_seconds(action: Callable[[], object]) -> Run:
    """Time what also waits."""

    def run() -> float:
        start = time.perf_counter()
        kept = action()
        end = time.perf_counter()
        del kept
        return end - start

    return run


def p95(samples: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return quantiles(samples, n=20, method="inclusive")[-1]
