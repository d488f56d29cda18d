"""Activations: functions of each element, and the softmax family; PReLU alone has a parameter.

All but GLU return the shape they take, as their pages in torch's documentation say under Shape.
"""

from __future__ import annotations

from collections.abc import Callable

from builder.catalogue.dtypes import BOOL, COMPLEX, FLOATING, INTEGER
from builder.catalogue.layers.arguments import DTYPE, INPLACE, expect_dims, number, size
from builder.catalogue.layers.dtype_checks import require, require_dtype
from builder.catalogue.layers.kind import Args, Argument, Kind, ParameterSpec, TensorSpec, no_constraint
from builder.catalogue.layers.phrases import least_dims, n_dims, takes
from builder.errors import ShapeError
from builder.sentences import Later, later, say

_FOLLOWS = ("Linear", "Dropout", "Conv2d", "MaxPool2d")
_SIGNED = INTEGER - {"uint8"}


def _same(name: str, accepted: frozenset[str]) -> Callable[..., TensorSpec]:
    """Return the rule of a function that keeps shape and dtype, as under Shape on its page of torch.nn."""

    def output(args: Args, x: TensorSpec) -> TensorSpec:
        if x.dtype not in accepted:
            require(name, x, accepted)
        return x

    return output


def _float_rule(name: str, accepted: frozenset[str]) -> Callable[..., TensorSpec]:
    """Return the rule of a function of each element that turns integers into float32.

    By INT_TO_FLOAT of `elementwise_dtypes` in torch/_prims_common/__init__.py.
    """

    def output(args: Args, x: TensorSpec) -> TensorSpec:
        require(name, x, accepted)
        return x if x.dtype in FLOATING or x.dtype in COMPLEX else TensorSpec(x.shape, "float32")

    return output


def _kind(
    name: str,
    summary: Later,
    *arguments: Argument,
    output: Callable[..., TensorSpec] | None = None,
    constraint: Callable[[Args], None] = no_constraint,
    elementwise: bool = True,
) -> Kind:
    return Kind(
        name=name,
        category="activation",
        summary=summary,
        arguments=arguments,
        output=output or _same(name, FLOATING),
        constraint=constraint,
        elementwise=elementwise,
        follows=_FOLLOWS,
    )


def _celu_constraint(args: Args) -> None:
    """Refuse an alpha of 0, as celu (aten/src/ATen/native/Activation.cpp) does."""
    if args["alpha"] == 0:
        raise ShapeError(say("layers.activation.celu-alpha"), "alpha", 1.0)


def _celu(args: Args, x: TensorSpec) -> TensorSpec:
    """Return the shape under Shape on the page of torch.nn.CELU."""
    _celu_constraint(args)
    require("CELU", x, FLOATING)
    return x


def check_bounds(args: Args, name: str = "Hardtanh") -> None:
    """Refuse bounds that do not rise, as `Hardtanh.__init__` of torch/nn/modules/activation.py does.

    `hardtanh` of torch/nn/functional.py takes equal ones.

    Raises:
        ShapeError: they fall, or are equal for the layer.
    """
    low, high = args["min_val"], args["max_val"]
    if name == "Hardtanh" and low >= high:
        problem = say("layers.not-below", name=name, low="min_val", low_value=low, high="max_val", high_value=high)
        raise ShapeError(problem, "max_val", low + 1)
    if low > high:
        problem = say("layers.above", name=name, low="min_val", low_value=low, high="max_val", high_value=high)
        raise ShapeError(problem, "max_val", low)


def hardtanh(args: Args, x: TensorSpec, name: str = "Hardtanh") -> TensorSpec:
    """Return the shape under Shape on the page of torch.nn.Hardtanh, which that of F.hardtanh refers to.

    Raises:
        ShapeError: it does not take the bounds or the dtype.
    """
    check_bounds(args, name)
    # Torch cuts the bounds to whole numbers before it looks whether they fit an unsigned dtype:
    # "cannot do hardtanh on an unsigned type with negative limits" (aten/src/ATen/native/Activation.cpp).
    require(name, x, FLOATING | (INTEGER if args["min_val"] > -1 else _SIGNED))
    return x


def _rrelu_constraint(args: Args) -> None:
    """Refuse bounds that fall, as rrelu (aten/src/ATen/native/Activation.cpp) does."""
    if args["lower"] > args["upper"]:
        raise ShapeError(
            say(
                "layers.above",
                name="RReLU",
                low="lower",
                low_value=args["lower"],
                high="upper",
                high_value=args["upper"],
            ),
            "upper",
            args["lower"],
        )


def _rrelu(args: Args, x: TensorSpec) -> TensorSpec:
    """Return the shape under Shape on the page of torch.nn.RReLU."""
    _rrelu_constraint(args)
    # The CPU has no `rrelu_with_noise` of float16.
    require("RReLU", x, FLOATING - {"float16"})
    return x


def _prelu(args: Args, x: TensorSpec) -> TensorSpec:
    """Take one slope, or one for each channel, which is dim 1 if any, as the page of torch.nn.PReLU says."""
    number_of = args["num_parameters"]
    channels = x.shape[1] if len(x.shape) > 1 else 1
    if number_of != 1 and number_of != channels:
        raise ShapeError(say("layers.activation.slopes", count=number_of, channels=channels), "num_parameters", 1)
    require_dtype("PReLU", args, x)
    return x


def _prelu_parameters(args: Args) -> tuple[ParameterSpec, ...]:
    """List the weight, shaped as under Attributes on the page of torch.nn.PReLU."""
    return (ParameterSpec("weight", (args["num_parameters"],), args["dtype"] or "float32"),)


def _prelu_channels(args: Args, x: TensorSpec) -> int:
    """Return the channels under Note on the page of torch.nn.PReLU: dim 1, or one where there is none."""
    return int(x.shape[1]) if len(x.shape) > 1 else 1


def _glu(args: Args, x: TensorSpec) -> TensorSpec:
    """Return half of `dim`, by the formula under Shape on the page of torch.nn.GLU."""
    dim, dims = args["dim"], len(x.shape)
    if not dims:
        raise ShapeError(takes("GLU", least_dims(1), n_dims(0)))
    _check_dim("GLU", dim, dims)
    if x.shape[dim] % 2:
        raise ShapeError(say("layers.activation.odd", dim=dim, size=x.shape[dim]))
    require("GLU", x, FLOATING)
    at = dim % dims
    return TensorSpec((*x.shape[:at], x.shape[at] // 2, *x.shape[at + 1 :]), x.dtype)


def _check_dim(kind: str, dim: int, dims: int) -> None:
    """Refuse a `dim` that a tensor of so many dims lacks; a scalar counts as 1 dim, as in torch.

    By `maybe_wrap_dim` (c10/core/WrapDimMinimal.h) with `wrap_scalar`.
    """
    count = dims or 1
    if not -count <= dim < count:
        raise ShapeError(say("layers.no-dim", name=kind, argument="dim", dim=dim, count=dims), "dim", -1)


def _softmax(name: str) -> Callable[..., TensorSpec]:
    """Return the rule of a softmax along `dim`, as under Shape and Args on the page of torch.nn.Softmax."""

    def output(args: Args, x: TensorSpec) -> TensorSpec:
        if args["dim"] is not None:
            _check_dim(name, args["dim"], len(x.shape))
        require(name, x, FLOATING)
        return x

    return output


def _softmax2d(args: Args, x: TensorSpec) -> TensorSpec:
    """Take an image with or without a batch, as under Shape on the page of torch.nn.Softmax2d."""
    expect_dims("Softmax2d", x, 3, 4)
    require("Softmax2d", x, FLOATING)
    return x


# The bounds are those of the 64 dims that torch reduces at most (`dim_bitset_size` in ATen/WrapDimUtilsMulti.h).
_DIM = Argument(
    name="dim",
    type="int",
    default=None,
    optional=True,
    minimum=-64,
    maximum=63,
    help=later("layers.activation.dim"),
)
_ALPHA = number("alpha", later("layers.activation.alpha"), 1.0, truth=True)

KINDS: tuple[Kind, ...] = (
    _kind("ReLU", later("layers.ReLU"), INPLACE, output=_same("ReLU", FLOATING | INTEGER)),
    _kind("ReLU6", later("layers.ReLU6"), INPLACE, output=_same("ReLU6", FLOATING | INTEGER)),
    _kind(
        "LeakyReLU",
        later("layers.LeakyReLU"),
        number("negative_slope", later("layers.LeakyReLU.negative_slope"), 0.01, truth=True),
        INPLACE,
    ),
    Kind(
        name="PReLU",
        category="activation",
        summary=later("layers.PReLU"),
        arguments=(
            size("num_parameters", later("layers.PReLU.num_parameters"), 1, auto=_prelu_channels),
            number("init", later("layers.PReLU.init"), 0.25),
            DTYPE,
        ),
        output=_prelu,
        parameters=_prelu_parameters,
        follows=_FOLLOWS,
    ),
    _kind(
        "RReLU",
        later("layers.RReLU"),
        number("lower", later("layers.RReLU.lower"), 1 / 8),
        number("upper", later("layers.RReLU.upper"), 1 / 3),
        INPLACE,
        output=_rrelu,
        constraint=_rrelu_constraint,
    ),
    _kind("ELU", later("layers.ELU"), _ALPHA, INPLACE),
    _kind(
        "CELU",
        later("layers.CELU"),
        _ALPHA,
        INPLACE,
        output=_celu,
        constraint=_celu_constraint,
    ),
    _kind("SELU", later("layers.SELU"), INPLACE),
    _kind(
        "GELU",
        later("layers.GELU"),
        Argument(
            name="approximate",
            type="choice",
            default="none",
            choices=("none", "tanh"),
            help=later("layers.GELU.approximate"),
        ),
    ),
    _kind("SiLU", later("layers.SiLU"), INPLACE, output=_same("SiLU", FLOATING | COMPLEX)),
    _kind("Mish", later("layers.Mish"), INPLACE),
    _kind("Sigmoid", later("layers.Sigmoid"), output=_float_rule("Sigmoid", FLOATING | INTEGER | BOOL | COMPLEX)),
    _kind("LogSigmoid", later("layers.LogSigmoid")),
    _kind("Hardsigmoid", later("layers.Hardsigmoid"), INPLACE),
    _kind("Tanh", later("layers.Tanh"), output=_float_rule("Tanh", FLOATING | INTEGER | BOOL | COMPLEX)),
    _kind("Tanhshrink", later("layers.Tanhshrink"), output=_float_rule("Tanhshrink", FLOATING | INTEGER | COMPLEX)),
    _kind(
        "Hardtanh",
        later("layers.Hardtanh"),
        number("min_val", later("layers.Hardtanh.min_val"), -1.0),
        number("max_val", later("layers.Hardtanh.max_val"), 1.0),
        INPLACE,
        output=hardtanh,
        constraint=check_bounds,
    ),
    _kind("Hardswish", later("layers.Hardswish"), INPLACE),
    _kind(
        "Hardshrink",
        later("layers.Hardshrink"),
        number("lambd", later("layers.Hardshrink.lambd"), 0.5),
    ),
    _kind(
        "Softshrink",
        later("layers.Softshrink"),
        number("lambd", later("layers.Softshrink.lambd"), 0.5, minimum=0),
    ),
    _kind(
        "Softplus",
        later("layers.Softplus"),
        number("beta", later("layers.Softplus.beta"), 1.0),
        number("threshold", later("layers.Softplus.threshold"), 20.0),
    ),
    _kind("Softsign", later("layers.Softsign"), output=_float_rule("Softsign", FLOATING | INTEGER | COMPLEX)),
    _kind(
        "Threshold",
        later("layers.Threshold"),
        number("threshold", later("layers.Threshold.threshold")),
        number("value", later("layers.Threshold.value")),
        INPLACE,
        output=_same("Threshold", FLOATING | INTEGER),
    ),
    _kind(
        "GLU",
        later("layers.GLU"),
        Argument(
            name="dim",
            type="int",
            default=-1,
            minimum=-64,
            maximum=63,
            help=later("layers.GLU.dim"),
        ),
        output=_glu,
        elementwise=False,
    ),
    _kind("Softmax", later("layers.Softmax"), _DIM, output=_softmax("Softmax"), elementwise=False),
    _kind("Softmin", later("layers.Softmin"), _DIM, output=_softmax("Softmin"), elementwise=False),
    _kind("LogSoftmax", later("layers.LogSoftmax"), _DIM, output=_softmax("LogSoftmax"), elementwise=False),
    _kind("Softmax2d", later("layers.Softmax2d"), output=_softmax2d, elementwise=False),
)
