"""Which of their inputs live modules change in place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from torch import Tensor, nn

from builder.catalogue.functions.from_layers import function_of
from builder.trace.from_module.layers import layer_arguments, layer_kind
from builder.trace.steps import Overwrite, Source


class InputMemory:
    """The tensors that a module is given, as they were before its call."""

    def __init__(self, tensors: Iterable[Tensor]) -> None:
        self._versions = [(tensor, tensor._version) for tensor in tensors]

    def is_changed(self, tensor: Tensor) -> bool:
        """Tell whether the call has changed a tensor in place."""
        return any(one is tensor and one._version != version for one, version in self._versions)

    def count(self, tensor: Tensor) -> int:
        """Return how often the call has changed a tensor in place."""
        return max(one._version - version for one, version in self._versions if one is tensor)


def overwrite_of(
    i: int,
    module: nn.Module,
    tensor: Tensor,
    given: InputMemory,
    out: Any,  # noqa: ANN401 - tensors in tuples
) -> Overwrite:
    """Return how the call of a module that returned `out` has changed the tensor that it was given at `i`."""
    if out is tensor:
        return Overwrite(i, True)
    first = next(_layers(module), None)
    kind = None if first is None or given.count(tensor) != 1 or i else layer_kind(first)
    if first is None or kind is None or getattr(first, "inplace", False) is not True:
        return Overwrite(i)
    return Overwrite(i, False, function_of(kind, layer_arguments(first, kind)))


def _layers(module: nn.Module) -> Iterator[nn.Module]:
    """Yield what a sequential calls, those in sequentials inside it too."""
    if isinstance(module, nn.Sequential) and type(module).forward is nn.Sequential.forward:
        for child in module:
            yield from _layers(child)
    else:
        yield module


def share_memory(one: Tensor, other: Tensor) -> bool:
    """Tell whether two tensors lie in one storage; `detach` makes such, of which `_base` says nothing."""
    return bool(one.untyped_storage()._cdata == other.untyped_storage()._cdata)


def aliases_of(tensor: Tensor, alive: Iterable[Tensor], known: Mapping[int, Source]) -> frozenset[str]:
    """Return the names of what shares the memory of a tensor, but for itself."""
    alike = [other for other in alive if other is not tensor and share_memory(tensor, other)]
    return frozenset(known[id(other)][0] for other in alike if id(other) in known) - {known[id(tensor)][0]}
