"""Calls of torch on the meta device that come again and again: what they return is known after the first one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - torch's own name for it

_FUNCTIONAL = (
    "adaptive_avg_pool1d adaptive_avg_pool2d adaptive_avg_pool3d avg_pool2d batch_norm celu conv1d conv2d conv3d"
    " dropout elu gelu glu group_norm hardsigmoid hardswish hardtanh instance_norm interpolate layer_norm leaky_relu"
    " linear log_softmax max_pool2d mish multi_head_attention_forward normalize pad relu relu6 rms_norm"
    " scaled_dot_product_attention selu silu softmax softplus softsign"
)
_BOTH = (
    "abs add addmm bmm cat clamp div einsum erf exp floor_divide log masked_fill matmul max maximum mean min minimum"
    " mul neg norm pow prod reciprocal relu repeat roll rsqrt sigmoid softmax sqrt square stack std sub sum tanh"
    " true_divide var where"
)
_OPERATORS = "add radd sub rsub mul rmul truediv rtruediv pow rpow matmul neg"
_BARE = frozenset({Tensor, nn.Parameter, nn.Buffer})
_MOST = 10_000
"""The calls that are remembered at most."""


def _functions() -> Iterator[Callable[..., Any]]:
    for home, names in ((F, _FUNCTIONAL), (torch, _BOTH), (Tensor, _BOTH)):
        yield from (getattr(home, name) for name in names.split() if hasattr(home, name))
    yield from (getattr(Tensor, f"__{name}__") for name in _OPERATORS.split())


_SLOW = frozenset(_functions())
"""What torch works out on meta in Python, for up to a millisecond a call."""


_LIKE = frozenset(
    {
        *(getattr(F, name) for name in ("elu", "gelu", "hardsigmoid", "hardswish", "leaky_relu", "mish", "relu")),
        *(getattr(F, name) for name in ("relu6", "selu", "silu")),
        *(getattr(home, name) for home in (torch, Tensor) for name in ("relu", "sigmoid", "tanh")),
    }
)
"""Functions that return numbers of the same shape, in place where they are given True."""
_COUNTING = frozenset({F.batch_norm, F.instance_norm})


class MetaCache:
    """What calls on meta tensors have returned, by the shapes that went in.

    Only what is new and changes nothing is remembered: no view of an input, and nothing that was done in place.
    """

    def __init__(self) -> None:
        """Begin with no call."""
        self.known: dict[Any, Any] = {}

    def returned(self, func: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:  # noqa: ANN401
        """Return what a function of torch returns: anew, where a call of the same shapes has returned before."""
        if func not in _SLOW:
            return func(*args, **kwargs)
        if func in _LIKE and (like := _like(*args, **kwargs)) is not None:
            return like
        if func is F.batch_norm and (like := _batch_norm_output(*args, **kwargs)) is not None:
            return like
        try:
            key = (func, torch.is_grad_enabled(), _look(args), _look(tuple(kwargs.items())))
            known = self.known.get(key)
        except TypeError:  # an argument that nothing tells apart
            return func(*args, **kwargs)
        if known is not None:
            return _again(known)
        before = [(tensor, tensor._version) for tensor in _tensors((args, tuple(kwargs.values())))]
        out = func(*args, **kwargs)
        # The statistics of a norm are changed, which have no numbers here.
        given = [tensor for tensor, version in before if tensor._version == version or func in _COUNTING]
        if len(given) == len(before) and len(self.known) < _MOST and _is_new(out, given):
            self.known[key] = _recipe_of(out)
        return out


def _like(x: Any, *args: Any, **kwargs: Any) -> Tensor | None:  # noqa: ANN401 - whatever a person's code gives
    """Return what a function of `_LIKE` returns for a tensor of numbers on meta; None where torch is to say it."""
    if True in args or True in kwargs.values() or not _is_usual(x):
        return None
    return x.clone()  # type: ignore[no-any-return]


def _batch_norm_output(x: Any, *args: Any, **kwargs: Any) -> Tensor | None:  # noqa: ANN401 - whatever a person's code gives
    """Return what `F.batch_norm` returns for images on meta; None where torch is to say it."""
    if not _is_usual(x) or x.dim() < 2 or not x.is_contiguous() or x.numel() <= x.shape[1]:
        return None
    tensors = [value for value in (*args, *kwargs.values()) if isinstance(value, Tensor)]
    if any(not _is_usual(one) or one.shape != (x.shape[1],) or one.dtype != x.dtype for one in tensors):
        return None
    if not args or args[0] is None:  # without statistics it may only train
        return None
    learns = torch.is_grad_enabled() and any(one.requires_grad for one in tensors)
    return torch.empty_like(x).requires_grad_().clone() if learns else x.clone()


def _is_usual(x: Any) -> bool:  # noqa: ANN401 - whatever a person's code gives
    return type(x) in _BARE and x.is_meta and x.is_floating_point()


def _look(value: Any) -> Any:  # noqa: ANN401 - an argument
    """Return what tells two arguments apart.

    Raises:
        TypeError: nothing does.
    """
    if isinstance(value, Tensor):
        if type(value) not in _BARE or value.layout is not torch.strided:
            raise TypeError
        return value.shape, value.stride(), value.dtype, value.device, value.requires_grad
    if isinstance(value, tuple | list):
        return type(value), *map(_look, value)
    # With its type: 1, 1.0 and True are one key of a dict, and lead to other dtypes.
    if value is None or isinstance(value, bool | int | float | str | torch.dtype | torch.device):
        return type(value), value
    raise TypeError


def _tensors(value: Any) -> Iterator[Tensor]:  # noqa: ANN401 - tensors in tuples
    """Yield the tensors in a value."""
    if isinstance(value, Tensor):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _tensors(item)


def _is_new(out: Any, given: Iterable[Tensor]) -> bool:  # noqa: ANN401 - tensors in tuples
    """Tell whether a result is made of tensors with memory of their own, which lies as that of a copy would."""
    if type(out) is tuple:
        return all(part is None or _is_new(part, given) for part in out) and len(set(map(id, out))) == len(out)
    if type(out) is not Tensor or not out.is_meta or out._base is not None or (out.requires_grad and out.is_leaf):
        return False
    memory = out.untyped_storage()._cdata
    return torch.empty_like(out).stride() == out.stride() and all(
        one.untyped_storage()._cdata != memory for one in given
    )


def _recipe_of(out: Any) -> Any:  # noqa: ANN401 - tensors in tuples
    """Return what to make such results of again."""
    if isinstance(out, tuple):
        return tuple(map(_recipe_of, out))
    return None if out is None else torch.empty_like(out, requires_grad=out.requires_grad)


def _again(known: Any) -> Any:  # noqa: ANN401 - tensors in tuples
    """Return a result like the one that was kept."""
    if isinstance(known, tuple):
        return tuple(map(_again, known))
    # A clone of a leaf that needs a gradient is no leaf, as what a function returns is none.
    return None if known is None else known.clone()
