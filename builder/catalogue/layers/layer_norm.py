"""Normalisation of each sample alone: group, layer, RMS and local response norms."""

from __future__ import annotations

from collections.abc import Callable
from math import prod

from builder.catalogue.dtypes import COMPLEX, FLOATING
from builder.catalogue.layers.arguments import DTYPE, expect_dims, last_dim, number, second_dim, size, switch
from builder.catalogue.layers.dtype_checks import require, require_norm_dtype
from builder.catalogue.layers.kind import Args, Argument, Kind, ParameterSpec, TensorSpec
from builder.catalogue.layers.normalisation import AFFINE, BIAS_ONLY, FEATURES, affine_parameters, eps, wrong_channels
from builder.catalogue.layers.phrases import least_dims, n_dims, takes
from builder.errors import ShapeError
from builder.sentences import Later, later, say


def _group_constraint(args: Args) -> None:
    """Refuse groups that do not divide the channels, as the page of torch.nn.GroupNorm asks."""
    channels, groups = args["num_channels"], args["num_groups"]
    if channels % groups:
        raise ShapeError(
            say(
                "layers.groups",
                name="GroupNorm",
                argument=later("layers.phrase.channels"),
                count=channels,
                groups=groups,
            ),
            "num_groups",
            1,
        )


def _group_norm(args: Args, x: TensorSpec) -> TensorSpec:
    """Return the shape that came in, as under Shape on the page of torch.nn.GroupNorm.

    One value for each group is refused, as by `group_norm` of torch/nn/functional.py.
    """
    _group_constraint(args)
    channels, groups = args["num_channels"], args["num_groups"]
    shape = x.shape
    if len(shape) < 2:
        raise ShapeError(takes("GroupNorm", least_dims(2), n_dims(len(shape))))
    # Without a scale torch looks only whether the groups divide the channels that come.
    if shape[1] != channels and (args["affine"] or shape[1] % groups):
        raise wrong_channels("GroupNorm", "num_channels", channels, shape[1])
    if shape[0] * shape[1] == groups and prod(shape[2:]) == 1:
        raise ShapeError(say("layers.layer_norm.one-value", shape=[*shape]))
    if args["affine"]:
        require_norm_dtype("GroupNorm", args, x)
    require("GroupNorm", x, FLOATING)
    return x


def _group_norm_parameters(args: Args) -> tuple[ParameterSpec, ...]:
    """List one scale and shift for each channel: `affine` on the page of torch.nn.GroupNorm."""
    return affine_parameters(args, (args["num_channels"],), args["affine"])


def _normalized_shape(args: Args) -> tuple[int, ...]:
    """Return the sizes; a number is one dim: `LayerNorm.__init__` of torch/nn/modules/normalization.py."""
    shape = args["normalized_shape"]
    return shape if shape.__class__ is tuple else (shape,)


def _check_trailing_sizes(kind: str, args: Args, x: TensorSpec) -> None:
    """Refuse an input whose last sizes differ: `normalized_shape` on the page of torch.nn.LayerNorm."""
    normalized = _normalized_shape(args)
    trailing = x.shape[-len(normalized) :]
    if trailing == normalized:
        return
    problem = say("layers.layer_norm.trailing", name=kind, expected=[*normalized], received=[*x.shape])
    if len(trailing) < len(normalized):
        raise ShapeError(problem)
    fix = int(trailing[0]) if len(trailing) == 1 else [int(n) for n in trailing]
    raise ShapeError(problem, "normalized_shape", fix)


def _layer_norm(args: Args, x: TensorSpec) -> TensorSpec:
    """Return the shape that came in, as under Shape on the page of torch.nn.LayerNorm."""
    _check_trailing_sizes("LayerNorm", args, x)
    if not args["elementwise_affine"]:
        require("LayerNorm", x, FLOATING)
    elif x.dtype != (args["dtype"] or "float32"):
        require_norm_dtype("LayerNorm", args, x)
    return x


def _layer_norm_parameters(args: Args) -> tuple[ParameterSpec, ...]:
    """List weight and bias, shaped as under Attributes on the page of torch.nn.LayerNorm."""
    return affine_parameters(args, _normalized_shape(args), args["elementwise_affine"])


def _rms_norm(args: Args, x: TensorSpec) -> TensorSpec:
    """Return the shape that came in, as under Shape on the page of torch.nn.RMSNorm."""
    _check_trailing_sizes("RMSNorm", args, x)
    require("RMSNorm", x, FLOATING | COMPLEX)
    return x


def _rms_norm_parameters(args: Args) -> tuple[ParameterSpec, ...]:
    """List the one weight that `RMSNorm.__init__` in torch/nn/modules/normalization.py has."""
    if not args["elementwise_affine"]:
        return ()
    return (ParameterSpec("weight", _normalized_shape(args), args["dtype"] or "float32"),)


def _local_response_norm(args: Args, x: TensorSpec) -> TensorSpec:
    """Return the shape that came in, as under Shape on the page of torch.nn.LocalResponseNorm.

    As `local_response_norm` of torch/nn/functional.py: of 3 dims a mean over 2 is taken, of more dims one over 3.
    """
    dims = len(x.shape)
    if dims < 3:
        raise ShapeError(takes("LocalResponseNorm", least_dims(3), n_dims(dims)))
    # `avg_pool2d` and `avg_pool3d` take int64; the arithmetic with the floats alpha, beta and k makes it float32.
    if x.dtype == "int64":
        return TensorSpec(x.shape, "float32")
    require("LocalResponseNorm", x, FLOATING if dims == 3 else frozenset({"float32", "float64"}))
    return x


def _cross_map(args: Args, x: TensorSpec) -> TensorSpec:
    """Return the shape that came in, of 4 dims, as `CrossMapLRN2d` of torch/nn/modules/_functions.py does."""
    expect_dims("CrossMapLRN2d", x, 4)
    require("CrossMapLRN2d", x, FLOATING | COMPLEX)
    return x


def _response(name: str, summary: Later, output: Callable[..., TensorSpec], k: float) -> Kind:
    return Kind(
        name=name,
        category="normalisation",
        summary=summary,
        arguments=(
            size("size", later("layers.layer_norm.size")),
            number("alpha", later("layers.layer_norm.alpha"), 1e-4),
            number("beta", later("layers.layer_norm.beta"), 0.75),
            number("k", later("layers.layer_norm.k"), k),
        ),
        output=output,
        follows=("MaxPool2d", "Conv2d"),
    )


_GROUP_NORM = Kind(
    name="GroupNorm",
    category="normalisation",
    summary=later("layers.GroupNorm"),
    arguments=(
        size("num_groups", later("layers.GroupNorm.num_groups")),
        size("num_channels", FEATURES, auto=second_dim),
        eps(),
        switch("affine", AFFINE, True),
        DTYPE,
        BIAS_ONLY,
    ),
    output=_group_norm,
    parameters=_group_norm_parameters,
    constraint=_group_constraint,
    follows=("ReLU", "GELU", "Conv2d"),
)
_NORMALIZED_SHAPE = Argument(
    name="normalized_shape",
    type="ints",
    minimum=1,
    auto=last_dim,
    help=later("layers.layer_norm.normalized_shape"),
)
_ELEMENTWISE = switch("elementwise_affine", later("layers.layer_norm.elementwise_affine"), True)


def _leaves_samples(args: Args, rank: int) -> bool:
    """Tell whether a dim is left in front of the last D ones, as the page of torch.nn.LayerNorm counts them."""
    shape = args["normalized_shape"]
    return rank > (1 if isinstance(shape, int) else len(shape))


_LAYER_NORM = Kind(
    name="LayerNorm",
    category="normalisation",
    summary=later("layers.LayerNorm"),
    arguments=(
        _NORMALIZED_SHAPE,
        eps(),
        _ELEMENTWISE,
        switch("bias", later("layers.normalisation.bias"), True),
        DTYPE,
    ),
    output=_layer_norm,
    parameters=_layer_norm_parameters,
    by_sample=_leaves_samples,
    follows=("Linear", "MultiheadAttention", "GELU"),
)
_RMS_NORM = Kind(
    name="RMSNorm",
    category="normalisation",
    summary=later("layers.RMSNorm"),
    arguments=(_NORMALIZED_SHAPE, eps(None), _ELEMENTWISE, DTYPE),
    output=_rms_norm,
    parameters=_rms_norm_parameters,
    by_sample=_leaves_samples,
    follows=("Linear", "MultiheadAttention", "SiLU"),
)

KINDS: tuple[Kind, ...] = (
    _GROUP_NORM,
    _LAYER_NORM,
    _RMS_NORM,
    _response(
        "LocalResponseNorm",
        later("layers.LocalResponseNorm"),
        _local_response_norm,
        1.0,
    ),
    _response(
        "CrossMapLRN2d",
        later("layers.CrossMapLRN2d"),
        _cross_map,
        1,
    ),
)
