"""Linear, Bilinear and Identity: the affine maps."""

from __future__ import annotations

from builder.errors import ShapeError
from builder.layers.arguments import BIAS, DTYPE, size
from builder.layers.dtypes import require_dtype
from builder.layers.kind import Args, Argument, Kind, ParameterSpec, TensorSpec, Value


def _linear(args: Args, x: TensorSpec) -> TensorSpec:
    if not x.shape:
        raise ShapeError("Linear takes at least 1 dim and receives a scalar.")
    if x.shape[-1] != args["in_features"]:
        raise ShapeError(
            f"Linear takes {args['in_features']} features and receives {x.shape[-1]}.", "in_features", x.shape[-1]
        )
    require_dtype("Linear", args, x)
    return TensorSpec((*x.shape[:-1], args["out_features"]), x.dtype)


def _linear_parameters(args: Args) -> tuple[ParameterSpec, ...]:
    dtype = args["dtype"] or "float32"
    weight = ParameterSpec("weight", (args["out_features"], args["in_features"]), dtype)
    return (weight, ParameterSpec("bias", (args["out_features"],), dtype)) if args["bias"] else (weight,)


def _linear_multiply_adds(args: Args, inputs: tuple[TensorSpec, ...], output: Value) -> int:
    count: int = args["in_features"] * args["out_features"]
    for n in inputs[0].shape[:-1]:
        count *= n
    return count


def last_dim(args: Args, x: TensorSpec, *_: TensorSpec) -> int:
    """Return the number of features of the incoming tensor, its last dim."""
    if not x.shape:
        raise ShapeError("A scalar has no features.")
    return x.shape[-1]


KINDS = (
    Kind(
        name="Linear",
        category="linear",
        summary="Affine map of the last dim: y = x A^T + b.",
        arguments=(
            size("in_features", "Features of each input sample, its last dim.", auto=last_dim),
            size("out_features", "Features of each output sample."),
            BIAS,
            DTYPE,
        ),
        output=_linear,
        parameters=_linear_parameters,
        multiply_adds=_linear_multiply_adds,
        follows=("ReLU", "GELU", "Dropout", "BatchNorm1d", "LayerNorm"),
    ),
)
