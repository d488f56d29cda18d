"""`x[:, 0]`: an index as a short text, read strictly into whole numbers, slices, None and the ellipsis.

Nothing is evaluated; a text that is none of these is refused with its place.
"""

from __future__ import annotations

import re
from types import EllipsisType
from typing import TypeAlias

from builder.catalogue.functions.arguments import MAX_DIMS
from builder.catalogue.functions.function import FunctionKind
from builder.catalogue.layers.kind import Args, Argument, TensorSpec
from builder.catalogue.layers.phrases import n_dims
from builder.errors import ShapeError
from builder.sentences import later, say

Item: TypeAlias = int | slice | EllipsisType | None
# 18 digits always fit int64, by which torch counts.
_INT = re.compile(r"[+-]?[0-9]{1,18}")


def parse_index(text: str) -> tuple[Item, ...]:
    """Read what stands between the brackets.

    >>> parse_index(":, 0")
    (slice(None, None, None), 0)

    Raises:
        ShapeError: it cannot be read.
    """
    parts = text.split(",")
    if len(parts) > 1 and not parts[-1].strip():
        parts.pop()
    items = tuple(_item(part.strip(), text) for part in parts)
    if sum(item is ... for item in items) > 1:
        raise ShapeError(say("functions.index.ellipses"), hint=say("functions.index.ellipses.hint"))
    return items


def _item(part: str, text: str) -> Item:
    if part == "...":
        return ...
    if part == "None":
        return None
    if ":" in part:
        bounds = [_number(bound.strip(), text) if bound.strip() else None for bound in part.split(":")]
        if len(bounds) > 3:
            raise ShapeError(
                say("functions.index.parts", text=text, count=len(bounds)), hint=say("functions.index.hint")
            )
        found = slice(*bounds)
        # Unlike NumPy torch takes no negative step: "step must be greater than zero".
        if found.step is not None and found.step < 1:
            raise ShapeError(say("functions.index.step"), hint=say("functions.index.step.hint"))
        return found
    return _number(part, text)


def _number(part: str, text: str) -> int:
    if not _INT.fullmatch(part):
        raise ShapeError(say("functions.index.unreadable", text=text, part=part), hint=say("functions.index.hint"))
    return int(part)


def index_text(items: tuple[Item, ...]) -> str:
    """Write an index as it stands between the brackets.

    >>> index_text(parse_index("...,None , 1:-1:2"))
    '..., None, 1:-1:2'
    """
    return ", ".join(
        "..." if item is ... else _slice_text(item) if isinstance(item, slice) else str(item) for item in items
    )


def _slice_text(item: slice) -> str:
    start, stop, step = ("" if n is None else str(n) for n in (item.start, item.stop, item.step))
    return f"{start}:{stop}" + (f":{step}" if step else "")


def index_shape(shape: tuple[int, ...], items: tuple[Item, ...]) -> tuple[int, ...]:
    """Return the shape of what an index takes from a tensor.

    By NumPy's basic indexing, https://numpy.org/doc/stable/user/basics.indexing.html, which torch follows, as its page
    on tensor views says.

    >>> index_shape((3, 4, 5), parse_index("..., None, 1:-1:2"))
    (3, 4, 1, 2)

    Args:
        shape: the sizes of all dims, batch included.
        items: what stands between the brackets, as `parse_index` reads it.

    Raises:
        ShapeError: there are too many items, or a number is out of range.
    """
    used = sum(isinstance(item, int | slice) for item in items)
    if used > len(shape):
        raise ShapeError(say("functions.index.too-many", count=used, dims=n_dims(len(shape))))
    result: list[int] = []
    rest = list(shape)
    spare = len(shape) - used
    for item in (*items, *(() if ... in items else (...,))):
        if item is None:
            result.append(1)
        elif item is ...:
            result += rest[:spare]
            del rest[:spare]
        else:
            result += _remaining_dims(item, rest.pop(0), len(shape) - len(rest) - 1)
    if len(result) > MAX_DIMS:
        raise ShapeError(say("functions.index.too-many-dims", count=len(result), limit=MAX_DIMS))
    return tuple(result)


def _remaining_dims(item: int | slice, n: int, dim: int) -> list[int]:
    """Return what is left of a dim of `n`: nothing for a number, one dim for a slice.

    As under Basic indexing on the page that `index_shape` names.
    """
    if isinstance(item, int):
        if not -n <= item < n:
            raise ShapeError(say("functions.index.out-of-range", index=item, dim=dim, size=n))
        return []
    if item == slice(None):
        return [n]
    return [len(range(*item.indices(n)))]


def _getitem(args: Args, x: TensorSpec) -> TensorSpec:
    """Return what NumPy's basic indexing takes, see `index_shape`."""
    return TensorSpec(index_shape(x.shape, parse_index(args["index"])), x.dtype)


KINDS: tuple[FunctionKind, ...] = (
    FunctionKind(
        name="Tensor.__getitem__",
        category="shape",
        summary=later("functions.__getitem__"),
        arguments=(
            Argument(
                name="index",
                type="text",
                parse=parse_index,
                help=later("functions.__getitem__.index"),
            ),
        ),
        style="index",
        aliases=("operator.getitem",),
        output=_getitem,
        strides="view",
        follows=("Linear",),
    ),
)
