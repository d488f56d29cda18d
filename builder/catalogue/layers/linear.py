"""Linear, Bilinear and Identity: the affine maps."""

from __future__ import annotations

from builder.catalogue.layers.arguments import BIAS, DTYPE, last_dim, size
from builder.catalogue.layers.dtype_checks import require_dtype
from builder.catalogue.layers.kind import Args, Kind, ParameterSpec, TensorSpec, Value, lazy
from builder.catalogue.layers.phrases import least_dims, n_dims, takes, takes_features
from builder.errors import ShapeError
from builder.sentences import later, say


def _linear(args: Args, x: TensorSpec) -> TensorSpec:
    """Return the shape under Shape on the page of torch.nn.Linear."""
    shape = x.shape
    if not shape:
        raise ShapeError(takes("Linear", least_dims(1), n_dims(0)))
    if shape[-1] != args["in_features"]:
        raise ShapeError(
            takes_features("Linear", args["in_features"], shape[-1]),
            "in_features",
            int(shape[-1]),
        )
    if x.dtype != (args["dtype"] or "float32"):
        require_dtype("Linear", args, x)
    return TensorSpec((*shape[:-1], args["out_features"]), x.dtype)


def _linear_parameters(args: Args) -> tuple[ParameterSpec, ...]:
    """List weight and bias, shaped as under Attributes on the page of torch.nn.Linear."""
    dtype = args["dtype"] or "float32"
    out = args["out_features"]
    weight = ParameterSpec("weight", (out, args["in_features"]), dtype)
    return (weight, ParameterSpec("bias", (out,), dtype)) if args["bias"] else (weight,)


def _linear_multiply_adds(args: Args, inputs: tuple[TensorSpec, ...], output: Value) -> int:
    """Count a product of matrices as `mm_flop` of torch/utils/flop_counter.py does."""
    count: int = args["in_features"] * args["out_features"]
    for n in inputs[0].shape[:-1]:
        count *= n
    return count


def _bilinear(args: Args, x1: TensorSpec, x2: TensorSpec) -> TensorSpec:
    """Return the shape under Shape on the page of torch.nn.Bilinear."""
    for name, x in (("in1_features", x1), ("in2_features", x2)):
        if not x.shape:
            raise ShapeError(takes("Bilinear", least_dims(1), n_dims(0)))
        if x.shape[-1] != args[name]:
            raise ShapeError(
                say("layers.linear.features-of", expected=args[name], input=name[:3], received=x.shape[-1]),
                name,
                int(x.shape[-1]),
            )
    if x1.shape[:-1] != x2.shape[:-1]:
        raise ShapeError(say("layers.linear.all-but-last", one=[*x1.shape], other=[*x2.shape]))
    require_dtype("Bilinear", args, x1)
    require_dtype("Bilinear", args, x2)
    return TensorSpec((*x1.shape[:-1], args["out_features"]), x1.dtype)


def _bilinear_parameters(args: Args) -> tuple[ParameterSpec, ...]:
    """List weight and bias, shaped as under Attributes on the page of torch.nn.Bilinear."""
    dtype = args["dtype"] or "float32"
    out = args["out_features"]
    weight = ParameterSpec("weight", (out, args["in1_features"], args["in2_features"]), dtype)
    return (weight, ParameterSpec("bias", (out,), dtype)) if args["bias"] else (weight,)


def _second_last_dim(args: Args, x1: TensorSpec, x2: TensorSpec) -> int:
    """Return H_in2 under Shape on the page of torch.nn.Bilinear."""
    return last_dim(args, x2)


def _identity(args: Args, x: Value) -> Value:
    """Return what comes in, as under Shape on the page of torch.nn.Identity."""
    return x


LINEAR = Kind(
    name="Linear",
    category="linear",
    summary=later("layers.Linear"),
    arguments=(
        size("in_features", later("layers.linear.in_features"), auto=last_dim),
        size("out_features", later("layers.linear.out_features")),
        BIAS,
        DTYPE,
    ),
    output=_linear,
    parameters=_linear_parameters,
    multiply_adds=_linear_multiply_adds,
    # Each row of (*, H_in) is multiplied alone; of one dim there is no row.
    by_sample=lambda args, rank: rank > 1,
    follows=("ReLU", "GELU", "Dropout", "BatchNorm1d", "LayerNorm"),
)

BILINEAR = Kind(
    name="Bilinear",
    category="linear",
    summary=later("layers.Bilinear"),
    arguments=(
        size("in1_features", later("layers.Bilinear.in1_features"), auto=last_dim),
        size("in2_features", later("layers.Bilinear.in2_features"), auto=_second_last_dim),
        size("out_features", later("layers.linear.out_features")),
        BIAS,
        DTYPE,
    ),
    inputs=("input1", "input2"),
    output=_bilinear,
    # No multiply-adds: torch multiplies elements and sums them, of which torch.utils.flop_counter counts none.
    parameters=_bilinear_parameters,
    follows=("ReLU", "Tanh", "Linear"),
)

IDENTITY = Kind(
    name="Identity",
    category="linear",
    summary=later("layers.Identity"),
    output=_identity,
    shares=True,
    takes_tuples=True,
    follows=("Linear", "ReLU"),
)

KINDS: tuple[Kind, ...] = (LINEAR, lazy(LINEAR, "in_features"), BILINEAR, IDENTITY)
