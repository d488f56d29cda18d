"""Tensors that are made in a forward: zeros, ones, noise, positions; their device, and often shape, are an input's."""

from __future__ import annotations

from typing import Any

from builder.catalogue.dtypes import COMPLEX, FLOATING, INTEGER
from builder.catalogue.functions.arguments import DTYPE, Rule, dim, sizes, sizes_with_batch
from builder.catalogue.functions.arithmetic import require_fitting
from builder.catalogue.functions.function import FunctionKind
from builder.catalogue.layers.arguments import MAX_SIZE
from builder.catalogue.layers.distance import wrapped_dim
from builder.catalogue.layers.dtype_checks import require
from builder.catalogue.layers.kind import Args, Argument, TensorSpec
from builder.catalogue.layers.phrases import least_dims, n_dims, takes
from builder.errors import ShapeError
from builder.sentences import Later, later, say


def _like(name: str, accepted: frozenset[str] | None = None) -> Rule:
    """Return the rule of a tensor of the input's shape and dtype, as the page of torch.zeros_like says."""

    def output(args: Args, x: TensorSpec) -> TensorSpec:
        result = TensorSpec(x.shape, args["dtype"] or x.dtype)
        if accepted is not None:
            require(name, result, accepted)
        if "fill_value" in args:
            require_fitting(name, result.dtype, args["fill_value"])
        return result

    return output


def _new(name: str) -> Rule:
    """Return the rule of a tensor of a given size and the input's dtype, as the page of torch.Tensor.new_zeros says."""

    def output(args: Args, x: TensorSpec) -> TensorSpec:
        dtype = args["dtype"] or x.dtype
        if "fill_value" in args:
            require_fitting(name, dtype, args["fill_value"])
        return TensorSpec(sizes_with_batch(args, "size", (x,)), dtype)

    return output


def _positions(args: Args, x: TensorSpec) -> TensorSpec:
    """Return one position for each step along `dim`, or what the page of torch.arange counts up to `end`."""
    dtype = args["dtype"] or "int64"
    start, step = args["start"], args["step"]
    end = _last(args, x)
    if (end - start) * step < 0:
        raise ShapeError(say("functions.arange.way", start=start, end=end, step=step), "step", -step)
    return TensorSpec((end if (start, step) == (0, 1) else -((start - end) // step),), dtype)


def _last(args: Args, x: TensorSpec) -> int:
    """Return where the count ends, `end` on the page of torch.arange: at a number, or at the size of a dim."""
    _one_end(args)
    if args["end"] is not None:
        end: int = args["end"]
        return end
    if not x.shape:
        raise ShapeError(takes("torch.arange", least_dims(1), n_dims(0)))
    return x.shape[wrapped_dim("torch.arange", args["dim"], len(x.shape))]


def _one_end(args: Args) -> None:
    """Refuse a count that both a tensor and a number end, or neither, and steps of 0, as torch.arange does."""
    if (args["dim"] is None) == (args["end"] is None):
        raise ShapeError(say("functions.arange.end-or-dim"), hint=say("functions.arange.end-or-dim.hint"))
    if args["step"] == 0:
        raise ShapeError(say("functions.arange.step-0"), "step", 1)


def _linspace(args: Args, x: TensorSpec) -> TensorSpec:
    """Return as many numbers as `steps` says, as the page of torch.linspace says; float32 is the default dtype."""
    result = TensorSpec((args["steps"],), args["dtype"] or "float32")
    require("torch.linspace", result, FLOATING | COMPLEX | INTEGER)
    return result


def _identity(args: Args, x: TensorSpec) -> TensorSpec:
    """Return `n` rows, and as many columns where `m` gives no other number, as the page of torch.eye says.

    The dtype is the default one, float32, whatever the input's.
    """
    n, m = args["n"], args["m"]
    return TensorSpec((n, n if m is None else m), args["dtype"] or "float32")


_FILL = Argument(name="fill_value", type="float", choices=("-inf", "inf"), help=later("functions.constants.fill_value"))
_SIZE = sizes("size", later("functions.constants.size"))
# "normal_kernel_cpu" and the uniform draws of the CPU have no integers.
_RANDOM = FLOATING | COMPLEX


def _count(name: str, help: Later, **more: Any) -> Argument:
    return Argument(name=name, type="int", minimum=0, maximum=MAX_SIZE, help=help, **more)


def _number(name: str, help: Later, default: int | None) -> Argument:
    return Argument(
        name=name,
        type="int",
        default=default,
        optional=default is None,
        minimum=-MAX_SIZE,
        maximum=MAX_SIZE,
        help=help,
    )


def _kind(name: str, summary: Later, output: Rule, *arguments: Argument, **more: Any) -> FunctionKind:
    return FunctionKind(
        name=name, category="function", summary=summary, arguments=(*arguments, DTYPE), output=output, **more
    )


KINDS: tuple[FunctionKind, ...] = (
    _kind("torch.zeros_like", later("functions.zeros_like"), _like("torch.zeros_like")),
    _kind("torch.ones_like", later("functions.ones_like"), _like("torch.ones_like")),
    _kind("torch.full_like", later("functions.full_like"), _like("torch.full_like"), _FILL, positional=1),
    _kind(
        "torch.randn_like",
        later("functions.randn_like"),
        _like("torch.randn_like", _RANDOM),
        follows=("torch.mul",),
    ),
    _kind("torch.rand_like", later("functions.rand_like"), _like("torch.rand_like", _RANDOM)),
    _kind(
        "Tensor.new_zeros",
        later("functions.new_zeros"),
        _new("Tensor.new_zeros"),
        _SIZE,
        style="method",
        positional=1,
    ),
    _kind(
        "Tensor.new_ones",
        later("functions.new_ones"),
        _new("Tensor.new_ones"),
        _SIZE,
        style="method",
        positional=1,
    ),
    _kind(
        "Tensor.new_full",
        later("functions.new_full"),
        _new("Tensor.new_full"),
        _SIZE,
        _FILL,
        style="method",
        positional=2,
    ),
    _kind(
        "torch.arange",
        later("functions.arange"),
        _positions,
        dim("dim", later("functions.arange.dim"), None, optional=True),
        _number("end", later("functions.arange.end"), None),
        _number("start", later("functions.arange.start"), 0),
        _number("step", later("functions.arange.step"), 1),
        constraint=_one_end,
        style="positions",
        follows=("Embedding",),
    ),
    _kind(
        "torch.linspace",
        later("functions.linspace"),
        _linspace,
        Argument(name="start", type="float", help=later("functions.linspace.start")),
        Argument(name="end", type="float", help=later("functions.linspace.end")),
        _count("steps", later("functions.linspace.steps")),
        style="positions",
        positional=3,
        follows=("torch.meshgrid",),
    ),
    _kind(
        "torch.eye",
        later("functions.eye"),
        _identity,
        _count("n", later("functions.eye.n")),
        _count("m", later("functions.eye.m"), default=None, optional=True),
        style="positions",
        positional=2,
        follows=("torch.matmul",),
    ),
)
