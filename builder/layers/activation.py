"""Activations: functions of each element, and the softmax family; PReLU alone has a parameter."""

from __future__ import annotations

from collections.abc import Callable

from builder.errors import ShapeError
from builder.layers.arguments import DTYPE, INPLACE, expect_dims, number, size
from builder.layers.dtypes import BOOL, COMPLEX, FLOATING, INTEGER, require, require_dtype
from builder.layers.kind import Args, Argument, Kind, ParameterSpec, TensorSpec, no_constraint

_FOLLOWS = ("Linear", "Dropout", "Conv2d", "MaxPool2d")
_SIGNED = INTEGER - {"uint8"}


def _same(name: str, accepted: frozenset[str]) -> Callable[..., TensorSpec]:
    """Return the rule of a function of each element that keeps the dtype."""

    def output(args: Args, x: TensorSpec) -> TensorSpec:
        if x.dtype not in accepted:
            require(name, x, accepted)
        return x

    return output


def _promoted(name: str, accepted: frozenset[str]) -> Callable[..., TensorSpec]:
    """Return the rule of a function of each element that turns integers into float32."""

    def output(args: Args, x: TensorSpec) -> TensorSpec:
        require(name, x, accepted)
        return x if x.dtype in FLOATING or x.dtype in COMPLEX else TensorSpec(x.shape, "float32")

    return output


def _kind(
    name: str,
    summary: str,
    *arguments: Argument,
    output: Callable[..., TensorSpec] | None = None,
    constraint: Callable[[Args], None] = no_constraint,
) -> Kind:
    return Kind(
        name=name,
        category="activation",
        summary=summary,
        arguments=arguments,
        output=output or _same(name, FLOATING),
        constraint=constraint,
        follows=_FOLLOWS,
    )


def _celu_constraint(args: Args) -> None:
    if args["alpha"] == 0:
        raise ShapeError("CELU divides by alpha, which is 0.", "alpha", 1.0)


def _celu(args: Args, x: TensorSpec) -> TensorSpec:
    _celu_constraint(args)
    require("CELU", x, FLOATING)
    return x


def _hardtanh_constraint(args: Args) -> None:
    if args["min_val"] >= args["max_val"]:
        raise ShapeError(
            f"Hardtanh has min_val {args['min_val']}, not below max_val {args['max_val']}.",
            "max_val",
            args["min_val"] + 1,
        )


def _hardtanh(args: Args, x: TensorSpec) -> TensorSpec:
    _hardtanh_constraint(args)
    # Torch cuts the bounds to whole numbers before it looks whether they fit an unsigned dtype.
    require("Hardtanh", x, FLOATING | (INTEGER if args["min_val"] > -1 else _SIGNED))
    return x


def _rrelu_constraint(args: Args) -> None:
    if args["lower"] > args["upper"]:
        raise ShapeError(f"RReLU has lower {args['lower']} above upper {args['upper']}.", "upper", args["lower"])


def _rrelu(args: Args, x: TensorSpec) -> TensorSpec:
    _rrelu_constraint(args)
    require("RReLU", x, FLOATING - {"float16"})
    return x


def _prelu(args: Args, x: TensorSpec) -> TensorSpec:
    number_of = args["num_parameters"]
    channels = x.shape[1] if len(x.shape) > 1 else 1
    if number_of != 1 and number_of != channels:
        raise ShapeError(f"PReLU has {number_of} slopes and receives {channels} channels.", "num_parameters", 1)
    require_dtype("PReLU", args, x)
    return x


def _prelu_parameters(args: Args) -> tuple[ParameterSpec, ...]:
    return (ParameterSpec("weight", (args["num_parameters"],), args["dtype"] or "float32"),)


def _prelu_channels(args: Args, x: TensorSpec) -> int:
    return int(x.shape[1]) if len(x.shape) > 1 else 1


def _glu(args: Args, x: TensorSpec) -> TensorSpec:
    dim, dims = args["dim"], len(x.shape)
    if not dims:
        raise ShapeError("GLU takes at least 1 dim and receives a scalar.")
    _check_dim("GLU", dim, dims)
    if x.shape[dim] % 2:
        raise ShapeError(f"GLU halves dim {dim}, whose size is odd: {x.shape[dim]}.")
    require("GLU", x, FLOATING)
    at = dim % dims
    return TensorSpec((*x.shape[:at], x.shape[at] // 2, *x.shape[at + 1 :]), x.dtype)


def _check_dim(kind: str, dim: int, dims: int) -> None:
    """Refuse a `dim` that a tensor of so many dims lacks; a scalar counts as 1 dim, as in torch."""
    count = dims or 1
    if not -count <= dim < count:
        raise ShapeError(f"{kind} has dim {dim} and receives {dims} dims.", "dim", -1)


def _softmax(name: str) -> Callable[..., TensorSpec]:
    def output(args: Args, x: TensorSpec) -> TensorSpec:
        if args["dim"] is not None:
            _check_dim(name, args["dim"], len(x.shape))
        require(name, x, FLOATING)
        return x

    return output


def _softmax2d(args: Args, x: TensorSpec) -> TensorSpec:
    expect_dims("Softmax2d", x, 3, 4)
    require("Softmax2d", x, FLOATING)
    return x


_DIM = Argument(
    name="dim",
    type="int",
    default=None,
    optional=True,
    minimum=-64,
    maximum=63,
    help="The dim whose entries sum to 1; left out, torch guesses it from the number of dims and warns.",
)
_ALPHA = number("alpha", "Scale of the negative part, which tends to -alpha.", 1.0)

KINDS: tuple[Kind, ...] = (
    _kind("ReLU", "Rectifier: max(0, x).", INPLACE, output=_same("ReLU", FLOATING | INTEGER)),
    _kind("ReLU6", "Rectifier cut off at 6: min(max(0, x), 6).", INPLACE, output=_same("ReLU6", FLOATING | INTEGER)),
    _kind(
        "LeakyReLU",
        "Rectifier with a small slope for negative values.",
        number("negative_slope", "Slope for negative values.", 0.01),
        INPLACE,
    ),
    Kind(
        name="PReLU",
        category="activation",
        summary="Rectifier whose slope for negative values is learned.",
        arguments=(
            size("num_parameters", "Number of slopes: 1, or one per channel.", 1, auto=_prelu_channels),
            number("init", "First value of the slopes.", 0.25),
            DTYPE,
        ),
        output=_prelu,
        parameters=_prelu_parameters,
        follows=_FOLLOWS,
    ),
    _kind(
        "RReLU",
        "Rectifier whose slope for negative values is drawn at random in training.",
        number("lower", "Smallest slope.", 1 / 8),
        number("upper", "Largest slope.", 1 / 3),
        INPLACE,
        output=_rrelu,
        constraint=_rrelu_constraint,
    ),
    _kind("ELU", "x where positive, alpha (exp(x) - 1) elsewhere.", _ALPHA, INPLACE),
    _kind(
        "CELU",
        "ELU with a continuous slope: alpha (exp(x / alpha) - 1).",
        _ALPHA,
        INPLACE,
        output=_celu,
        constraint=_celu_constraint,
    ),
    _kind("SELU", "ELU scaled so that activations normalise themselves.", INPLACE),
    _kind(
        "GELU",
        "x times the normal distribution function of x.",
        Argument(
            name="approximate",
            type="choice",
            default="none",
            choices=("none", "tanh"),
            help="Whether the distribution function is exact or approximated by tanh.",
        ),
    ),
    _kind("SiLU", "x times sigmoid(x), also called swish.", INPLACE, output=_same("SiLU", FLOATING | COMPLEX)),
    _kind("Mish", "x times tanh(softplus(x)).", INPLACE),
    _kind("Sigmoid", "1 / (1 + exp(-x)).", output=_promoted("Sigmoid", FLOATING | INTEGER | BOOL | COMPLEX)),
    _kind("LogSigmoid", "Logarithm of the sigmoid, computed stably."),
    _kind("Hardsigmoid", "Sigmoid made of three straight pieces.", INPLACE),
    _kind("Tanh", "Hyperbolic tangent.", output=_promoted("Tanh", FLOATING | INTEGER | BOOL | COMPLEX)),
    _kind("Tanhshrink", "x - tanh(x).", output=_promoted("Tanhshrink", FLOATING | INTEGER | COMPLEX)),
    _kind(
        "Hardtanh",
        "x cut off at min_val and max_val.",
        number("min_val", "Smallest output.", -1.0),
        number("max_val", "Largest output.", 1.0),
        INPLACE,
        output=_hardtanh,
        constraint=_hardtanh_constraint,
    ),
    _kind("Hardswish", "Swish made of straight and parabolic pieces.", INPLACE),
    _kind(
        "Hardshrink",
        "0 within lambd of 0, x elsewhere.",
        number("lambd", "Half the width of the zero range.", 0.5),
    ),
    _kind(
        "Softshrink",
        "x moved towards 0 by lambd, 0 within it.",
        number("lambd", "How far values are moved.", 0.5, minimum=0),
    ),
    _kind(
        "Softplus",
        "Smooth rectifier: log(1 + exp(beta x)) / beta.",
        number("beta", "Sharpness of the bend.", 1.0),
        number("threshold", "Above this beta x it is linear, for stability.", 20.0),
    ),
    _kind("Softsign", "x / (1 + |x|).", output=_promoted("Softsign", FLOATING | INTEGER | COMPLEX)),
    _kind(
        "Threshold",
        "x where above threshold, a constant elsewhere.",
        number("threshold", "The bound."),
        number("value", "What replaces values at or below the bound."),
        INPLACE,
        output=_same("Threshold", FLOATING | INTEGER),
    ),
    _kind(
        "GLU",
        "Gated linear unit: halves a dim and multiplies one half by the sigmoid of the other.",
        Argument(
            name="dim",
            type="int",
            default=-1,
            minimum=-64,
            maximum=63,
            help="The dim that is halved; its size is even.",
        ),
        output=_glu,
    ),
    _kind("Softmax", "Positive values that sum to 1 along a dim.", _DIM, output=_softmax("Softmax")),
    _kind("Softmin", "Softmax of -x.", _DIM, output=_softmax("Softmin")),
    _kind("LogSoftmax", "Logarithm of the softmax, computed stably.", _DIM, output=_softmax("LogSoftmax")),
    _kind("Softmax2d", "Softmax over the channels at each place of an image.", output=_softmax2d),
)
