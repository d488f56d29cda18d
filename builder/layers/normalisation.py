"""Batch, instance, group, layer, RMS and local response normalisation.

BatchNorm in training refuses a single value per channel; as that hangs on the batch alone, it is left to a warning.
"""

from __future__ import annotations

from collections.abc import Callable
from math import prod

from msgspec.structs import replace

from builder.errors import ShapeError
from builder.layers.arguments import DTYPE, channel_dim, expect_dims, last_dim, number, second_dim, size, switch
from builder.layers.dtypes import COMPLEX, FLOATING, require, require_norm_dtype
from builder.layers.kind import Args, Argument, Kind, ParameterSpec, TensorSpec, lazy

_FEATURES = "Channels of the input."
_AFFINE = "Whether it learns a scale and a shift per channel."
_BIAS = Argument(
    name="bias", type="bool", default=True, keyword_only=True, help="Whether it learns the shift besides the scale."
)
_FOLLOWS = ("ReLU", "GELU", "Linear", "Conv2d")


def _eps(default: float | None = 1e-5) -> Argument:
    return Argument(
        name="eps",
        type="float",
        default=default,
        optional=default is None,
        minimum=0,
        help="Added to the denominator for stability.",
    )


def _momentum(optional: bool) -> Argument:
    cumulative = "; null for a cumulative average" if optional else ""
    return Argument(
        name="momentum",
        type="float",
        default=0.1,
        optional=optional,
        help=f"Weight of the newest batch in the running statistics{cumulative}.",
    )


def _affine_parameters(args: Args, shape: tuple[int, ...], affine: bool) -> tuple[ParameterSpec, ...]:
    if not affine:
        return ()
    dtype = args["dtype"] or "float32"
    weight = ParameterSpec("weight", shape, dtype)
    return (weight, ParameterSpec("bias", shape, dtype)) if args["bias"] else (weight,)


def _running_parameters(args: Args) -> tuple[ParameterSpec, ...]:
    shape = (args["num_features"],)
    learned = _affine_parameters(args, shape, args["affine"])
    if not args["track_running_stats"]:
        return learned
    dtype = args["dtype"] or "float32"
    return (
        *learned,
        ParameterSpec("running_mean", shape, dtype, True),
        ParameterSpec("running_var", shape, dtype, True),
        ParameterSpec("num_batches_tracked", (), "int64", True),
    )


def _channels(kind: str, argument: str, expected: int, channels: int) -> ShapeError:
    return ShapeError(f"{kind} takes {expected} channels and receives {channels}.", argument, int(channels))


def _batch_norm(name: str, counts: tuple[int, ...]) -> Callable[..., TensorSpec]:
    def output(args: Args, x: TensorSpec) -> TensorSpec:
        shape = x.shape
        if len(shape) not in counts:
            expect_dims(name, x, *counts)
        if args["affine"] or args["track_running_stats"]:
            if shape[1] != args["num_features"]:
                raise _channels(name, "num_features", args["num_features"], shape[1])
            if x.dtype != (args["dtype"] or "float32"):
                require_norm_dtype(name, args, x)
        elif x.dtype not in FLOATING:
            require(name, x, FLOATING)
        return x

    return output


def _instance_norm(name: str, dims: int) -> Callable[..., TensorSpec]:
    def output(args: Args, x: TensorSpec) -> TensorSpec:
        shape = x.shape
        expect_dims(name, x, dims + 1, dims + 2)
        if (args["affine"] or args["track_running_stats"]) and shape[-dims - 1] != args["num_features"]:
            raise _channels(name, "num_features", args["num_features"], shape[-dims - 1])
        if prod(shape[-dims:]) == 1:
            raise ShapeError(f"{name} takes more than 1 value per channel and receives 1: {list(shape)}.")
        if args["affine"]:
            require_norm_dtype(name, args, x)
        require(name, x, FLOATING)
        return x

    return output


def _running(name: str, summary: str, output: Callable[..., TensorSpec], batch: bool, auto: Callable[..., int]) -> Kind:
    """Describe a kind with running statistics; batch and instance norms differ in their defaults."""
    return Kind(
        name=name,
        category="normalisation",
        summary=summary,
        arguments=(
            size("num_features", _FEATURES, auto=auto),
            _eps(),
            _momentum(batch),
            switch("affine", _AFFINE, batch),
            switch("track_running_stats", "Whether it keeps running statistics for evaluation.", batch),
            DTYPE,
            _BIAS,
        ),
        output=output,
        parameters=_running_parameters,
        follows=_FOLLOWS,
    )


_SHAPES = ("(batch, channels) or (batch, channels, length)", "(batch, channels, height, width)", "a batch of volumes")
_BATCH_NORMS = tuple(
    _running(
        f"BatchNorm{d}d",
        f"Normalises each channel of {_SHAPES[d - 1]} over the batch, then scales and shifts it.",
        _batch_norm(f"BatchNorm{d}d", (2, 3) if d == 1 else (d + 2,)),
        True,
        second_dim,
    )
    for d in (1, 2, 3)
)
_INSTANCE_NORMS = tuple(
    _running(
        f"InstanceNorm{d}d",
        f"Normalises each channel of each sample over its {d} spatial dim{'s' if d > 1 else ''}.",
        _instance_norm(f"InstanceNorm{d}d", d),
        False,
        channel_dim(d),
    )
    for d in (1, 2, 3)
)


def _lazy_instance_norm(kind: Kind) -> Kind:
    """Return the lazy kind, which by torch's default learns and tracks, as InstanceNorm does not."""
    flags = ("affine", "track_running_stats")
    arguments = (replace(a, default=True) if a.name in flags else a for a in kind.arguments)
    return lazy(replace(kind, arguments=tuple(arguments)), "num_features")


def _group_constraint(args: Args) -> None:
    channels, groups = args["num_channels"], args["num_groups"]
    if channels % groups:
        raise ShapeError(f"GroupNorm cannot part {channels} channels into {groups} equal groups.", "num_groups", 1)


def _group_norm(args: Args, x: TensorSpec) -> TensorSpec:
    _group_constraint(args)
    channels, groups = args["num_channels"], args["num_groups"]
    shape = x.shape
    if len(shape) < 2:
        raise ShapeError(f"GroupNorm takes at least 2 dims and receives {len(shape)}.")
    if shape[1] != channels and (args["affine"] or shape[1] % groups):
        raise _channels("GroupNorm", "num_channels", channels, shape[1])
    if shape[0] * shape[1] == groups and prod(shape[2:]) == 1:
        raise ShapeError(f"GroupNorm takes more than 1 value per group and receives 1: {list(shape)}.")
    if args["affine"]:
        require_norm_dtype("GroupNorm", args, x)
    require("GroupNorm", x, FLOATING)
    return x


def _group_norm_parameters(args: Args) -> tuple[ParameterSpec, ...]:
    return _affine_parameters(args, (args["num_channels"],), args["affine"])


def _normalized(args: Args) -> tuple[int, ...]:
    shape = args["normalized_shape"]
    return (shape,) if shape.__class__ is int else shape


def _trailing(kind: str, args: Args, x: TensorSpec) -> None:
    normalized = _normalized(args)
    trailing = x.shape[-len(normalized) :]
    if trailing == normalized:
        return
    problem = f"{kind} normalises {list(normalized)} and receives {list(x.shape)}."
    if len(trailing) < len(normalized):
        raise ShapeError(problem)
    fix = int(trailing[0]) if len(trailing) == 1 else [int(n) for n in trailing]
    raise ShapeError(problem, "normalized_shape", fix)


def _layer_norm(args: Args, x: TensorSpec) -> TensorSpec:
    _trailing("LayerNorm", args, x)
    if not args["elementwise_affine"]:
        require("LayerNorm", x, FLOATING)
    elif x.dtype != (args["dtype"] or "float32"):
        require_norm_dtype("LayerNorm", args, x)
    return x


def _layer_norm_parameters(args: Args) -> tuple[ParameterSpec, ...]:
    return _affine_parameters(args, _normalized(args), args["elementwise_affine"])


def _rms_norm(args: Args, x: TensorSpec) -> TensorSpec:
    _trailing("RMSNorm", args, x)
    require("RMSNorm", x, FLOATING | COMPLEX)
    return x


def _rms_norm_parameters(args: Args) -> tuple[ParameterSpec, ...]:
    if not args["elementwise_affine"]:
        return ()
    return (ParameterSpec("weight", _normalized(args), args["dtype"] or "float32"),)


def _local_response_norm(args: Args, x: TensorSpec) -> TensorSpec:
    dims = len(x.shape)
    if dims < 3:
        raise ShapeError(f"LocalResponseNorm takes at least 3 dims and receives {dims}.")
    if x.dtype == "int64":
        return TensorSpec(x.shape, "float32")
    require("LocalResponseNorm", x, FLOATING if dims == 3 else frozenset({"float32", "float64"}))
    return x


def _cross_map(args: Args, x: TensorSpec) -> TensorSpec:
    expect_dims("CrossMapLRN2d", x, 4)
    require("CrossMapLRN2d", x, FLOATING | COMPLEX)
    return x


def _response(name: str, summary: str, output: Callable[..., TensorSpec], k: float) -> Kind:
    return Kind(
        name=name,
        category="normalisation",
        summary=summary,
        arguments=(
            size("size", "Number of neighbouring channels in the sum."),
            number("alpha", "Factor of the sum of squares.", 1e-4),
            number("beta", "Exponent of the denominator.", 0.75),
            number("k", "Added to the sum of squares.", k),
        ),
        output=output,
        follows=("MaxPool2d", "Conv2d"),
    )


_SYNC_BATCH_NORM = _running(
    "SyncBatchNorm",
    "BatchNorm over the batches of all processes of a distributed training; alone it is BatchNorm of any dims.",
    _batch_norm("SyncBatchNorm", tuple(range(2, 65))),
    True,
    second_dim,
)
_GROUP_NORM = Kind(
    name="GroupNorm",
    category="normalisation",
    summary="Normalises groups of channels of each sample, then scales and shifts each channel.",
    arguments=(
        size("num_groups", "Number of groups; it divides num_channels."),
        size("num_channels", _FEATURES, auto=second_dim),
        _eps(),
        switch("affine", _AFFINE, True),
        DTYPE,
        _BIAS,
    ),
    output=_group_norm,
    parameters=_group_norm_parameters,
    constraint=_group_constraint,
    follows=_FOLLOWS,
)
_NORMALIZED_SHAPE = Argument(
    name="normalized_shape",
    type="ints",
    minimum=1,
    auto=last_dim,
    help="The trailing dims that are normalised together: their number, or a list.",
)
_ELEMENTWISE = switch("elementwise_affine", "Whether it learns a scale (and a shift) per element.", True)
_LAYER_NORM = Kind(
    name="LayerNorm",
    category="normalisation",
    summary="Normalises the trailing dims of each sample, then scales and shifts each element.",
    arguments=(
        _NORMALIZED_SHAPE,
        _eps(),
        _ELEMENTWISE,
        switch("bias", "Whether it learns the shift besides the scale.", True),
        DTYPE,
    ),
    output=_layer_norm,
    parameters=_layer_norm_parameters,
    follows=("Linear", "MultiheadAttention", "GELU"),
)
_RMS_NORM = Kind(
    name="RMSNorm",
    category="normalisation",
    summary="Divides the trailing dims of each sample by their root mean square, then scales each element.",
    arguments=(_NORMALIZED_SHAPE, _eps(None), _ELEMENTWISE, DTYPE),
    output=_rms_norm,
    parameters=_rms_norm_parameters,
    follows=("Linear", "MultiheadAttention", "SiLU"),
)

KINDS: tuple[Kind, ...] = (
    *_BATCH_NORMS,
    *(lazy(kind, "num_features") for kind in _BATCH_NORMS),
    *_INSTANCE_NORMS,
    *(_lazy_instance_norm(kind) for kind in _INSTANCE_NORMS),
    _SYNC_BATCH_NORM,
    _GROUP_NORM,
    _LAYER_NORM,
    _RMS_NORM,
    _response(
        "LocalResponseNorm",
        "Divides each value by a function of the squares at its place in neighbouring channels.",
        _local_response_norm,
        1.0,
    ),
    _response(
        "CrossMapLRN2d",
        "LocalResponseNorm of (batch, channels, height, width), as the original Torch had it.",
        _cross_map,
        1,
    ),
)
