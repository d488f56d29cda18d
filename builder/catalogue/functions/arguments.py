"""Arguments that many functions share, and how dims are read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from builder.catalogue.dtypes import ORDER
from builder.catalogue.functions.function import BATCH
from builder.catalogue.layers.arguments import MAX_SIZE
from builder.catalogue.layers.distance import wrapped_dim
from builder.catalogue.layers.kind import REQUIRED, Args, Argument, TensorSpec
from builder.errors import ShapeError
from builder.sentences import Later, later, say

MAX_DIMS = 64
"""The most dims of what an index takes: torch makes more, but does not sum them (`dim_bitset_size` in
ATen/WrapDimUtilsMulti.h), and NumPy takes no more."""
DTYPE = Argument(
    name="dtype",
    type="dtype",
    default=None,
    optional=True,
    choices=ORDER,
    keyword_only=True,
    help=later("functions.arguments.dtype"),
)
KEEPDIM = Argument(name="keepdim", type="bool", default=False, help=later("functions.arguments.keepdim"))


def dim(name: str, help: Later, default: Any = REQUIRED, optional: bool = False) -> Argument:
    """Describe one dim, within what `maybe_wrap_dim` (c10/core/WrapDimMinimal.h) takes of a tensor of 64 dims."""
    return Argument(name=name, type="int", help=help, default=default, optional=optional, minimum=-64, maximum=63)


def dims(name: str, help: Later, default: Any = REQUIRED, optional: bool = False, scalar: bool = True) -> Argument:
    """Describe one dim or a list of them, each within the bounds of `dim`."""
    return Argument(
        name=name,
        type="ints",
        help=help,
        default=default,
        optional=optional,
        scalar=scalar,
        minimum=-64,
        maximum=63,
    )


def sizes(name: str, help: Later, minimum: int = 0) -> Argument:
    """Describe a list of sizes; N stands for that of the batch."""
    return Argument(name=name, type="ints", help=help, scalar=False, minimum=minimum, maximum=MAX_SIZE, words=(BATCH,))


def number(name: str, help: Later, default: Any = REQUIRED, infinite: bool = False, **more: Any) -> Argument:
    """Describe a real number, or one of the infinities."""
    words = ("-inf", "inf") if infinite else ()
    return Argument(name=name, type="float", help=help, default=default, choices=words, **more)


def constant(name: str) -> Argument:
    """Describe a number that takes the place of a wire."""
    return Argument(
        name=name, type="float", default=None, optional=True, help=later("functions.arguments.constant", name=name)
    )


def as_tuple(value: int | tuple[int, ...]) -> tuple[int, ...]:
    """Return a list for one number or a list."""
    return value if isinstance(value, tuple) else (value,)


def wrapped_dims(kind: str, value: int | tuple[int, ...] | None, count: int, argument: str = "dim") -> tuple[int, ...]:
    """Return the dims that are meant, counted from the front; None means all.

    Args:
        kind: the function that a refusal names.
        value: one dim or a list, negative ones counted from behind.
        count: how many dims the tensor has.
        argument: the one that gives `value`.

    Raises:
        ShapeError: there is no such dim, or it is named twice.
    """
    if not isinstance(value, tuple):
        return tuple(range(count)) if value is None else (wrapped_dim(kind, value, count, argument),)
    found = tuple(_listed_dim(kind, value, i, count, argument) for i in range(len(value)))
    if len(set(found)) < len(found):
        raise ShapeError(say("functions.arguments.twice", name=kind, argument=argument, dims=[*value]))
    return found


def _listed_dim(kind: str, dims: tuple[int, ...], i: int, count: int, argument: str) -> int:
    """Return one dim of a list; where there is no such dim, the remedy is a list with one that is not yet in it."""
    try:
        return wrapped_dim(kind, dims[i], count, argument)
    except ShapeError as error:
        free = [n for n in range(count) if n not in dims and n - count not in dims]
        if not free:
            raise ShapeError(error.problem) from None
        raise ShapeError(error.problem, argument, [*dims[:i], free[-1], *dims[i + 1 :]]) from None


def same(args: Args, x: TensorSpec, *_: TensorSpec) -> TensorSpec:
    """Return the shape and dtype that come in, as the page of torch.clone says of a copy."""
    return x


def sizes_with_batch(args: Args, name: str, inputs: tuple[TensorSpec, ...]) -> tuple[int, ...]:
    """Return the sizes that `args` gives, N filled in from the last of the inputs.

    Args:
        args: those of the call.
        name: of the argument that lists sizes, each a number of elements, -1 or N.
        inputs: what is known of the tensors; N is the size of dim 0 of the last.

    Raises:
        ShapeError: that is a scalar, and has no dim 0.
    """
    if BATCH not in args[name]:
        return tuple(args[name])
    if not inputs[-1].shape:
        raise ShapeError(say("functions.arguments.no-batch", argument=name))
    return tuple(inputs[-1].shape[0] if n == BATCH else n for n in args[name])


Rule = Callable[..., Any]
