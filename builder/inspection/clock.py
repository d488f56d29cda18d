"""The time that each call takes, forward and back."""

from __future__ import annotations

import time
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import accumulate
from typing import Any

import torch
from torch import Tensor, nn

from builder.errors import BuilderError
from builder.inspection.losses import loss_against
from builder.inspection.report import Settings
from builder.inspection.running import TORCH_SAYS, grad_mode, run_through
from builder.inspection.side_by_side import CallTime
from builder.inspection.watch import Entry, Hooks, Watch

_number_of_next = torch.autograd._get_sequence_nr  # type: ignore[attr-defined]
"""Nodes of autograd are numbered as they are made."""


_ADDS = "AccumulateGrad"
"""The class, which torch gives no name in Python, of nodes that add a gradient to a tensor's own."""


class Stopwatch:
    """A clock that stands still inside `with`, where something is done that is not the network's work.

    Where a GPU computes, it is waited for.
    """

    def __init__(self, device: torch.device) -> None:
        self._read = _cuda_clock(device) if device.type == "cuda" else time.perf_counter
        self._away = self._since = 0.0

    def now(self) -> float:
        """Return the seconds since some moment, without those inside `with`."""
        return self._read() - self._away

    def __enter__(self) -> None:
        self._since = self._read()

    def __exit__(self, *_: object) -> None:
        self._away += self._read() - self._since


def _cuda_clock(device: torch.device) -> Callable[[], float]:
    def now() -> float:
        torch.cuda.synchronize(device)
        return time.perf_counter()

    return now


class Clock(Watch):
    """Takes the time of each call and does nothing else."""

    def __init__(self, network: nn.Module, device: torch.device, shared: Hooks | None = None) -> None:
        super().__init__(network, shared)
        self.stopwatch = Stopwatch(device)

    def begun(self, entry: Entry, inputs: tuple[Any, ...], named: dict[str, Any]) -> None:
        """Start the clock of a call."""
        begin(entry, self.stopwatch)

    def ended(self, entry: Entry, output: Any) -> None:  # noqa: ANN401 - what a call returns
        """Stop the clock of a call."""
        end(entry, self.stopwatch)

    def run(self, inputs: Sequence[Any], settings: Settings, target: Tensor | None) -> None:
        """Run the network, and back from its loss if there is one to work out."""
        with grad_mode(self.network, settings):
            output, ended = run_through(self.network, inputs, self)
            if settings.loss == "none" or ended is not None:
                return
            with suppress(BuilderError, *TORCH_SAYS):  # the run with measures says why there are no gradients
                self._go_back(loss_against(settings.loss, output, target, settings.seed))

    def _go_back(self, loss: Tensor) -> None:
        back = WayBack(self.stopwatch)
        with back.timing(loss):
            loss.backward()  # type: ignore[no-untyped-call]
        back.give(self.entries)


def note_least(found: dict[tuple[str, int], CallTime], entries: Iterable[Entry]) -> None:
    """Note the times of calls that have ended, where they are less than those of another run."""
    for one in entries:
        if one.is_done:
            known = found.get((one.path, one.number))
            forward = one.seconds if known is None else min(one.seconds, known.seconds)
            back = [each.backward_seconds for each in (one, known) if each is not None]
            backward = min((seconds for seconds in back if seconds is not None), default=None)
            found[one.path, one.number] = CallTime(one.path, one.number, forward, backward)


def begin(entry: Entry, stopwatch: Stopwatch) -> None:
    """Note when a call begins."""
    entry.first = _number_of_next()
    entry.seconds = -stopwatch.now()


def end(entry: Entry, stopwatch: Stopwatch) -> None:
    """Note how long a call has taken."""
    entry.seconds += stopwatch.now()
    entry.last = _number_of_next()


class WayBack:
    """The time that each node of autograd takes, and what of it belongs to which call.

    One node runs after the other, each until the next begins. It belongs to the calls that were in progress when it was
    made. A hook on a module tells less: it sees when gradients pass, and for that puts nodes of its own into the graph.
    """

    def __init__(self, stopwatch: Stopwatch) -> None:
        self._now = stopwatch.now
        self._begun: list[tuple[int, float]] = []

    @contextmanager
    def timing(self, loss: Tensor) -> Iterator[None]:
        """Take times inside, where the loss is sent back."""
        for node in _nodes_behind(loss):
            node.register_prehook(self._noting(node._sequence_nr()))
        yield
        self._begun.append((-1, self._now()))

    def _noting(self, number: int) -> Callable[[object], None]:
        now, note = self._now, self._begun.append

        def hook(_: object) -> None:
            note((number, now()))

        return hook

    def give(self, entries: Iterable[Entry]) -> None:
        """Give each call the time of the nodes that were made in it; one in which none was made has no way back."""
        took = sorted(
            (number, after - before) for (number, before), (_, after) in zip(self._begun, self._begun[1:], strict=False)
        )
        numbers = [number for number, _ in took]
        sums = [0.0, *accumulate(seconds for _, seconds in took)]
        for entry in entries:
            low, high = bisect_left(numbers, entry.first), bisect_left(numbers, entry.last)
            entry.backward_seconds = sums[high] - sums[low] if low < high else None


def _nodes_behind(loss: Tensor) -> set[Any]:
    """Return the nodes that a loss goes back through, but for those that only add a gradient to a tensor.

    Such a one runs right behind the node that gives it the gradient, and its time counts there.
    """
    found: set[Any] = set()
    stack = [loss.grad_fn]
    while stack:
        node = stack.pop()
        if node is None or node in found or node.__class__.__name__ == _ADDS:
            continue
        found.add(node)
        stack += [inner for inner, _ in node.next_functions]
    return found
