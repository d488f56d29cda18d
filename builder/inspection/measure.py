"""The run in which everything is looked at: statistics of what each call returns and of its gradients."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Any

import torch
from torch import Tensor, nn

from builder.inspection.activations import ENDS, RECTIFIERS, idle_share, share_near
from builder.inspection.attention import attention_of, heads_of
from builder.inspection.clock import Stopwatch, begin, end
from builder.inspection.report import Place, Statistics
from builder.inspection.statistics import statistics, unwatched
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
        self._last: tuple[Tensor, int, Statistics, list[tuple[Entry, int]]] | None = None
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
        entry.outputs = tuple(self._measured(entry, i, tensor) for i, tensor in enumerate(tensors))
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
            with unwatched(), torch.no_grad():
                keeper.keep_heads(Place(entry.path, entry.number, "attention"), statistics(weights), heads_of(weights))
        self._attention_left -= time.perf_counter() - start

    def _measured(self, entry: Entry, i: int, tensor: Tensor) -> Statistics:
        """Return the statistics of a tensor; a container returns the very one that its last child has returned."""
        last = self._last
        if last is not None and last[0] is tensor and last[1] == tensor._version:
            last[3].append((entry, i))
            return last[2]
        found, sinks = statistics(tensor), [(entry, i)]
        self._last = tensor, tensor._version, found, sinks
        if tensor.requires_grad:
            before = tensor._backward_hooks
            handle = tensor.register_hook(lambda gradient: self._arrived(gradient, sinks))  # type: ignore[no-untyped-call]
            if tensor.is_leaf:  # a parameter that a text hands out stays when the run is over
                self._kept.append((tensor, before, handle))
        return found

    def _arrived(self, gradient: Tensor, sinks: list[tuple[Entry, int]]) -> None:
        with self.stopwatch:
            found = statistics(gradient)
            for entry, i in sinks:
                entry.gradients[i] = found
                if self._keeper is not None:
                    self._keeper.keep_gradient(Place(entry.path, entry.number, "gradient"), i, gradient, found)

    def forget(self) -> None:
        """Let go of the last tensor, and take the hooks off those that stay."""
        self._last = None
        for tensor, before, handle in reversed(self._kept):
            handle.remove()
            tensor._backward_hooks = before
        self._kept.clear()
        self._attending.clear()
