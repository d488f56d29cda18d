"""How long the tests of one mutant may take, and how much memory: what ends by these counts as killed."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import time

import psutil

MEMORY = 6 * 2**30
"""Bytes that the tests of a mutant may take: one that fills a list without end counts as killed."""

IDLE = 60.0
"""Seconds after which a process that computes nothing waits for what never comes: it counts as killed."""


def limit(seconds: int) -> None:
    """Bound what this process computes from here on, and its memory."""
    spent = int(time.process_time())
    resource.setrlimit(resource.RLIMIT_CPU, (spent + seconds, spent + seconds + 1))
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))


def ended(child: int) -> int:
    """Return how a process ended; one that computes nothing for a while and does not end either is ended."""
    try:
        return _waited(child, psutil.Process(child))
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)  # what its tests may have left behind, or itself where we are interrupted


def end_all(child: int) -> None:
    """End a process with all that it has started."""
    with contextlib.suppress(psutil.Error):
        process = psutil.Process(child)
        for each in (*process.children(recursive=True), process):
            with contextlib.suppress(psutil.Error):
                each.kill()


def _waited(child: int, process: psutil.Process) -> int:
    spent, idle = 0.0, 0.0
    while idle <= IDLE:
        time.sleep(0.05)
        gone, status = os.waitpid(child, os.WNOHANG)
        if gone:
            return status
        before, spent = spent, _computed(process)
        idle = idle + 0.05 if spent == before else 0.0
    os.killpg(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


def _computed(process: psutil.Process) -> float:
    """Return the seconds that a process and those it has started have computed."""
    spent = 0.0
    for each in (process, *process.children(recursive=True)):
        with contextlib.suppress(psutil.Error):
            spent += sum(each.cpu_times()[:2])
    return spent
