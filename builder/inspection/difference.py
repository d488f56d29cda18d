"""How a change of the sample travels: two runs, and at each call how far what it returns has moved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
import torch
from torch import Tensor, nn

from builder.catalogue.layers.argument_words import shown_size
from builder.inspection.kept import restore_after, seed_all
from builder.inspection.report import BUDGET, Difference, OutputChange, Settings
from builder.inspection.running import check_ready, run_through, set_mode
from builder.inspection.statistics import statistics
from builder.inspection.tensors import tensors_in
from builder.inspection.watch import Entry, RunStopped, Watch
from builder.sentences import say


def difference_of(
    network: nn.Module, before: Sequence[Any], after: Sequence[Any], settings: Settings, budget: int = BUDGET
) -> Difference:
    """Run two samples and compare; the network is left as it was.

    Of the first run values are kept up to `budget` bytes; what comes later is not compared, and `partial` says so.

    Args:
        network: in either mode.
        before: a value for each argument of `forward`, batch included.
        after: the same for the second sample.
        settings: mode and seed count; both samples run with the same seed.
        budget: bytes of tensors as they lie in memory.

    Raises:
        BuilderError: a tensor of the network has no size yet.
    """
    check_ready(network)
    keep = _Keep(network, budget)
    compare = _Compare(network, keep)
    with restore_after(network, settings.seed) as kept, torch.no_grad():
        set_mode(network, settings)
        _, first = run_through(network, [_clone(one) for one in before], keep)
        kept.rewind()
        seed_all(settings.seed)
        _, second = run_through(network, [_clone(one) for one in after], compare)
    moved = (
        msgspec.structs.replace(compare.moved[id(entry)], has_inner=entry.has_inner)
        for entry in compare.entries
        if id(entry) in compare.moved
    )
    return Difference(tuple(moved), first or second)


def _clone(value: Any) -> Any:  # noqa: ANN401 - an input
    return value.clone() if isinstance(value, Tensor) else value


class _Keep(Watch):
    """Keeps the first tensor that each call returns."""

    def __init__(self, network: nn.Module, budget: int) -> None:
        super().__init__(network)
        self.left = budget
        self.budget = budget
        self.values: dict[tuple[str, int], Tensor] = {}
        self._last: tuple[Tensor, int, Tensor] | None = None

    def ended(self, entry: Entry, output: Any) -> None:  # noqa: ANN401 - what a call returns
        """Keep what a call returns.

        Raises:
            Stopped: it is more than what may be kept.
        """
        found = next(iter(tensors_in(output)), None)
        if found is None:
            return
        last = self._last
        if last is not None and last[0] is found and last[1] == found._version:
            self.values[entry.path, entry.number] = last[2]
            return
        self.left -= found.numel() * found.element_size()
        if self.left < 0:
            path = entry.path or say("errors.root")
            raise RunStopped(entry.path, say("inspection.budget", path=path, most=shown_size(self.budget)))
        value = found.detach().clone()
        self._last = found, found._version, value
        self.values[entry.path, entry.number] = value


class _Compare(Watch):
    """Compares with what another run has kept."""

    def __init__(self, network: nn.Module, kept: _Keep) -> None:
        super().__init__(network)
        self.kept = kept
        self.moved: dict[int, OutputChange] = {}

    def ended(self, entry: Entry, output: Any) -> None:  # noqa: ANN401 - what a call returns
        """Compare what a call returns.

        Raises:
            Stopped: what it returned before was not kept, or had another shape.
        """
        found = next(iter(tensors_in(output)), None)
        if found is None:
            return
        before = self.kept.values.get((entry.path, entry.number))
        if before is None:
            raise RunStopped(entry.path, "")
        if before.shape != found.shape:
            raise RunStopped(entry.path, say("inspection.other-shape", path=entry.path or say("errors.root")))
        exact = found.is_floating_point() or found.is_complex()
        after, before = (found, before) if exact else (found.double(), before.double())
        apart, scale = statistics(after - before), statistics(before).norm
        relative = apart.norm / scale if scale and apart.norm is not None else None
        self.moved[id(entry)] = OutputChange(entry.path, entry.number, apart, relative)
