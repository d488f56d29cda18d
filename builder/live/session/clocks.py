"""`time` at a prompt: what a clock shows, and short waits. No clock tells how long the machine has been running."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.interpreter.values import ModuleValue, Native
from builder.live.session.standard.moments import strftime
from builder.sentences import say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_LONGEST = 2
"""Seconds that an input may wait."""
_STEP = 0.05
_START = time.perf_counter_ns()
_NANO = 1e-9


def _nanoseconds() -> int:
    return time.perf_counter_ns() - _START


_CLOCKS: dict[str, Callable[[], Value]] = {
    "time": time.time,
    "time_ns": time.time_ns,
    "perf_counter": lambda: _nanoseconds() * _NANO,
    "perf_counter_ns": _nanoseconds,
    "monotonic": lambda: _nanoseconds() * _NANO,
    "process_time": lambda: time.thread_time(),
}


def _sleep(interpreter: Interpreter, seconds: Value) -> None:
    wanted = seconds if isinstance(seconds, int | float) else interpreter.host.number(seconds)
    if not 0 <= wanted <= _LONGEST:
        raise Refusal(say("live.sleep", most=_LONGEST), say("live.sleep.hint"))
    end = time.monotonic() + wanted
    while (left := end - time.monotonic()) > 0:
        interpreter.budget.check_time()
        time.sleep(min(left, _STEP))


def time_module() -> ModuleValue:
    """Return the module."""
    texts = {"strftime": Native("strftime", strftime), "ctime": Native("ctime", lambda interpreter: time.ctime())}

    def clock(name: str, read: Callable[[], Value]) -> Native:
        return Native(name, lambda interpreter: read())

    return ModuleValue(
        "time",
        {name: clock(name, read) for name, read in _CLOCKS.items()} | {"sleep": Native("sleep", _sleep), **texts},
    )
