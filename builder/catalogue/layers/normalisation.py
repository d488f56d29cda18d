"""Batch and instance normalisation, which keep running statistics, and what the other norms share with them.

BatchNorm in training refuses a single value per channel; as that hangs on the batch alone, it is left to a warning.
"""

from __future__ import annotations

from collections.abc import Callable
from math import prod

from msgspec.structs import replace

from builder.catalogue.dtypes import FLOATING
from builder.catalogue.layers.arguments import DTYPE, channel_dim, expect_dims, second_dim, size, switch
from builder.catalogue.layers.dtype_checks import require, require_norm_dtype
from builder.catalogue.layers.kind import Args, Argument, Kind, ParameterSpec, TensorSpec, lazy
from builder.errors import ShapeError
from builder.sentences import Later, later, say

FEATURES = later("layers.channels-of-input")
AFFINE = later("layers.normalisation.affine")
BIAS_ONLY = Argument(name="bias", type="bool", default=True, keyword_only=True, help=later("layers.normalisation.bias"))


def eps(default: float | None = 1e-5) -> Argument:
    """Describe `eps`."""
    return Argument(
        name="eps",
        type="float",
        default=default,
        optional=default is None,
        minimum=0,
        help=later("layers.normalisation.eps"),
    )


def _momentum(optional: bool) -> Argument:
    help = later("layers.normalisation.momentum.optional") if optional else later("layers.normalisation.momentum")
    return Argument(
        name="momentum",
        type="float",
        default=0.1,
        optional=optional,
        help=help,
    )


def affine_parameters(args: Args, shape: tuple[int, ...], affine: bool) -> tuple[ParameterSpec, ...]:
    """List scale and shift.

    Named and shaped as in torch/nn/modules/normalization.py and `_NormBase` of batchnorm.py there.

    Args:
        args: those of the layer, of which `bias` and `dtype` are read.
        shape: of both tensors: the channels, or the sizes of the trailing dims that are normalised.
        affine: whether there are any.
    """
    if not affine:
        return ()
    dtype = args["dtype"] or "float32"
    weight = ParameterSpec("weight", shape, dtype)
    return (weight, ParameterSpec("bias", shape, dtype)) if args["bias"] else (weight,)


def _running_parameters(args: Args) -> tuple[ParameterSpec, ...]:
    """List the tensors and buffers of `_NormBase.__init__` in torch/nn/modules/batchnorm.py."""
    shape = (args["num_features"],)
    learned = affine_parameters(args, shape, args["affine"])
    if not args["track_running_stats"]:
        return learned
    dtype = args["dtype"] or "float32"
    return (
        *learned,
        ParameterSpec("running_mean", shape, dtype, True),
        ParameterSpec("running_var", shape, dtype, True),
        ParameterSpec("num_batches_tracked", (), "int64", True),
    )


def wrong_channels(kind: str, argument: str, expected: int, channels: int) -> ShapeError:
    """Word a number of channels that does not fit, with its fix."""
    return ShapeError(
        say("layers.takes.channels", name=kind, expected=expected, received=channels), argument, int(channels)
    )


def _batch_norm(name: str, counts: tuple[int, ...]) -> Callable[..., TensorSpec]:
    """Return the rule of a batch norm, which takes `counts` dims and returns the shape that it takes.

    As under Shape on the pages of torch.nn.BatchNorm1d, 2d, 3d and torch.nn.SyncBatchNorm.
    """

    def output(args: Args, x: TensorSpec) -> TensorSpec:
        shape = x.shape
        if len(shape) not in counts:
            expect_dims(name, x, *counts)
        # With neither tensors nor statistics torch does not look at num_features.
        if args["affine"] or args["track_running_stats"]:
            if shape[1] != args["num_features"]:
                raise wrong_channels(name, "num_features", args["num_features"], shape[1])
            if x.dtype != (args["dtype"] or "float32"):
                require_norm_dtype(name, args, x)
        elif x.dtype not in FLOATING:
            require(name, x, FLOATING)
        return x

    return output


def _instance_norm(name: str, dims: int) -> Callable[..., TensorSpec]:
    """Return the rule of an instance norm: under Shape on the pages of torch.nn.InstanceNorm1d, 2d and 3d.

    One value for each channel is refused, as by `_verify_spatial_size` of torch/nn/functional.py.
    """

    def output(args: Args, x: TensorSpec) -> TensorSpec:
        shape = x.shape
        expect_dims(name, x, dims + 1, dims + 2)
        if (args["affine"] or args["track_running_stats"]) and shape[-dims - 1] != args["num_features"]:
            raise wrong_channels(name, "num_features", args["num_features"], shape[-dims - 1])
        if prod(shape[-dims:]) == 1:
            raise ShapeError(say("layers.normalisation.one-value", name=name, shape=[*shape]))
        if args["affine"]:
            require_norm_dtype(name, args, x)
        require(name, x, FLOATING)
        return x

    return output


def _running_kind(
    name: str, summary: Later, output: Callable[..., TensorSpec], batch: bool, auto: Callable[..., int]
) -> Kind:
    """Describe a kind with running statistics; batch and instance norms differ in their defaults."""
    return Kind(
        name=name,
        category="normalisation",
        summary=summary,
        arguments=(
            size("num_features", FEATURES, auto=auto),
            eps(),
            _momentum(batch),
            switch("affine", AFFINE, batch),
            switch("track_running_stats", later("layers.normalisation.track_running_stats"), batch),
            DTYPE,
            BIAS_ONLY,
        ),
        output=output,
        parameters=_running_parameters,
        follows=("ReLU", "GELU", "Linear", "Conv1d") if name.endswith("1d") else ("ReLU", "GELU", _convolution(name)),
    )


def _convolution(name: str) -> str:
    return f"Conv{name[-2:]}" if name.endswith("d") else "Conv2d"


_SHAPES = (
    later("layers.BatchNorm.sequences"),
    later("layers.BatchNorm.images"),
    later("layers.BatchNorm.volumes"),
)
_BATCH_NORMS = tuple(
    _running_kind(
        f"BatchNorm{d}d",
        later("layers.BatchNorm", shape=_SHAPES[d - 1]),
        _batch_norm(f"BatchNorm{d}d", (2, 3) if d == 1 else (d + 2,)),
        True,
        second_dim,
    )
    for d in (1, 2, 3)
)
_INSTANCE_NORMS = tuple(
    _running_kind(
        f"InstanceNorm{d}d",
        later("layers.InstanceNorm", count=d),
        _instance_norm(f"InstanceNorm{d}d", d),
        False,
        channel_dim(d),
    )
    for d in (1, 2, 3)
)


def _lazy_instance_norm(kind: Kind) -> Kind:
    """Return the lazy kind, which by torch's default learns and tracks, as InstanceNorm does not.

    The defaults are those of `_LazyNormBase.__init__` in torch/nn/modules/batchnorm.py.
    """
    flags = ("affine", "track_running_stats")
    arguments = (replace(a, default=True) if a.name in flags else a for a in kind.arguments)
    return lazy(replace(kind, arguments=tuple(arguments)), "num_features")


_SYNC_BATCH_NORM = _running_kind(
    "SyncBatchNorm",
    later("layers.SyncBatchNorm"),
    # `_check_input_dim` asks for 2 or more; 64 is the most that torch reduces (ATen/WrapDimUtilsMulti.h).
    _batch_norm("SyncBatchNorm", tuple(range(2, 65))),
    True,
    second_dim,
)
KINDS: tuple[Kind, ...] = (
    *_BATCH_NORMS,
    *(lazy(kind, "num_features") for kind in _BATCH_NORMS),
    *_INSTANCE_NORMS,
    *(_lazy_instance_norm(kind) for kind in _INSTANCE_NORMS),
    _SYNC_BATCH_NORM,
)
