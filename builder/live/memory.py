"""Keeps torch's own check of what backward reads complete: no memory changes without its version being counted.

Autograd refuses to go back through a tensor that was changed after it was saved, by a version that each change counts
up. Torch has roads past that count: `.data`, `.data = ` and conversions of a network. Here they count too.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

import torch
from torch import Tensor, nn
from torch.autograd.graph import increment_version
from torch.multiprocessing.reductions import StorageWeakRef
from torch.nn.parameter import UninitializedBuffer, UninitializedParameter
from torch.utils.weak import WeakIdKeyDictionary

from builder.catalogue.torch_names import CONVERSIONS
from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.sentences import say

_Operation: TypeAlias = Any
_UNINITIALIZED = (UninitializedParameter, UninitializedBuffer)
_MOST_SHARING = 1_000

_sharing: dict[int, tuple[StorageWeakRef, list[Tensor]]] = {}
"""By memory, the counters of the tensors that hold it and count apart, since `.data = ` let one into another's."""
_reinterpreted: dict[int, StorageWeakRef] = {}
"""Memory that is looked at as another dtype too."""
_counters: WeakIdKeyDictionary = WeakIdKeyDictionary()
_written: dict[_Operation, tuple[tuple[int, str], ...]] = {}


def data_of(tensor: Tensor) -> Tensor:
    """Return `tensor.data`, where a change is counted as one of the tensor, as it is through `detach()`."""
    return tensor.data if isinstance(tensor, _UNINITIALIZED) else tensor.detach()


def set_data(tensor: Tensor, new: Value) -> None:
    """Set `tensor.data`, which counts as a change.

    Raises:
        Refusal: it is of another shape, dtype or device, on which backward would not have counted.
    """
    if isinstance(tensor, _UNINITIALIZED) or isinstance(new, _UNINITIALIZED):
        raise Refusal(say("live.lazy-data"), say("live.lazy-data.hint"))
    if isinstance(new, Tensor):
        for name in ("shape", "dtype", "device", "layout"):
            here, there = getattr(tensor, name), getattr(new, name)
            if here != there:
                here, there = (list(one) if name == "shape" else one for one in (here, there))
                raise Refusal(say("live.data", name=name, here=here, there=there), _REMEDIES[name]())
        _share(tensor, new)
    tensor.data = new
    increment_version(tensor)


_REMEDIES = {
    "shape": lambda: say("live.data.shape.hint"),
    "dtype": lambda: say("live.data.dtype.hint"),
    "device": lambda: say("live.data.device.hint"),
    "layout": lambda: say("live.data.layout.hint"),
}


def _share(tensor: Tensor, new: Tensor) -> None:
    if tensor.layout is not torch.strided:
        return
    storage = _reference(new)
    if storage.cdata == tensor.untyped_storage()._cdata:
        return
    # Memory that is freed may be given out again under the same number.
    for key in [key for key, (held, _) in _sharing.items() if _is_gone(held)]:
        del _sharing[key]
    _, counters = _sharing.setdefault(storage.cdata, (storage, []))
    if len(counters) > _MOST_SHARING:
        raise Refusal(say("live.memory-shared"), say("live.memory-shared.hint"))
    counters += [one for one in (_counter(tensor), _counter(new)) if all(one is not other for other in counters)]


def _reference(tensor: Tensor) -> StorageWeakRef:
    return StorageWeakRef(tensor.untyped_storage())  # type: ignore[no-untyped-call]


def _is_gone(storage: StorageWeakRef) -> bool:
    return bool(storage.expired())  # type: ignore[no-untyped-call]


def _counter(tensor: Tensor) -> Tensor:
    """Return an empty tensor with the version counter of another, whose memory it does not keep."""
    if tensor not in _counters:
        made = tensor.detach()
        # `detach` shares the version counter, and the empty `data` lets go of the memory.
        made.data = made.new_empty(0)
        _counters[tensor] = made
    counter: Tensor = _counters[tensor]
    return counter


def count_changes(func: _Operation, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    """Count what an operation is about to change for each tensor that shares the memory."""
    if func is torch.ops.aten.view.dtype and args[0].dtype != args[1]:
        _remember_reinterpreted(args[0])
    if not _sharing or not func._schema.is_mutable:
        return
    for position, name in _changed_arguments(func):
        given = args[position] if position < len(args) else kwargs.get(name)
        for tensor in given if isinstance(given, list | tuple) else (given,):
            if isinstance(tensor, Tensor) and tensor.layout is torch.strided:
                _, counters = _sharing.get(tensor.untyped_storage()._cdata, (None, []))
                increment_version(counters)


def count_change(tensor: Tensor) -> None:
    """Count a change of the memory of a tensor that no operation of torch made."""
    increment_version(tensor)
    if _sharing and tensor.layout is torch.strided:
        increment_version(_sharing.get(tensor.untyped_storage()._cdata, (None, []))[1])


def _changed_arguments(func: _Operation) -> tuple[tuple[int, str], ...]:
    if func not in _written:
        arguments = enumerate(func._schema.arguments)
        _written[func] = tuple((i, one.name) for i, one in arguments if one.alias_info and one.alias_info.is_write)
    return _written[func]


def _remember_reinterpreted(tensor: Tensor) -> None:
    # Memory that is freed may be given out again under the same number.
    for key in [key for key, held in _reinterpreted.items() if _is_gone(held)]:
        del _reinterpreted[key]
    storage = _reference(tensor)
    _reinterpreted[storage.cdata] = storage


def is_reinterpreted(tensor: Tensor) -> bool:
    """Tell whether the memory of a tensor is looked at as another dtype too."""
    return tensor.untyped_storage()._cdata in _reinterpreted


@contextmanager
def counted_conversion(module: nn.Module, method: str) -> Iterator[None]:
    """Count the tensors that a method of a module, such as `double`, moves to other memory."""
    held = list(_with_gradients(module)) if method in CONVERSIONS else []
    before = [(tensor.data_ptr(), tensor.dtype) for tensor in held]
    try:
        yield
    finally:
        moved = zip(held, before, strict=True)
        increment_version([tensor for tensor, old in moved if (tensor.data_ptr(), tensor.dtype) != old])


def _with_gradients(module: nn.Module) -> Iterator[Tensor]:
    for parameter in module.parameters():
        if not isinstance(parameter, _UNINITIALIZED):
            found = (parameter, parameter.grad)
            yield from (one for one in found if one is not None and one.layout is torch.strided)
