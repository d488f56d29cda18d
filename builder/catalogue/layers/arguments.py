"""Arguments that many kinds share, and short ways to write and to read the common ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from builder.catalogue.layers.kind import REQUIRED, Args, Argument, TensorSpec
from builder.catalogue.layers.phrases import n_dims
from builder.errors import ShapeError
from builder.sentences import Later, later, say

MAX_SIZE = 2**31 - 1
"""The largest single dim that is accepted: of int32, by which kernels of torch count the elements of a dim."""
MAX_DEPTH = 256
"""The most layers that a single LSTM or Transformer stacks: each has parameters, which are listed one by one. Torch has
no bound."""

BIAS = Argument(name="bias", type="bool", default=True, help=later("layers.arguments.bias"))
DTYPE = Argument(name="dtype", type="dtype", default=None, optional=True, help=later("layers.arguments.dtype"))
INPLACE = Argument(
    name="inplace",
    type="bool",
    default=False,
    help=later("layers.arguments.inplace"),
)


def size(
    name: str, help: Later, default: Any = REQUIRED, minimum: int = 1, auto: Callable[..., Any] | None = None
) -> Argument:
    """Describe a whole number such as `out_features`."""
    return Argument(name=name, type="int", help=help, default=default, minimum=minimum, maximum=MAX_SIZE, auto=auto)


def depth(name: str, help: Later, default: Any = REQUIRED) -> Argument:
    """Describe how many layers one layer stacks in itself; bounded, as each of them has parameters to be listed."""
    return Argument(name=name, type="int", help=help, default=default, minimum=1, maximum=MAX_DEPTH)


def number(
    name: str, help: Later, default: Any = REQUIRED, minimum: float | None = None, truth: bool = False
) -> Argument:
    """Describe a real number such as `negative_slope`."""
    return Argument(name=name, type="float", help=help, default=default, minimum=minimum, truth=truth)


def switch(name: str, help: Later, default: bool) -> Argument:
    """Describe a yes or no such as `ceil_mode`."""
    return Argument(name=name, type="bool", help=help, default=default)


def per_dim(
    name: str, help: Later, dims: int, default: Any = REQUIRED, minimum: int | None = 1, **more: Any
) -> Argument:
    """Describe one whole number for all spatial dims, or a list with one for each, such as `kernel_size`.

    Args:
        name: of the argument.
        help: what it is, in one sentence.
        dims: how many spatial dims there are, the length of the list.
        default: one number or a list.
        minimum: the least that each number may be, in elements of its dim.
        **more: further fields of `Argument`.
    """
    return Argument(
        name=name,
        type="ints",
        help=help,
        default=default,
        minimum=minimum,
        maximum=MAX_SIZE,
        lengths=(dims,),
        **more,
    )


def spread(value: int | tuple[int, ...], dims: int) -> tuple[int, ...]:
    """Return one number per spatial dim.

    >>> spread(3, 2)
    (3, 3)

    Args:
        value: one number for all spatial dims, or one for each.
        dims: how many spatial dims there are, 1 to 3.
    """
    return (value,) * dims if isinstance(value, int) else value


def channel_dim(dims: int) -> Callable[..., int]:
    """Return the rule of an `"auto"` that counts channels, the dim before the `dims` spatial ones.

    C_in of (N, C_in, H, W) or (C_in, H, W) under Shape on the page of torch.nn.Conv2d.

    Args:
        dims: how many spatial dims there are, 1 to 3.
    """

    def channels(args: Args, x: TensorSpec, *_: TensorSpec) -> int:
        if len(x.shape) not in (dims + 1, dims + 2):
            raise ShapeError(say("layers.arguments.channels", expected=n_dims(dims + 1, dims + 2), count=len(x.shape)))
        return int(x.shape[-dims - 1])

    return channels


def second_dim(args: Args, x: TensorSpec, *_: TensorSpec) -> int:
    """Return the channels of a batched tensor, its dim 1: C in (N, C, *) under Shape on the pages of torch.nn.

    Raises:
        ShapeError: there is no such dim.
    """
    if len(x.shape) < 2:
        raise ShapeError(say("layers.arguments.second-dim", count=len(x.shape)))
    return int(x.shape[1])


def last_dim(args: Args, x: TensorSpec, *_: TensorSpec) -> int:
    """Return the features of the incoming tensor, its last dim: H_in in (*, H_in) on the page of torch.nn.Linear.

    Raises:
        ShapeError: it is a scalar.
    """
    if not x.shape:
        raise ShapeError(say("layers.arguments.no-features"))
    return int(x.shape[-1])


def expect_dims(kind: str | Later, x: TensorSpec, *counts: int) -> None:
    """Refuse an input with another number of dims.

    Args:
        kind: the layer or function that a refusal names.
        x: what is known of the input.
        *counts: each number of dims that is taken, batch and channels counted.

    Raises:
        ShapeError: the number is not in `counts`.
    """
    if len(x.shape) not in counts:
        raise ShapeError(
            say("layers.takes.dims", name=kind, expected=n_dims(*counts), count=len(x.shape), shape=[*x.shape])
        )
