"""Functions that move, choose or repeat elements: flip, roll, narrow, triangles, and dtypes and copies."""

from __future__ import annotations

from math import prod
from typing import Any

from builder.catalogue.dtypes import CASTS, INDEX, ORDER
from builder.catalogue.functions.arguments import as_tuple, dim, dims, same, wrapped_dims
from builder.catalogue.functions.function import FunctionKind
from builder.catalogue.functions.shape import method
from builder.catalogue.layers.arguments import MAX_SIZE
from builder.catalogue.layers.distance import wrapped_dim
from builder.catalogue.layers.dtype_checks import require
from builder.catalogue.layers.kind import Args, Argument, TensorSpec
from builder.catalogue.layers.phrases import least_dims, n_dims, takes
from builder.errors import ShapeError
from builder.sentences import Later, later, say


def _int(name: str, help: Later, default: Any = None, minimum: int = -MAX_SIZE) -> Argument:
    given = {} if default is None else {"default": default}
    return Argument(name=name, type="int", help=help, minimum=minimum, maximum=MAX_SIZE, **given)


def _ints(name: str, help: Later, default: Any = None, **more: Any) -> Argument:
    given = {} if default is None else {"default": default}
    return Argument(name=name, type="ints", help=help, minimum=-MAX_SIZE, maximum=MAX_SIZE, **given, **more)


def _flip(args: Args, x: TensorSpec) -> TensorSpec:
    """Return the shape that comes in: the page of torch.flip reverses the order along dims."""
    wrapped_dims("Tensor.flip", args["dims"], len(x.shape), "dims")
    return x


def _roll_constraint(args: Args) -> None:
    """Refuse shifts and dims of different lengths: `shifts` under Args on the page of torch.roll."""
    if args["dims"] is not None and len(as_tuple(args["shifts"])) != len(as_tuple(args["dims"])):
        raise ShapeError(say("functions.moving.shifts"))
    if args["dims"] is None and len(as_tuple(args["shifts"])) > 1:
        raise ShapeError(say("functions.moving.one-shift"))


def _roll(args: Args, x: TensorSpec) -> TensorSpec:
    """Return the shape that comes in: the page of torch.roll puts what is shifted out back in at the other end."""
    _roll_constraint(args)
    if args["dims"] is not None:
        if not x.shape:
            raise ShapeError(say("functions.moving.roll-scalar"), "dims", None)
        for n in as_tuple(args["dims"]):
            wrapped_dim("Tensor.roll", n, len(x.shape), "dims")
    return x


def _narrow(args: Args, x: TensorSpec) -> TensorSpec:
    """Return `length` along `dim`, from `start` to `start + length`, as the page of torch.narrow says."""
    if not x.shape:
        raise ShapeError(takes("Tensor.narrow", least_dims(1), n_dims(0)))
    at = wrapped_dim("Tensor.narrow", args["dim"], len(x.shape))
    n, start, length = x.shape[at], args["start"], args["length"]
    first = start + n if start < 0 else start
    if not 0 <= first <= n or first + length > n:
        raise ShapeError(say("functions.moving.narrow-range", length=length, start=start, size=n))
    return TensorSpec((*x.shape[:at], length, *x.shape[at + 1 :]), x.dtype)


def _triangle(name: str) -> Any:
    """Return the rule of a triangle of matrices, which keeps the shape, as the page of torch.tril says."""

    def output(args: Args, x: TensorSpec) -> TensorSpec:
        if len(x.shape) < 2:
            raise ShapeError(takes(name, least_dims(2), n_dims(len(x.shape))))
        return x

    return output


def _repeat_interleave(args: Args, x: TensorSpec) -> TensorSpec:
    """Return the size of `dim` times `repeats`: Returns on the page of torch.repeat_interleave."""
    if not x.shape:
        raise ShapeError(takes("Tensor.repeat_interleave", least_dims(1), n_dims(0)))
    at = wrapped_dim("Tensor.repeat_interleave", args["dim"], len(x.shape))
    return TensorSpec((*x.shape[:at], x.shape[at] * args["repeats"], *x.shape[at + 1 :]), x.dtype)


def _gather(args: Args, x: TensorSpec, index: TensorSpec) -> TensorSpec:
    """Return the shape of the index, within the bounds on the page of torch.gather."""
    at = wrapped_dim("torch.gather", args["dim"], len(x.shape))
    require(later("functions.moving.index-of", name="torch.gather"), index, INDEX)
    if max(len(x.shape), 1) != max(len(index.shape), 1):
        raise ShapeError(
            say(
                "functions.moving.index-dims",
                name="torch.gather",
                expected=n_dims(len(x.shape)),
                received=n_dims(len(index.shape)),
            )
        )
    for i, (n, m) in enumerate(zip(x.shape, index.shape, strict=False)):
        if i != at and m > n:
            raise ShapeError(say("functions.moving.index-larger", index=[*index.shape], shape=[*x.shape], dim=i))
    return TensorSpec(index.shape, x.dtype)


def _index_select(args: Args, x: TensorSpec, index: TensorSpec) -> TensorSpec:
    """Return the length of the index along `dim`, as the page of torch.index_select says."""
    at = wrapped_dim("torch.index_select", args["dim"], len(x.shape))
    require(later("functions.moving.index-of", name="torch.index_select"), index, INDEX)
    if len(index.shape) > 1:
        raise ShapeError(
            say(
                "functions.moving.index-dims",
                name="torch.index_select",
                expected=n_dims(1),
                received=n_dims(len(index.shape)),
            )
        )
    if not x.shape:
        if prod(index.shape) != 1:
            raise ShapeError(say("functions.moving.of-scalar", count=prod(index.shape)))
        return x
    count = index.shape[0] if index.shape else 1
    return TensorSpec((*x.shape[:at], count, *x.shape[at + 1 :]), x.dtype)


def _to(args: Args, x: TensorSpec) -> TensorSpec:
    """Return the dtype that is asked for, as the page of torch.Tensor.to says."""
    return TensorSpec(x.shape, args["dtype"])


def _type_as(args: Args, x: TensorSpec, other: TensorSpec) -> TensorSpec:
    """Return the dtype of `other`, as the page of torch.Tensor.type_as says."""
    return TensorSpec(x.shape, other.dtype)


def _cast(name: str, dtype: str) -> FunctionKind:
    """Describe a method that converts to one dtype, as the page of torch.Tensor.float says of `to(torch.float32)`."""

    def output(args: Args, x: TensorSpec) -> TensorSpec:
        return TensorSpec(x.shape, dtype)

    return method(name, later("functions.cast", dtype=dtype), output, category="function", aliases=(), shares=True)


_DIAGONAL = _int("diagonal", later("functions.moving.diagonal"), 0)

KINDS: tuple[FunctionKind, ...] = (
    method("flip", later("functions.flip"), _flip, dims("dims", later("functions.flip.dims")), spread=True),
    method(
        "roll",
        later("functions.roll"),
        _roll,
        _ints("shifts", later("functions.roll.shifts")),
        dims("dims", later("functions.roll.dims"), None, optional=True),
        constraint=_roll_constraint,
    ),
    method(
        "narrow",
        later("functions.narrow"),
        _narrow,
        dim("dim", later("functions.the-dim")),
        _int("start", later("functions.narrow.start")),
        _int("length", later("functions.narrow.length"), minimum=0),
        strides="view",
    ),
    method("tril", later("functions.tril"), _triangle("Tensor.tril"), _DIAGONAL),
    method("triu", later("functions.triu"), _triangle("Tensor.triu"), _DIAGONAL),
    method(
        "repeat_interleave",
        later("functions.repeat_interleave"),
        _repeat_interleave,
        _int("repeats", later("functions.repeat_interleave.repeats"), minimum=0),
        dim("dim", later("functions.the-dim")),
        positional=1,
    ),
    FunctionKind(
        name="torch.gather",
        category="shape",
        summary=later("functions.gather"),
        arguments=(dim("dim", later("functions.the-dim")),),
        inputs=("input", "index"),
        named=1,
        aliases=("Tensor.gather",),
        output=_gather,
    ),
    FunctionKind(
        name="torch.index_select",
        category="shape",
        summary=later("functions.index_select"),
        arguments=(dim("dim", later("functions.the-dim")),),
        inputs=("input", "index"),
        named=1,
        aliases=("Tensor.index_select",),
        output=_index_select,
    ),
    method(
        "to",
        later("functions.to"),
        _to,
        Argument(name="dtype", type="dtype", choices=ORDER, help=later("functions.to.dtype")),
        category="function",
        aliases=("Tensor.type",),
        shares=True,
    ),
    method(
        "type_as",
        later("functions.type_as"),
        _type_as,
        category="function",
        inputs=("input", "other"),
        aliases=(),
        shares=True,
    ),
    *(_cast(name, dtype) for name, dtype in CASTS.items()),
    method(
        "detach",
        later("functions.detach"),
        same,
        category="function",
        aliases=("torch.detach",),
        shares=True,
    ),
    method("clone", later("functions.clone"), same, category="function"),
)
