"""Dropout of elements and of whole channels; active in training only."""

from __future__ import annotations

from builder.errors import ShapeError
from builder.layers.arguments import INPLACE, expect_dims
from builder.layers.dtypes import FLOATING, require
from builder.layers.kind import Args, Argument, Kind, TensorSpec


def _kind(name: str, what: str, dims: tuple[int, ...] = (), least: int = 0, rest: str = "scales up the rest") -> Kind:
    """Describe one class: `dims` it takes (any, when empty), and the `least` it needs once it drops anything."""

    def output(args: Args, x: TensorSpec) -> TensorSpec:
        if dims:
            expect_dims(name, x, *dims)
        if 0 < args["p"] < 1:
            if x.dtype not in FLOATING:
                require(name, x, FLOATING)
            if len(x.shape) < least:
                raise ShapeError(f"{name} takes at least {least} dims and receives {len(x.shape)}.")
        return x

    p = Argument(
        name="p",
        type="float",
        default=0.5,
        minimum=0,
        maximum=1,
        help=f"Probability that {what} is dropped in training.",
    )
    return Kind(
        name=name,
        category="dropout",
        summary=f"In training, drops {what} with probability p and {rest}; in evaluation, nothing.",
        arguments=(p, INPLACE),
        output=output,
        follows=("Linear", "ReLU"),
    )


_ALPHA = "keeps mean and variance, as SELU needs"

KINDS: tuple[Kind, ...] = (
    _kind("Dropout", "each element"),
    _kind("Dropout1d", "each channel of (batch, channels, length)", (2, 3)),
    _kind("Dropout2d", "each channel of (batch, channels, height, width)", least=2),
    _kind("Dropout3d", "each channel of (batch, channels, depth, height, width)", least=1),
    _kind("AlphaDropout", "each element", rest=_ALPHA),
    _kind("FeatureAlphaDropout", "each channel", least=2, rest=_ALPHA),
)
