"""Padding of the spatial dims by zeros, a constant, a reflection, the border, or the opposite side."""

from __future__ import annotations

from collections.abc import Callable

from builder.catalogue.dtypes import ANY, BOOL
from builder.catalogue.layers.arguments import MAX_SIZE, expect_dims, number
from builder.catalogue.layers.dtype_checks import require
from builder.catalogue.layers.kind import Args, Argument, Kind, TensorSpec
from builder.catalogue.layers.phrases import least_dims, n_dims, takes
from builder.errors import ShapeError
from builder.sentences import Later, later, say


def pads(args: Args, dims: int) -> tuple[tuple[int, int], ...]:
    """Return (before, after) for each spatial dim in the order of the shape; torch's list starts at the last dim.

    That order is the one under Padding size on the page of torch.nn.functional.pad.

    Args:
        args: those of the layer; `padding` is one number of elements for all sides, or a list of two for each dim.
        dims: how many spatial dims there are.
    """
    padding = args["padding"]
    if isinstance(padding, int):
        return ((padding, padding),) * dims
    return tuple(zip(padding[-2::-2], padding[::-2], strict=True))


def _grown(name: str, x: TensorSpec, around: tuple[tuple[int, int], ...]) -> TensorSpec:
    """Return the padded shape, by the formula under Shape on the page of torch.nn.ConstantPad2d and its kin."""
    at = len(x.shape) - len(around)
    grown = tuple(n + before + after for n, (before, after) in zip(x.shape[at:], around, strict=True))
    if min(grown) < 0:
        raise ShapeError(
            say("layers.padding.leaves", name=name, left=[*grown], shape=[*x.shape[at:]]),
            hint=say("layers.padding.hint"),
        )
    return TensorSpec((*x.shape[:at], *grown), x.dtype)


def _check_cut(name: str, x: TensorSpec, around: tuple[tuple[int, int], ...]) -> None:
    """Refuse to cut off more than there is, even where the other side adds: torch cuts first.

    As `constant_pad_nd` (aten/src/ATen/native/PadNd.cpp) narrows before it pads.
    """
    for n, (before, after) in zip(x.shape[-len(around) :], around, strict=True):
        if n + min(before, 0) + min(after, 0) < 0:
            raise ShapeError(
                say("layers.padding.cuts", name=name, count=-min(before, 0) - min(after, 0), size=n),
                hint=say("layers.padding.hint"),
            )


def _constant(name: str, dims: int) -> Callable[..., TensorSpec]:
    """Return the rule of padding the last `dims` dims, whatever comes before: aten/src/ATen/native/PadNd.cpp."""

    def output(args: Args, x: TensorSpec) -> TensorSpec:
        if len(x.shape) < dims:
            raise ShapeError(takes(name, least_dims(dims), n_dims(len(x.shape))))
        around = pads(args, dims)
        _check_cut(name, x, around)
        return _grown(name, x, around)

    return output


def _wrap_rule(
    name: str, dims: int, limit: Callable[[int], int], accepted: frozenset[str]
) -> Callable[..., TensorSpec]:
    """Return the rule of a padding by the input's own values, at most `limit` of them on each side.

    Limits are those under Args on the pages of torch.nn.ReflectionPad2d and CircularPad2d; replication has none.
    """
    circular = name.startswith("Circular")

    def output(args: Args, x: TensorSpec) -> TensorSpec:
        expect_dims(name, x, dims + 1, dims + 2)
        around = pads(args, dims)
        for n, pair in zip(x.shape[-dims:], around, strict=True):
            if max(pair) > limit(n):
                raise ShapeError(say("layers.padding.too-much", name=name, limit=limit(n), size=n, padding=max(pair)))
        require(name, x, accepted)
        padded = _grown(name, x, around)
        if circular:
            _check_cut(name, x, around)
        elif not any(padded.shape[-dims:]):
            raise ShapeError(
                say("layers.padding.leaves-nothing", name=name, shape=[*x.shape[-dims:]]),
                hint=say("layers.padding.hint"),
            )
        return padded

    return output


def _padding(dims: int) -> Argument:
    return Argument(
        name="padding",
        type="ints",
        lengths=(2 * dims,),
        minimum=-MAX_SIZE,
        maximum=MAX_SIZE,
        help=later("layers.padding.padding"),
    )


def _kind(name: str, dims: int, summary: Later, output: Callable[..., TensorSpec], *arguments: Argument) -> Kind:
    return Kind(
        name=name,
        category="padding",
        summary=summary,
        arguments=arguments,
        output=output,
        follows=(f"Conv{dims}d", f"MaxPool{dims}d"),
    )


def _kinds(dims: int) -> tuple[Kind, ...]:
    """List the paddings of `dims` dims.

    Reflection and replication have kernels of their own, none of bool; the circular one
    (aten/src/ATen/native/PadNd.cpp) copies slices, whatever their dtype.
    """
    end = f"Pad{dims}d"
    where = later("layers.padding.last-dims", count=dims) if dims > 1 else later("layers.padding.last-dim")
    return (
        _kind(f"Zero{end}", dims, later("layers.ZeroPad", where=where), _constant(f"Zero{end}", dims), _padding(dims)),
        _kind(
            f"Constant{end}",
            dims,
            later("layers.ConstantPad", where=where),
            _constant(f"Constant{end}", dims),
            _padding(dims),
            number("value", later("layers.padding.value")),
        ),
        _kind(
            f"Reflection{end}",
            dims,
            later("layers.ReflectionPad", where=where),
            _wrap_rule(f"Reflection{end}", dims, lambda n: n - 1, ANY - BOOL),
            _padding(dims),
        ),
        _kind(
            f"Replication{end}",
            dims,
            later("layers.ReplicationPad", where=where),
            _wrap_rule(f"Replication{end}", dims, lambda n: MAX_SIZE, ANY - BOOL),
            _padding(dims),
        ),
        _kind(
            f"Circular{end}",
            dims,
            later("layers.CircularPad", where=where),
            _wrap_rule(f"Circular{end}", dims, lambda n: n, ANY),
            _padding(dims),
        ),
    )


KINDS: tuple[Kind, ...] = (*_kinds(1), *_kinds(2), *_kinds(3))
