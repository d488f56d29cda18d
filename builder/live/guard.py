"""Checks every tensor operation before it runs: the size of its result and its multiply-adds.

A dispatch mode sees each operation below autograd, also those inside layers and functions, so that no table of shape
rules is needed: an operation runs on the meta device first, where it allocates nothing, and the answer is remembered.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any, TypeAlias

import torch
from torch import Tensor
from torch.nn.parameter import UninitializedBuffer, UninitializedParameter
from torch.utils._python_dispatch import TorchDispatchMode, _disable_current_modes

from builder.interpreter.failures import Failure, LimitExceeded, Refusal
from builder.interpreter.limits import Budget
from builder.live.backward_checks import BACKWARD_CHECKS
from builder.live.costs import PER_ELEMENT, UNKNOWN
from builder.live.device import cpu_words, is_here
from builder.live.forward_checks import CHECKS
from builder.live.memory import count_changes
from builder.live.sizes import BY_VALUE
from builder.live.work import WORK, products
from builder.sentences import say

_Operation: TypeAlias = Any
_aten = torch.ops.aten
_STEPS = 10
_MOST_RESULTS = 20_000
_UNINITIALIZED = (UninitializedParameter, UninitializedBuffer)
_NOTHING = (0,)
"""The shape of what a lazy module holds before it has seen an input."""
_REMEMBERED = 4096
_EMPTY = {
    _aten.empty.memory_format: _aten.zeros.default,
    _aten.empty_like.default: _aten.zeros_like.default,
    _aten.new_empty.default: _aten.new_zeros.default,
    _aten.empty.out: _aten.zeros.out,
}
"""Memory that is not filled would show what was in it before: it comes out as zeros."""

_CHECKS = CHECKS | BACKWARD_CHECKS
_SPARSE = _aten._sparse_coo_tensor_with_dims_and_tensors.default
"""A sparse gradient would hold the very indices of the forward, which may change and are not looked at again."""


def _pieces(tensor: Tensor, size: int, dim: int = 0) -> int:
    return -(-tensor.shape[dim] // size) if size > 0 and tensor.dim() else 1


_COUNTED: dict[_Operation, Callable[..., int]] = {
    _aten.split.Tensor: _pieces,
    _aten.unbind.int: lambda tensor, dim=0: tensor.shape[dim] if tensor.dim() else 1,
    _aten.unsafe_split.Tensor: _pieces,
}
"""Operations that return many tensors, with their number."""


class TensorGuard(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Checks each operation against a budget; counts the elements of tensors that are alive."""

    def __init__(self, budget: Budget) -> None:
        """Check against `budget`."""
        super().__init__()  # type: ignore[no-untyped-call]
        self.budget = budget
        self.remembered: dict[Any, tuple[int, int]] = {}

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        """Save a second at the first operation: nothing is compiled here, so torch need not import its compiler."""
        return False

    def __torch_dispatch__(
        self, func: _Operation, types: object, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:  # noqa: ANN401 - an operation returns anything
        """Check an operation, then run it."""
        kwargs = kwargs or {}
        if not is_here(kwargs.get("device") or "cpu"):
            raise Refusal(cpu_words(), say("live.device.hint"))
        budget = self.budget
        budget.spend(_STEPS)
        budget.check_time()
        budget.spend(sum(len(arg) for arg in args if isinstance(arg, list | tuple)) * 4)
        elements, work = self.cost(func, args, kwargs)
        self.check(elements, work)
        check = _CHECKS.get(func._overloadpacket)
        if check is not None:
            check(*args, **kwargs)
        count_changes(func, args, kwargs)
        if func in _EMPTY:
            return self.track(_zeros(func, args, kwargs), args)
        if func is _SPARSE:
            args = (*args[:3], args[3].clone(), *args[4:])
        result = func(*args, **kwargs)
        # A view shares the memory of what it is of, which is counted.
        return result if func.is_view else self.track(result, args)

    def cost(self, func: _Operation, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[int, int]:
        """Return the elements of the largest result and the multiply-adds.

        Raises:
            LimitExceeded: it would make more than 20,000 tensors.
        """
        if func in _COUNTED and _COUNTED[func](*args, **kwargs) > _MOST_RESULTS:
            raise LimitExceeded(say("live.results", limit=_MOST_RESULTS), say("live.results.hint"))
        by_value = BY_VALUE.get(func._overloadpacket.__name__)
        if by_value is not None:
            return _by_value(by_value, args, kwargs)
        key = (func, _key(args), _key(kwargs))
        try:
            known = self.remembered.get(key)
        except TypeError:
            # An argument that cannot be hashed: the cost is measured each time.
            return self.measure(func, args, kwargs)
        if known is None:
            if len(self.remembered) >= _REMEMBERED:
                self.remembered.clear()
            known = self.remembered[key] = self.measure(func, args, kwargs)
        return known

    def measure(self, func: _Operation, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[int, int]:
        """Run an operation on the meta device; where that cannot be, it returns no more than its inputs hold."""
        meta_args, meta_kwargs = _meta(args), _meta(kwargs)
        if "device" in kwargs or any(argument.name == "device" for argument in func._schema.arguments):
            meta_kwargs["device"] = torch.device("meta")
        try:
            with _disable_current_modes():  # whoever else watches, such as a counter, sees each operation once
                result = func(*meta_args, **meta_kwargs)
        except Failure:
            raise
        except Exception:
            result = None
        found = _tensors(result)
        return max((tensor.numel() for tensor in found), default=0), _work(func, result, meta_args, meta_kwargs)

    def check(self, elements: int, work: int) -> None:
        """Refuse a result that is too large before it is allocated.

        Raises:
            LimitExceeded: the tensor, all tensors together or the multiply-adds pass their limit.
        """
        budget, limits = self.budget, self.budget.limits
        if elements > limits.tensor_elements:
            raise LimitExceeded(
                say("live.tensor-elements", count=elements, limit=limits.tensor_elements),
                say("interpreter.smaller.hint"),
            )
        if budget.tensor_elements + elements > limits.tensor_elements_together:
            raise LimitExceeded(
                say("live.tensors-together", limit=limits.tensor_elements_together),
                say("live.tensors-together.hint"),
            )
        budget.multiply_adds += work
        if budget.multiply_adds > limits.multiply_adds:
            raise LimitExceeded(say("live.multiply-adds", limit=limits.multiply_adds), say("live.multiply-adds.hint"))

    def track(self, result: Any, args: tuple[Any, ...]) -> Any:  # noqa: ANN401 - an operation returns anything
        """Count the elements of new tensors until they are freed."""
        # What works in place returns its argument, which is counted.
        old = {id(arg) for arg in args if isinstance(arg, Tensor)}
        for tensor in _tensors(result):
            count = tensor.numel()
            if count >= 1024 and id(tensor) not in old:
                self.budget.tensor_elements += count
                # When Python ends no one asks for the count.
                weakref.finalize(tensor, self.release, count).atexit = False
        return result

    def release(self, count: int) -> None:
        """Return the elements of a freed tensor to the budget."""
        self.budget.tensor_elements -= count


def _by_value(count: Callable[..., tuple[int, int]], args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[int, int]:
    try:
        return count(*args, **kwargs)
    except (RuntimeError, IndexError, TypeError, ValueError):  # it has no values, or the operation refuses them
        return 0, 0


def _work(
    func: _Operation, result: Any, args: tuple[Any, ...], kwargs: dict[str, Any]  # noqa: ANN401 - what it returns
) -> int:  # fmt: skip
    name, found = func._overloadpacket.__name__, _tensors(result)
    touched = sum(tensor.numel() for tensor in (*found, *_tensors(args)))
    if func.is_view:
        return 0
    if found:
        known = products(func, result, args, kwargs)
        if known is not None:
            return known + touched
        if name in WORK:
            return touched + WORK[name](found[0], *args, **kwargs)
    return touched * PER_ELEMENT.get(name, UNKNOWN)


def _zeros(func: _Operation, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Tensor:
    made: Tensor = func(*args, **kwargs)
    return made.zero_() if made.device.type != "meta" else made


def _key(value: Any) -> Any:  # noqa: ANN401 - the arguments of an operation
    if isinstance(value, _UNINITIALIZED):
        return (_NOTHING, value.dtype)
    if isinstance(value, Tensor):
        return (tuple(value.shape), value.dtype, value.layout)
    if isinstance(value, list | tuple):
        return tuple(map(_key, value))
    if isinstance(value, dict):
        return tuple((name, _key(item)) for name, item in value.items())
    if isinstance(value, torch.UntypedStorage):
        return (torch.UntypedStorage, value.nbytes())  # to remember the storage itself would keep its memory
    return (value.__class__, value)


def _meta(value: Any) -> Any:  # noqa: ANN401 - the arguments of an operation
    if isinstance(value, torch.Generator):
        return None  # which draws on its own device, and decides no size
    if isinstance(value, _UNINITIALIZED):
        return torch.empty(_NOTHING, dtype=value.dtype, device="meta")
    if isinstance(value, Tensor):
        return torch.empty_strided(value.shape, value.stride(), dtype=value.dtype, device="meta")
    if isinstance(value, list | tuple):
        return type(value)(map(_meta, value))
    if isinstance(value, dict):
        return {name: _meta(item) for name, item in value.items()}
    return value


def _tensors(value: Any) -> list[Tensor]:  # noqa: ANN401 - what an operation returns
    if isinstance(value, Tensor):
        return [value]
    if isinstance(value, list | tuple):
        return [tensor for item in value for tensor in _tensors(item)]
    return []
