"""The limits of interpreted code, and the budget of one run, which is checked before anything is computed."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from operator import index
from typing import Any, TypeAlias

import msgspec

from builder.interpreter.failures import LimitExceeded
from builder.sentences import say

Value: TypeAlias = Any
"""Any value of the interpreted language."""

_SCALARS = frozenset({int, float, bool, str, type(None), complex})
_CONTAINERS = (list, tuple, set, frozenset, dict)
_CHUNK = 1024
_TICK = 256
_STEPS_PER_SYMBOL_CALL = 20
"""Steps that a call on symbols counts for; it takes longer than so many."""
_MAX_WAIT = 60.0
"""Seconds that a run may wait for other processes, in addition to its own computing time."""


def plain_text(value: Value) -> str:
    """Write a scalar out, and of anything else its type only: writing a value out in full can take for ever."""
    if isinstance(value, str):
        return value[:2000]
    if isinstance(value, int) and value.bit_length() > 1000:
        return "a large number"
    return repr(value) if isinstance(value, int | float | None) else f"a {type(value).__name__}"


class Limits(msgspec.Struct, frozen=True):
    """The limits of a run. Elements are those of lists, dicts and tensors, and characters of strings.

    The steps end what has no end, after as many on every machine. The seconds are those that the thread computes, and
    leave room for what takes longer by itself, as reading a large network does, on a slow machine as well.
    """

    text: int = 200_000
    nodes: int = 150_000
    nesting: int = 100
    steps: int = 400_000
    depth: int = 400
    seconds: float = 5.0
    elements: int = 1_000_000
    elements_together: int = 5_000_000
    tensor_elements: int = 100_000_000
    tensor_elements_together: int = 300_000_000
    multiply_adds: int = 500_000_000_000
    printed: int = 20_000
    modules: int = 20_000
    format_width: int = 1_000
    int_bits: int = 20_000


RUN_LIMITS = Limits(seconds=10.0, printed=60_000)
"""For code that computes with tensors: the forward of a written class, the console."""


class Budget:
    """What is left of the limits during one run."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.printed = 0
        self.stopped = False
        self.tensor_elements = 0
        self.left = limits.steps
        self.before = 0
        """The steps of earlier runs."""
        self.renew()

    @property
    def steps(self) -> int:
        """The steps that were spent so far, in all runs."""
        return self.before + self.limits.steps - self.left

    def renew(self) -> None:
        """Start a new run with all limits unused."""
        self.before = self.steps
        self.left = self.limits.steps
        self.checkpoint = self.left - _TICK
        self.elements = 0
        self.multiply_adds = 0
        self.deadline = time.monotonic() + self.limits.seconds / 2
        self.worked: float | None = None
        """Until when this thread may compute, by its own clock: that is asked only once half of the time is over."""
        self.stopped = False

    def stop(self) -> None:
        """End the run at the next check of the clock; may be called from another thread or a signal handler."""
        self.stopped = True

    def tick(self) -> None:
        """Check the steps and the clock; called every few hundred steps.

        Raises:
            LimitExceeded: the steps or the time are used up, or the run was stopped.
        """
        self.checkpoint = self.left - _TICK
        if self.left < 0:
            raise LimitExceeded(say("interpreter.steps", steps=self.limits.steps), say("interpreter.steps.hint"))
        self.check_time()

    def check_time(self) -> None:
        """Refuse to continue after the deadline, or after `stop`.

        Raises:
            LimitExceeded: the deadline has passed, or the run was stopped.
        """
        if self.stopped:
            raise LimitExceeded(say("interpreter.stopped"), say("interpreter.steps-so-far.hint"))
        now = time.monotonic()
        if now <= self.deadline:
            return
        worked = time.thread_time()
        # Others may have had the processor so far: from here on only what this thread works counts.
        if self.worked is None:
            self.worked = worked + self.limits.seconds / 2
        if worked > self.worked or now > self.deadline + self.limits.seconds + _MAX_WAIT:
            raise LimitExceeded(
                say("interpreter.seconds", seconds=self.limits.seconds), say("interpreter.seconds.hint")
            )

    @contextmanager
    def pause(self) -> Iterator[None]:
        """Pause the clock inside the context."""
        start, left = time.monotonic(), None if self.worked is None else self.worked - time.thread_time()
        try:
            yield
        finally:
            self.deadline += time.monotonic() - start
            self.worked = None if left is None else time.thread_time() + left

    def spend(self, steps: int) -> None:
        """Spend steps on work that is done by Python itself."""
        self.left -= steps
        if self.left < self.checkpoint:
            self.tick()

    def hold(self, count: int, noun: str = "value") -> None:
        """Deduct the elements of a value that is about to be created.

        Raises:
            LimitExceeded: the value, or all values together, would have too many elements.
            TypeError: `count` is no whole number.
        """
        count = index(count)  # a NaN or a tensor would make every comparison below fail
        if count > self.limits.elements:
            raise LimitExceeded(
                say("interpreter.elements", noun=noun, number=_number(count), limit=self.limits.elements),
                say("interpreter.smaller.hint"),
            )
        self.elements += count
        if self.elements > self.limits.elements_together:
            raise LimitExceeded(
                say("interpreter.elements-together", limit=self.limits.elements_together),
                say("interpreter.elements-together.hint"),
            )
        if count >= _CHUNK:
            self.spend(count // 64)

    def record(self) -> None:
        """Deduct a call on symbols, whose shapes are worked out and which is kept as a block.

        Raises:
            LimitExceeded: the steps or the time are used up.
        """
        self.hold(1)
        self.spend(_STEPS_PER_SYMBOL_CALL)

    def bits(self, count: float) -> None:
        """Refuse a whole number of more than so many bits, before it is computed.

        Raises:
            LimitExceeded: it would have more than the limit.
        """
        if count > self.limits.int_bits:
            raise LimitExceeded(say("interpreter.bits", limit=self.limits.int_bits), say("interpreter.bits.hint"))

    def collect(self, iterator: Iterable[Value], noun: str = "list") -> list[Value]:
        """Consume an iterator into a list, piece by piece."""
        if hasattr(iterator, "__len__"):
            self.hold(size_of(iterator), noun)
            return list(iterator)
        made: list[Value] = []
        source: Iterator[Value] = iter(iterator)
        while piece := list(islice(source, _CHUNK)):
            self.hold(len(piece), noun)
            self.spend(len(piece) // 8 + 1)
            made += piece
            if len(made) > self.limits.elements:
                self.hold(len(made), noun)
        return made

    def weigh(self, value: Value) -> int:
        """Deduct the items of a nested value, counting repeated ones each time, before Python walks it natively.

        Raises:
            LimitExceeded: the value is nested deeper than 50 levels or has too many elements.
        """
        if type(value) in _SCALARS or not isinstance(value, _CONTAINERS):
            return 1
        count, stack = 0, [(value, 0)]
        while stack:
            here, depth = stack.pop()
            if depth > 50:
                raise LimitExceeded(say("interpreter.depth", limit=50), say("interpreter.depth.hint"))
            items = _inside(here)
            count += len(items)
            if count > self.limits.elements:
                self.hold(count)
            stack += [(item, depth + 1) for item in items if isinstance(item, _CONTAINERS)]
            self.spend(len(items) // 8 + 1)
        return count

    def key(self, value: Value) -> None:
        """Refuse keys whose hashes can be made to collide, or that are too nested to be hashed.

        Raises:
            LimitExceeded: the key is a number of 2**60 or more, is nested too deeply, or holds such a number.
        """
        kind = type(value)
        if kind is str or kind is bool or value is None:
            return
        if kind is int or kind is float:
            if abs(value) >= 1 << 60 and value not in (float("inf"), float("-inf")):
                raise LimitExceeded(say("interpreter.large-key"), say("interpreter.large-key.hint"))
        elif kind is tuple or kind is frozenset:
            self.weigh(value)
            for item in value:
                self.key(item)

    def print(self, count: int) -> None:
        """Deduct printed characters.

        Raises:
            LimitExceeded: more is printed than the limit.
        """
        self.printed += count
        if self.printed > self.limits.printed:
            raise LimitExceeded(
                say("interpreter.printed-much", limit=self.limits.printed), say("interpreter.printed-much.hint")
            )


def size_of(value: Value) -> int:
    """Return `len(value)`, or a large number where it is larger than Python's own limit."""
    try:
        return len(value)
    except OverflowError:
        return 1 << 63


def _inside(value: Value) -> list[Value]:
    if isinstance(value, dict):
        return [*value.keys(), *value.values()]
    return list(value)


def _number(count: int) -> str:
    return f"{count:,}" if count < 10**15 else say("interpreter.many")
