"""The run in which everything is looked at: statistics of what each call returns and of its gradients."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import torch
from torch import Tensor, nn

from builder.inspection.activations import ENDS, RECTIFIERS, idle_share, share_near
from builder.inspection.attention import attention_of, heads_of
from builder.inspection.clock import Stopwatch, begin, end
from builder.inspection.gathered import StatisticsQueue
from builder.inspection.report import Place, Statistics
from builder.inspection.statistics import statistics, without_modes
from builder.inspection.tensors import tensors_in
from builder.inspection.values import Keeper
from builder.inspection.watch import Entry, Hooks, Watch

_ATTENTION_SECONDS = 3.0
"""Seconds of a run that go into attention which nobody may ask for."""


class Measure(Watch):
    """Takes the statistics of what each call returns, before a later layer can change it; of gradients as they come.

    Its stopwatch stands still while it does so.
    """

    def __init__(
        self, network: nn.Module, device: torch.device, shared: Hooks | None = None, keeper: Keeper | None = None
    ) -> None:
        super().__init__(network, shared)
        self.stopwatch = Stopwatch(device)
        self._keeper = keeper
        self._attending: dict[int, tuple[tuple[Any, ...], dict[str, Any]]] = {}
        self._attention_left = _ATTENTION_SECONDS
        self.gathered = StatisticsQueue()
        self._last: _TensorRecord | None = None
        self._kept: list[tuple[Tensor, Any, Any]] = []

    def begun(self, entry: Entry, inputs: tuple[Any, ...], named: dict[str, Any]) -> None:
        """Keep what a call is given for whoever wants to see it."""
        if self._keeper is not None:
            with self.stopwatch:
                given = tensors_in([*inputs, *named.values()])
                self._keeper.keep_given(Place(entry.path, entry.number, "input"), given)
                if isinstance(entry.module, nn.MultiheadAttention):
                    self._attending[id(entry)] = inputs, named
        begin(entry, self.stopwatch)

    def ended(self, entry: Entry, output: Any) -> None:  # noqa: ANN401 - what a call returns
        """Measure what a call returns."""
        end(entry, self.stopwatch)
        with self.stopwatch:
            self._look_at(entry, output)

    def _look_at(self, entry: Entry, output: Any) -> None:  # noqa: ANN401 - what a call returns
        tensors = tensors_in(output)
        entry.gradients = [None] * len(tensors)
        entry.outputs = [None] * len(tensors)
        for i, tensor in enumerate(tensors):
            self._measure(entry, i, tensor)
        if tensors and entry.kind in RECTIFIERS:
            entry.idle = idle_share(tensors[0])
        elif tensors and entry.kind in ENDS:
            entry.saturated = share_near(tensors[0], ENDS[entry.kind])
        if self._keeper is not None:
            self._keeper.keep(Place(entry.path, entry.number), tensors, entry.outputs)
            self._keep_attention(entry, self._keeper)

    def _keep_attention(self, entry: Entry, keeper: Keeper) -> None:
        """Keep the attention of a layer for whoever wants to see it, as long as that does not take too long."""
        given = self._attending.pop(id(entry), None)
        if given is None or not isinstance(entry.module, nn.MultiheadAttention) or self._attention_left <= 0:
            return
        start = time.perf_counter()
        with suppress(RuntimeError, TypeError, ValueError):  # then it is worked out when somebody asks
            weights = attention_of(entry.module, *given)
            with without_modes(), torch.no_grad():
                keeper.keep_heads(Place(entry.path, entry.number, "attention"), statistics(weights), heads_of(weights))
        self._attention_left -= time.perf_counter() - start

    def _measure(self, entry: Entry, i: int, tensor: Tensor) -> None:
        """Take the statistics of a tensor; a container returns the very one that its last child has returned."""
        last = self._last
        if last is not None and last.tensor is tensor and last.version == tensor._version:
            last.join(entry, i)
            return
        self._last = looked = _TensorRecord(tensor, entry, i)
        self.gathered.add(tensor, looked.give)
        if not tensor.requires_grad:
            return
        if tensor.is_leaf:  # a parameter that a text hands out stays when the run is over
            before = tensor._backward_hooks
            handle = tensor.register_hook(self._noting(looked.places))  # type: ignore[no-untyped-call]
            self._kept.append((tensor, before, handle))
        else:
            _hook(tensor, self._noting(looked.places))

    def _noting(self, places: list[tuple[Entry, int]]) -> Callable[[Tensor], None]:
        """Return a hook that takes the statistics of a gradient for all calls that have returned its tensor."""

        def give(found: Statistics) -> None:
            for entry, i in places:
                entry.gradients[i] = found

        def arrived(gradient: Tensor) -> None:
            with self.stopwatch:
                self.gathered.add(gradient, give)
                if self._keeper is not None:
                    for entry, i in places:
                        place = Place(entry.path, entry.number, "gradient")
                        self._keeper.keep_gradient(place, i, gradient, entry.gradients)

        return arrived

    def forget(self) -> None:
        """Settle what waits, let go of the last tensor, and take the hooks off those that stay."""
        with self.stopwatch:
            self.gathered.settle()
        self._last = None
        for tensor, before, handle in reversed(self._kept):
            handle.remove()
            tensor._backward_hooks = before
        self._kept.clear()
        self._attending.clear()


class _TensorRecord:
    """A tensor whose statistics are taken, and where it was returned: by which calls, as the how manieth of theirs."""

    __slots__ = ("found", "places", "tensor", "version")

    def __init__(self, tensor: Tensor, entry: Entry, i: int) -> None:
        self.tensor = tensor
        self.version = tensor._version
        self.places = [(entry, i)]
        self.found: Statistics | None = None

    def join(self, entry: Entry, i: int) -> None:
        """Note one more call that returns it."""
        self.places.append((entry, i))
        entry.outputs[i] = self.found

    def give(self, found: Statistics) -> None:
        """Give its statistics to all calls that return it."""
        self.found = found
        for entry, i in self.places:
            entry.outputs[i] = found


def _hook(tensor: Tensor, hook: Callable[[Tensor], None]) -> None:
    """Do what `register_hook` does, without a handle, which costs more than all else of it."""
    table = tensor._backward_hooks
    if table is None:
        table = tensor._backward_hooks = OrderedDict()
        tensor.grad_fn._register_hook_dict(tensor)  # type: ignore[union-attr]
    table[id(hook)] = hook  # torch counts its own from 0
