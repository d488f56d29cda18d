"""How far apart two runs are: what each call of the first returned is kept, and compared when the second comes by."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import hypot
from typing import Any, NamedTuple

import torch
from msgspec.structs import replace
from torch import Tensor, nn

from builder.catalogue.layers.argument_words import shown_size
from builder.inspection.clock import Clock, note_least
from builder.inspection.kept import restore_after
from builder.inspection.report import BUDGET, Settings, Statistics
from builder.inspection.running import check_ready, grad_mode, run_through, set_mode
from builder.inspection.side_by_side import Apart, CallTime
from builder.inspection.statistics import statistics, without_modes
from builder.inspection.tensors import tensors_in
from builder.inspection.watch import Entry, Watch
from builder.sentences import say

_CLOCK_RUNS = 5
_CLOCK_SECONDS = 2.0
"""After which no further run takes the time."""
_EXACT = frozenset({torch.float32, torch.float64, torch.complex64, torch.complex128})
"""The dtypes whose differences are taken as they are; others are compared as float64 or complex64."""


class Side(NamedTuple):
    """A network, what enters it, and how it is run."""

    network: nn.Module
    inputs: Sequence[Any]
    settings: Settings
    target: Tensor | None = None


def apart_of(first: Side, second: Side, budget: int = BUDGET) -> tuple[tuple[Apart, ...], str | None]:
    """Run both sides, and return how far apart the calls are that both have, and a sentence where not all was compared.

    Of the first run values are kept up to `budget` bytes; outputs that differ in shape are left out. Both
    networks are left as they were.

    Args:
        first: the network, its inputs and settings.
        second: the same of the other; calls are matched by path and number.
        budget: bytes of tensors as they lie in memory.

    Raises:
        BuilderError: a tensor of a network has no size yet.
    """
    keep = _Keep(first.network, budget)
    _run(first, keep)
    compare = _Compare(second.network, keep.values)
    _run(second, compare)
    return compare.apart, keep.partial


def times_of(first: Side, second: Side) -> tuple[tuple[CallTime, ...], tuple[CallTime, ...]]:
    """Run both sides by turns with clocks alone, and return the least time that each call took.

    A single time tells little on a machine that does other things as well. The networks are left as they were.

    Args:
        first: the network, its inputs and settings.
        second: the same of the other.

    Raises:
        BuilderError: a tensor of a network has no size yet.
    """
    found: tuple[dict[tuple[str, int], CallTime], ...] = ({}, {})
    end = time.monotonic() + _CLOCK_SECONDS
    for i in range(_CLOCK_RUNS):
        if i and time.monotonic() > end:
            break
        for side, least in zip((first, second), found, strict=True):
            clock = Clock(side.network, next((one.device for one in side.network.parameters()), torch.device("cpu")))
            with _ready(side) as inputs:
                clock.run(inputs, side.settings, side.target)
            note_least(least, clock.entries)
    ones, others = (tuple(least.values()) for least in found)
    return ones, others


@contextmanager
def _ready(side: Side) -> Iterator[list[Any]]:
    """Let a side run inside, on inputs of its own; it is left as it was."""
    check_ready(side.network)
    with restore_after(side.network, side.settings.seed):
        set_mode(side.network, side.settings)
        yield [one.clone() if isinstance(one, Tensor) else one for one in side.inputs]


def _run(side: Side, watch: Watch) -> None:
    with _ready(side) as inputs, grad_mode(side.network, side.settings):
        run_through(side.network, inputs, watch)


class _Keep(Watch):
    """Keeps the tensors that each call returns, until the budget is spent."""

    def __init__(self, network: nn.Module, budget: int) -> None:
        super().__init__(network)
        self.values: dict[tuple[str, int], tuple[Tensor, ...]] = {}
        self.partial: str | None = None
        self._budget = self._left = budget
        self._last: list[tuple[Tensor, int, Tensor]] = []

    def ended(self, entry: Entry, output: Any) -> None:  # noqa: ANN401 - what a call returns
        """Keep what a call returns; a container returns the very tensors of its last child."""
        found = tensors_in(output)
        if not found or self.partial is not None:
            return
        last = [(one, one._version, self._known(one)) for one in found]
        self._left -= sum(one.numel() * one.element_size() for one, _, known in last if known is None)
        if self._left < 0:
            most = shown_size(self._budget)
            self.partial = say("inspection.apart.budget", path=entry.path or say("errors.root"), most=most)
            return
        with without_modes():
            self._last = [
                (one, version, one.detach().clone() if known is None else known) for one, version, known in last
            ]
        self.values[entry.path, entry.number] = tuple(value for _, _, value in self._last)

    def _known(self, tensor: Tensor) -> Tensor | None:
        for other, version, value in self._last:
            if other is tensor and version == tensor._version:
                return value
        return None


class _Compare(Watch):
    """Compares with what another run has kept."""

    def __init__(self, network: nn.Module, values: dict[tuple[str, int], tuple[Tensor, ...]]) -> None:
        super().__init__(network)
        self.found: dict[tuple[str, int], Apart] = {}
        self._values = values

    def ended(self, entry: Entry, output: Any) -> None:  # noqa: ANN401 - what a call returns
        """Compare what a call returns."""
        found, before = tensors_in(output), self._values.get((entry.path, entry.number), ())
        both = [(one, other.detach()) for one, other in zip(before, found, strict=False) if one.shape == other.shape]
        if not both:
            return
        with without_modes():
            apart = _together(entry, [_difference(*pair) for pair in both])
        self.found[entry.path, entry.number] = replace(apart, compared=len(both), outputs=max(len(before), len(found)))

    @property
    def apart(self) -> tuple[Apart, ...]:
        """What was compared, in the order in which the calls began."""
        keys = [(entry.path, entry.number) for entry in self.entries]
        return tuple(self.found[key] for key in keys if key in self.found)


class _Difference(NamedTuple):
    """One tensor of a call in two runs: the difference, and the norm of the first."""

    statistics: Statistics
    scale: float | None

    @property
    def largest(self) -> float | None:
        """The largest magnitude."""
        low, high = self.statistics.min, self.statistics.max
        return None if low is None or high is None else max(abs(low), abs(high))


def _difference(before: Tensor, after: Tensor) -> _Difference:
    before, after = _comparable(before), _comparable(after)
    found = statistics(difference := after - before)
    if found.not_finite:
        is_same = (after == before) | (after.isnan() & before.isnan())
        found = statistics(difference.masked_fill(is_same, 0))
    return _Difference(found, statistics(before).norm)


def _together(entry: Entry, found: list[_Difference]) -> Apart:
    largest = max((one.largest for one in found if one.largest is not None), default=None)
    norms = [one.statistics.norm for one in found if one.statistics.norm is not None]
    scale = hypot(*(one.scale for one in found if one.scale is not None))
    relative = hypot(*norms) / scale if scale and norms else None
    return Apart(entry.path, entry.number, largest, relative, sum(one.statistics.not_finite for one in found))


def _comparable(tensor: Tensor) -> Tensor:
    if tensor.layout is not torch.strided:
        tensor = tensor.to_dense()
    if tensor.dtype in _EXACT:
        return tensor
    return tensor.to(torch.complex64) if tensor.is_complex() else tensor.double()
