"""Which dtypes a layer accepts, as the CPU does; the meta device does not tell."""

from __future__ import annotations

from builder.errors import ShapeError
from builder.layers.kind import Args, TensorSpec

FLOATING = frozenset({"float32", "float64", "float16", "bfloat16"})
INTEGER = frozenset({"int64", "int32", "int16", "int8", "uint8"})


def require_dtype(kind: str, args: Args, x: TensorSpec) -> None:
    """Refuse an input whose dtype is not that of the layer's parameters.

    Raises:
        ShapeError: the two differ.
    """
    expected = args["dtype"] or "float32"
    if x.dtype != expected:
        raise ShapeError(
            f"{kind} has {expected} parameters and receives {x.dtype}.",
            *(("dtype", x.dtype) if x.dtype in FLOATING else ()),
        )
