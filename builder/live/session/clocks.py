"""`time` at a prompt: what a clock shows. Nothing waits, and no clock tells how long the machine has been running."""

from __future__ import annotations

import time
from collections.abc import Callable

from builder.interpreter.limits import Value
from builder.interpreter.values import ModuleValue, Native

_START = time.perf_counter_ns()
_NANO = 1e-9


def _elapsed() -> int:
    return time.perf_counter_ns() - _START


_CLOCKS: dict[str, Callable[[], Value]] = {
    "time": time.time,
    "time_ns": time.time_ns,
    "perf_counter": lambda: _elapsed() * _NANO,
    "perf_counter_ns": _elapsed,
    "monotonic": lambda: _elapsed() * _NANO,
    "process_time": lambda: time.thread_time(),
}


def time_module() -> ModuleValue:
    """Return the module."""

    def clock(name: str, read: Callable[[], Value]) -> Native:
        return Native(name, lambda interpreter: read())

    return ModuleValue("time", {name: clock(name, read) for name, read in _CLOCKS.items()})
