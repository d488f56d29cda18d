"""Each use of a parameter that is used more than once, and what of its gradient that use gave.

A hook on a parameter fires once, with the sum. So every read of such a parameter is given a view of its own, and the
gradient of that view is this use's part. How often each is read tells a first run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor, nn
from torch.utils.hooks import RemovableHandle

from builder.inspection.measure import Measure
from builder.inspection.report import Use
from builder.inspection.statistics import without_modes
from builder.inspection.watch import Entry

Read = Callable[[Tensor], Tensor]


class _Table(dict[str, Any]):
    """A module's parameters by name; whoever reads one is given what `read` makes of it."""

    __slots__ = ("read",)

    def __init__(self, own: dict[str, Any], read: Read) -> None:
        super().__init__(own)
        self.read = read

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - a parameter, or None
        value = dict.__getitem__(self, name)
        return value if value is None else self.read(value)


@contextmanager
def reads_by(modules: Iterable[nn.Module], read: Read) -> Iterator[None]:
    """Have `read` see every read of a parameter, and decide what the reader is given."""
    tables: list[tuple[nn.Module, dict[str, Any]]] = []
    try:
        for module in modules:
            own = module._parameters
            if own and not isinstance(module, nn.RNNBase):
                tables.append((module, own))
                module.__dict__["_parameters"] = _Table(own, read)
        yield
    finally:
        for module, own in tables:
            module.__dict__["_parameters"] = own


class ReadCounter:
    """Counts the reads of each parameter by its id. A recurrent layer reads all its own at each call."""

    def __init__(self) -> None:
        self.reads: Counter[int] = Counter()

    def read(self, parameter: Tensor) -> Tensor:
        """Count a read."""
        self.reads[id(parameter)] += 1
        return parameter

    def recurrent(self, module: nn.Module, inputs: object) -> None:
        """Count a call of a recurrent layer; a forward pre-hook."""
        self.reads.update(map(id, module.parameters()))

    @contextmanager
    def counting(self, network: nn.Module) -> Iterator[None]:
        """Count inside."""
        modules = list(network.modules())
        kept = [one.register_forward_pre_hook(self.recurrent) for one in modules if isinstance(one, nn.RNNBase)]
        with _remove_after(kept), reads_by(modules, self.read):
            yield


@contextmanager
def _remove_after(handles: Sequence[RemovableHandle]) -> Iterator[None]:
    """Remove hooks afterwards."""
    try:
        yield
    finally:
        for handle in handles:
            handle.remove()


class Uses:
    """The gradients of all uses of the parameters that are read more than once."""

    def __init__(self, watch: Measure, reads: Counter[int]) -> None:
        self.watch = watch
        self._several = {id for id, count in reads.items() if count > 1}
        self.found: dict[int, list[Use]] = {}
        self.counts: Counter[int] = Counter()
        """How many gradients have arrived; the statistics of some may come later."""
        self.sums: dict[int, Tensor] = {}

    def read(self, parameter: Tensor) -> Tensor:
        """Return a view for one use of a parameter, or the parameter itself where one look at it is enough."""
        if id(parameter) not in self._several or not torch.is_grad_enabled() or not parameter.requires_grad:
            return parameter
        return self._alias(parameter)

    def _alias(self, parameter: Tensor) -> Tensor:
        entry = self.watch.open[-1] if self.watch.open else None
        with without_modes():
            alias = parameter.view_as(parameter)
        alias.register_hook(lambda gradient: self._arrived(id(parameter), entry, gradient))  # type: ignore[no-untyped-call]
        return alias

    def _arrived(self, key: int, entry: Entry | None, gradient: Tensor) -> None:
        path, number = (entry.path, entry.number) if entry is not None else ("", 0)
        with self.watch.stopwatch:
            uses = self.found.setdefault(key, [])
            self.watch.gathered.add(gradient, lambda found: uses.append(Use(path, number, found)))
            self.counts[key] += 1
            sum = self.sums.get(key)
            self.sums[key] = gradient if sum is None else sum + gradient

    @contextmanager
    def watching(self, network: nn.Module) -> Iterator[None]:
        """Give out views inside."""
        modules = list(network.modules())
        kept = [
            hook
            for one in modules
            if isinstance(one, nn.RNNBase) and self._several & set(map(id, one.parameters()))
            for hook in self._recurrent(one)
        ]
        with _remove_after(kept), reads_by(modules, self.read):
            yield

    def _recurrent(self, module: nn.RNNBase) -> list[Any]:
        """Have a recurrent layer, which keeps its weights in a list as well, read views from there."""
        own = list(module._flat_weights)

        def before(module: nn.Module, inputs: object) -> None:
            module.__dict__["_flat_weights"] = [self.read(one) if isinstance(one, Tensor) else one for one in own]

        def after(module: nn.Module, inputs: object, output: object) -> None:
            module.__dict__["_flat_weights"] = own

        return [module.register_forward_pre_hook(before), module.register_forward_hook(after, always_call=True)]
