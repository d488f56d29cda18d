"""Functions that move, choose or repeat elements: flip, roll, narrow, triangles, and dtypes and copies."""

from __future__ import annotations

from math import prod
from typing import Any

from builder.errors import ShapeError
from builder.functions.arguments import dim, dims, listed, same, wrapped_dims
from builder.functions.function import FunctionKind
from builder.functions.shape import method
from builder.layers.arguments import MAX_SIZE
from builder.layers.distance import wrapped_dim
from builder.layers.dtypes import INDEX, ORDER, require
from builder.layers.kind import Args, Argument, TensorSpec


def _int(name: str, help: str, default: Any = None, minimum: int = -MAX_SIZE) -> Argument:
    given = {} if default is None else {"default": default}
    return Argument(name=name, type="int", help=help, minimum=minimum, maximum=MAX_SIZE, **given)


def _ints(name: str, help: str, default: Any = None, **more: Any) -> Argument:
    given = {} if default is None else {"default": default}
    return Argument(name=name, type="ints", help=help, minimum=-MAX_SIZE, maximum=MAX_SIZE, **given, **more)


def _flip(args: Args, x: TensorSpec) -> TensorSpec:
    wrapped_dims("Tensor.flip", args["dims"], len(x.shape), "dims")
    return x


def _roll_constraint(args: Args) -> None:
    if args["dims"] is not None and len(listed(args["shifts"])) != len(listed(args["dims"])):
        raise ShapeError("Tensor.roll takes as many shifts as dims.")
    if args["dims"] is None and len(listed(args["shifts"])) > 1:
        raise ShapeError("Tensor.roll takes one shift where no dims are given.")


def _roll(args: Args, x: TensorSpec) -> TensorSpec:
    _roll_constraint(args)
    if args["dims"] is not None:
        if not x.shape:
            raise ShapeError("Tensor.roll has dims and receives a scalar.", "dims", None)
        for n in listed(args["dims"]):
            wrapped_dim("Tensor.roll", n, len(x.shape), "dims")
    return x


def _narrow(args: Args, x: TensorSpec) -> TensorSpec:
    if not x.shape:
        raise ShapeError("Tensor.narrow takes a part of a dim and receives a scalar.")
    at = wrapped_dim("Tensor.narrow", args["dim"], len(x.shape))
    n, start, length = x.shape[at], args["start"], args["length"]
    first = start + n if start < 0 else start
    if not 0 <= first <= n or first + length > n:
        raise ShapeError(f"Tensor.narrow takes {length} from {start} of a dim of {n}.")
    return TensorSpec((*x.shape[:at], length, *x.shape[at + 1 :]), x.dtype)


def _triangle(name: str) -> Any:
    def output(args: Args, x: TensorSpec) -> TensorSpec:
        if len(x.shape) < 2:
            raise ShapeError(f"{name} takes matrices and receives {len(x.shape)} dims.")
        return x

    return output


def _repeat_interleave(args: Args, x: TensorSpec) -> TensorSpec:
    if not x.shape:
        raise ShapeError("Tensor.repeat_interleave repeats entries of a dim and receives a scalar.")
    at = wrapped_dim("Tensor.repeat_interleave", args["dim"], len(x.shape))
    return TensorSpec((*x.shape[:at], x.shape[at] * args["repeats"], *x.shape[at + 1 :]), x.dtype)


def _gather(args: Args, x: TensorSpec, index: TensorSpec) -> TensorSpec:
    at = wrapped_dim("torch.gather", args["dim"], len(x.shape))
    require("The index of torch.gather", index, INDEX)
    if max(len(x.shape), 1) != max(len(index.shape), 1):
        raise ShapeError(f"torch.gather takes an index of {len(x.shape)} dims and receives {len(index.shape)}.")
    for i, (n, m) in enumerate(zip(x.shape, index.shape, strict=False)):
        if i != at and m > n:
            raise ShapeError(f"torch.gather has an index of {[*index.shape]}, larger than {[*x.shape]} in dim {i}.")
    return TensorSpec(index.shape, x.dtype)


def _index_select(args: Args, x: TensorSpec, index: TensorSpec) -> TensorSpec:
    at = wrapped_dim("torch.index_select", args["dim"], len(x.shape))
    require("The index of torch.index_select", index, INDEX)
    if len(index.shape) > 1:
        raise ShapeError(f"torch.index_select takes an index of 1 dim and receives {len(index.shape)}.")
    if not x.shape:
        if prod(index.shape) != 1:
            raise ShapeError(f"torch.index_select takes 1 entry of a scalar and is given {prod(index.shape)}.")
        return x
    count = index.shape[0] if index.shape else 1
    return TensorSpec((*x.shape[:at], count, *x.shape[at + 1 :]), x.dtype)


def _to(args: Args, x: TensorSpec) -> TensorSpec:
    return TensorSpec(x.shape, args["dtype"])


def _type_as(args: Args, x: TensorSpec, other: TensorSpec) -> TensorSpec:
    return TensorSpec(x.shape, other.dtype)


def _cast(name: str, dtype: str) -> FunctionKind:
    def output(args: Args, x: TensorSpec) -> TensorSpec:
        return TensorSpec(x.shape, dtype)

    return method(name, f"Converts to {dtype}.", output, category="function", aliases=())


_DIAGONAL = _int("diagonal", "Which diagonal bounds it: 0 is the main one, 1 the one above.", 0)

KINDS: tuple[FunctionKind, ...] = (
    method("flip", "Turns dims round.", _flip, dims("dims", "The dim or dims."), spread=True),
    method(
        "roll",
        "Moves elements along dims; what falls off one end comes in at the other.",
        _roll,
        _ints("shifts", "How far, one number or one for each dim."),
        dims("dims", "The dim or dims; the flattened tensor when left out.", None, optional=True),
        constraint=_roll_constraint,
    ),
    method(
        "narrow",
        "A stretch of a dim.",
        _narrow,
        dim("dim", "The dim."),
        _int("start", "Where it begins."),
        _int("length", "How long it is.", minimum=0),
        strides="view",
    ),
    method("tril", "Lower triangle, 0 elsewhere; a causal mask.", _triangle("Tensor.tril"), _DIAGONAL),
    method("triu", "Upper triangle, 0 elsewhere.", _triangle("Tensor.triu"), _DIAGONAL),
    method(
        "repeat_interleave",
        "Repeats each entry of a dim.",
        _repeat_interleave,
        _int("repeats", "How many times.", minimum=0),
        dim("dim", "The dim."),
        positional=1,
    ),
    FunctionKind(
        name="torch.gather",
        category="shape",
        summary="Takes entries along a dim by their numbers.",
        arguments=(dim("dim", "The dim."),),
        inputs=("input", "index"),
        named=1,
        aliases=("Tensor.gather",),
        output=_gather,
    ),
    FunctionKind(
        name="torch.index_select",
        category="shape",
        summary="Takes whole entries of a dim by their numbers.",
        arguments=(dim("dim", "The dim."),),
        inputs=("input", "index"),
        named=1,
        aliases=("Tensor.index_select",),
        output=_index_select,
    ),
    method(
        "to",
        "Converts to another dtype.",
        _to,
        Argument(name="dtype", type="dtype", choices=ORDER, help="The dtype."),
        category="function",
        aliases=("Tensor.type",),
    ),
    method(
        "type_as",
        "Converts to the dtype of another tensor.",
        _type_as,
        category="function",
        inputs=("input", "other"),
        aliases=(),
    ),
    _cast("float", "float32"),
    _cast("double", "float64"),
    _cast("half", "float16"),
    _cast("bfloat16", "bfloat16"),
    _cast("long", "int64"),
    _cast("int", "int32"),
    _cast("bool", "bool"),
    method(
        "detach",
        "The same values, through which no gradient flows back.",
        same,
        category="function",
        aliases=("torch.detach",),
    ),
    method("clone", "A copy.", same, category="function"),
)
