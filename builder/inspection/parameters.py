"""The learned tensors of a network: what each is, and the gradient that reached it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from builder.inspection.report import Parameter, Statistics, Use
from builder.inspection.statistics import describe
from builder.inspection.uses import Uses
from builder.sentences import say

if TYPE_CHECKING:
    from builder.inspection.reasons import Cuts


class Gradients:
    """Takes the statistics of each gradient as soon as it is whole.

    Then it lets go of it: together they are as large as the network.
    """

    def __init__(self, network: nn.Module, uses: Uses) -> None:
        self.network = network
        self.uses = uses
        self.found: dict[int, Statistics] = {}
        self.adds_up: dict[int, bool] = {}
        self.is_stopped = False
        """Whether there was nothing to send back, or that ended in an error: a missing gradient says nothing then."""
        self._order: dict[tuple[str, int], int] = {}

    @contextmanager
    def collecting(self) -> Iterator[None]:
        """Take them inside."""
        learned = [one for one in self.network.parameters() if one.requires_grad]
        kept = [(one, one._post_accumulate_grad_hooks) for one in learned]
        handles = [
            one.register_post_accumulate_grad_hook(self._whole)  # type: ignore[no-untyped-call]
            for one in learned
        ]
        try:
            yield
        finally:
            for handle in handles:
                handle.remove()
            for one, before in kept:
                one._post_accumulate_grad_hooks = before

    def _whole(self, parameter: Tensor) -> None:
        gradient, key = parameter.grad, id(parameter)
        assert gradient is not None
        with self.uses.watch.stopwatch:
            self.uses.watch.gathered.add(gradient, lambda found: self.found.__setitem__(key, found))
            if self.uses.counts[key] > 1:
                self.adds_up[key] = _equal(self.uses.sums[key], gradient)
        self.uses.sums.pop(key, None)
        parameter.grad = None

    def uses_of(self, parameter: Tensor) -> tuple[Use, ...]:
        """Return the uses of a parameter in the order of the forward, where there are several."""
        found = self.uses.found.get(id(parameter), [])
        if len(found) < 2:
            return ()
        if not self._order:
            self._order = {(entry.path, entry.number): i for i, entry in enumerate(self.uses.watch.entries)}
        return tuple(sorted(found, key=lambda use: self._order.get((use.path, use.number), 0)))


def _equal(one: Tensor, other: Tensor) -> bool:
    """Tell whether two tensors are equal, where NaN is equal to NaN."""
    if one.is_sparse or other.is_sparse:
        one, other = one.to_dense(), other.to_dense()
    return one.shape == other.shape and bool(torch.equal(one, other) or ((one == other) | (one != one)).all())


def parameters_of(
    network: nn.Module, gradients: Gradients | None, reads: Counter[int], cuts: Cuts | None
) -> tuple[Parameter, ...]:
    """Return all learned tensors in the order of `named_parameters`, each once, with all its names."""
    names: dict[int, list[str]] = {}
    tensors: dict[int, Tensor] = {}
    for name, tensor in network.named_parameters(remove_duplicate=False):
        names.setdefault(id(tensor), []).append(name)
        tensors[id(tensor)] = tensor
    return tuple(
        Parameter(
            called[0],
            tuple(called),
            describe(tensors[key]),
            not tensors[key].requires_grad,
            None if gradients is None else gradients.found.get(key),
            () if gradients is None else gradients.uses_of(tensors[key]),
            None if gradients is None else gradients.adds_up.get(key),
            _reason(tensors[key], gradients, reads, cuts),
        )
        for key, called in names.items()
    )


def _reason(tensor: Tensor, gradients: Gradients | None, reads: Counter[int], cuts: Cuts | None) -> str | None:
    """Say why a tensor has no gradient; None where it has one."""
    if gradients is None:
        return say("inspection.before-backward")
    if id(tensor) in gradients.found:
        return None
    if not tensor.requires_grad:
        return say("inspection.frozen")
    if not reads[id(tensor)]:
        return say("inspection.unused")
    if gradients.is_stopped:
        return say("inspection.not-sent-back")
    found = None if cuts is None else cuts.sentence(tensor)
    return found or say("inspection.no-way")
