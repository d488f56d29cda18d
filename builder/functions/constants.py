"""Tensors that are made in a forward: zeros, ones, noise, positions; their shape and device are those of an input."""

from __future__ import annotations

from typing import Any

from builder.errors import ShapeError
from builder.functions.arguments import DTYPE, Rule, batched, dim, sizes
from builder.functions.arithmetic import require_fitting
from builder.functions.function import FunctionKind
from builder.layers.distance import wrapped_dim
from builder.layers.dtypes import COMPLEX, FLOATING, require
from builder.layers.kind import Args, Argument, TensorSpec


def _like(name: str, accepted: frozenset[str] | None = None) -> Rule:
    def output(args: Args, x: TensorSpec) -> TensorSpec:
        result = TensorSpec(x.shape, args["dtype"] or x.dtype)
        if accepted is not None:
            require(name, result, accepted)
        if "fill_value" in args:
            require_fitting(name, result.dtype, args["fill_value"])
        return result

    return output


def _new(name: str) -> Rule:
    def output(args: Args, x: TensorSpec) -> TensorSpec:
        dtype = args["dtype"] or x.dtype
        if "fill_value" in args:
            require_fitting(name, dtype, args["fill_value"])
        return TensorSpec(batched(args, "size", (x,)), dtype)

    return output


def _positions(args: Args, x: TensorSpec) -> TensorSpec:
    if not x.shape:
        raise ShapeError("torch.arange counts a dim and receives a scalar.")
    at = wrapped_dim("torch.arange", args["dim"], len(x.shape))
    return TensorSpec((x.shape[at],), args["dtype"] or "int64")


_FILL = Argument(name="fill_value", type="float", choices=("-inf", "inf"), help="The value of all elements.")
_SIZE = sizes("size", "The sizes; N is the batch, dim 0 of the input.")
_RANDOM = FLOATING | COMPLEX


def _kind(name: str, summary: str, output: Rule, *arguments: Argument, **more: Any) -> FunctionKind:
    return FunctionKind(
        name=name, category="function", summary=summary, arguments=(*arguments, DTYPE), output=output, **more
    )


KINDS: tuple[FunctionKind, ...] = (
    _kind("torch.zeros_like", "Zeros in the shape of the input.", _like("torch.zeros_like")),
    _kind("torch.ones_like", "Ones in the shape of the input.", _like("torch.ones_like")),
    _kind("torch.full_like", "One value in the shape of the input.", _like("torch.full_like"), _FILL, positional=1),
    _kind(
        "torch.randn_like",
        "Noise of the standard normal distribution in the shape of the input.",
        _like("torch.randn_like", _RANDOM),
        follows=("torch.mul",),
    ),
    _kind("torch.rand_like", "Noise between 0 and 1 in the shape of the input.", _like("torch.rand_like", _RANDOM)),
    _kind(
        "Tensor.new_zeros",
        "Zeros of any shape, on the device of the input.",
        _new("Tensor.new_zeros"),
        _SIZE,
        style="method",
        positional=1,
    ),
    _kind(
        "Tensor.new_ones",
        "Ones of any shape, on the device of the input.",
        _new("Tensor.new_ones"),
        _SIZE,
        style="method",
        positional=1,
    ),
    _kind(
        "Tensor.new_full",
        "One value in any shape, on the device of the input.",
        _new("Tensor.new_full"),
        _SIZE,
        _FILL,
        style="method",
        positional=2,
    ),
    _kind(
        "torch.arange",
        "The positions 0, 1, 2, ... along a dim of the input.",
        _positions,
        dim("dim", "The dim that is counted."),
        style="positions",
        follows=("Embedding",),
    ),
)
