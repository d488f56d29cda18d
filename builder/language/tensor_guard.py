"""Looks at every tensor operation before it runs: how large its result is, and how many multiply-adds it takes.

A dispatch mode sees each operation below autograd, also those inside layers and functions, so that no table of shape
rules is needed: an operation runs on the meta device first, where it allocates nothing, and the answer is remembered.
"""

from __future__ import annotations

import math
import weakref
from collections.abc import Callable
from typing import Any, TypeAlias

import torch
from torch import Tensor
from torch.nn.parameter import UninitializedBuffer, UninitializedParameter
from torch.utils._python_dispatch import TorchDispatchMode, _disable_current_modes
from torch.utils.flop_counter import flop_registry

from builder.language.backward_checks import BACKWARD_CHECKS
from builder.language.failures import Exhausted, Failure, Refusal
from builder.language.limits import Budget
from builder.language.tensor_checks import CHECKS
from builder.language.tensor_memory import count_changes

_Operation: TypeAlias = Any
_aten = torch.ops.aten
_STEPS = 10
_DEVICES = ("cpu", "meta")
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


_SLOW = 16
"""How many multiply-adds of a product one element of a window, or of a sort, takes the time of."""


def _window(result: Tensor, tensor: Tensor, kernel: list[int], *more: object) -> int:
    return _SLOW * result.numel() * math.prod(kernel)


def _distances(result: Tensor, tensor: Tensor, *more: object) -> int:
    return result.numel() * tensor.shape[-1]


def _factors(result: Tensor, tensor: Tensor, *more: object) -> int:
    return tensor.numel() * min(tensor.shape[-2:])


def _singular(result: Tensor, tensor: Tensor, *more: object) -> int:
    return 3 * _SLOW * _factors(result, tensor)


def _lstm(result: Tensor, inputs: Tensor, weight: Tensor, hidden_weight: Tensor, *more: object) -> int:
    return inputs[..., :1].numel() * (weight.numel() + hidden_weight.numel())


def _attention(result: Tensor, source: Tensor, *more: object) -> int:
    batch, length, width = source.shape
    return batch * length * width * (2 * length + 12 * width)


def _trilinear(result: Tensor, left: Tensor, weight: Tensor, *more: object) -> int:
    return weight.numel() * max(left.numel() // max(left.shape[-1], 1), 1)


_POOLS = [f"{kind}_pool{dims}d" for kind in ("avg", "max") for dims in (1, 2, 3)]
_WORK: dict[str, Callable[..., int]] = {
    **dict.fromkeys(_POOLS, _window),
    **{f"{name}_with_indices": _window for name in _POOLS},
    "_cdist_forward": _distances,
    "_pdist_forward": _distances,
    "linalg_qr": _factors,
    "linalg_inv_ex": lambda result, tensor, *more: 4 * _factors(result, tensor),
    "_linalg_svd": _singular,
    "linalg_svdvals": _singular,
    "mkldnn_rnn_layer": _lstm,
    "_native_multi_head_attention": lambda result, *args: _attention(result, args[0]),
    "_transformer_encoder_layer_fwd": _attention,
    "_trilinear": _trilinear,
    "multilabel_margin_loss_forward": lambda result, tensor, *more: tensor.numel() * tensor.shape[-1],
}
"""Multiply-adds of operations that cost more than their result is large and that torch's own counter leaves out."""

_BY_VALUE: dict[_Operation, Callable[..., Tensor]] = {
    _aten.repeat_interleave.Tensor: lambda repeats, output_size=None: repeats.sum(),
    _aten.bincount.default: lambda tensor, weights=None, minlength=0: tensor.max() + 1 + minlength,
}
"""Operations whose size is decided by the values."""


class TensorGuard(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Checks each operation against a budget; counts the elements of tensors that are alive."""

    def __init__(self, budget: Budget) -> None:
        """Check against `budget`."""
        super().__init__()  # type: ignore[no-untyped-call]
        self.budget = budget
        self.remembered: dict[Any, tuple[int, int]] = {}

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        """Spare the first operation a second: nothing here is ever compiled, so the compiler need not be imported."""
        return False

    def __torch_dispatch__(
        self, func: _Operation, types: object, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:  # noqa: ANN401 - an operation returns anything
        """Look at an operation, then run it."""
        kwargs = kwargs or {}
        if str(kwargs.get("device") or "cpu").partition(":")[0] not in _DEVICES:
            raise Refusal("Tensors are on the CPU here.", "Remove the device.")
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
        return result if func.is_view else self.track(result, args)

    def cost(self, func: _Operation, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[int, int]:
        """Return the elements of the largest result and the multiply-adds."""
        if func in _COUNTED and _COUNTED[func](*args, **kwargs) > _MOST_RESULTS:
            raise Exhausted(f"This would make more than {_MOST_RESULTS:,} tensors.", "Make larger pieces.")
        if func in _BY_VALUE and args and isinstance(args[0], Tensor) and args[0].numel():
            return int(_BY_VALUE[func](*args, **kwargs)), 0
        key = (func, _key(args), _key(kwargs))
        try:
            known = self.remembered.get(key)
        except TypeError:
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
            return 0, 0
        work = 0
        formula = flop_registry.get(func._overloadpacket)
        if formula is not None:
            work = int(formula(*meta_args, **meta_kwargs, out_val=result)) // 2
        elif func._overloadpacket.__name__ in _WORK:
            work = _WORK[func._overloadpacket.__name__](_tensors(result)[0], *meta_args)
        found = _tensors(result)
        return max((tensor.numel() for tensor in found), default=0), work

    def check(self, elements: int, work: int) -> None:
        """Refuse what is too large, before it is made."""
        budget, limits = self.budget, self.budget.limits
        if elements > limits.tensor_elements:
            raise Exhausted(
                f"This tensor would have {elements:,} elements and at most {limits.tensor_elements:,} are allowed.",
                "Make it smaller.",
            )
        if budget.tensor_elements + elements > limits.tensor_elements_together:
            raise Exhausted(
                f"All tensors together would have more than {limits.tensor_elements_together:,} elements.",
                "Keep fewer of them.",
            )
        budget.multiply_adds += work + elements
        if budget.multiply_adds > limits.multiply_adds:
            raise Exhausted(f"The code takes more than {limits.multiply_adds:,} multiply-adds.", "Compute less.")

    def track(self, result: Any, args: tuple[Any, ...]) -> Any:  # noqa: ANN401 - an operation returns anything
        """Count the elements of new tensors until they are freed."""
        old = {id(arg) for arg in args if isinstance(arg, Tensor)}
        for tensor in _tensors(result):
            count = tensor.numel()
            if count >= 1024 and id(tensor) not in old:
                self.budget.tensor_elements += count
                weakref.finalize(tensor, self.release, count).atexit = False
        return result

    def release(self, count: int) -> None:
        """Give the elements of a freed tensor back."""
        self.budget.tensor_elements -= count


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
