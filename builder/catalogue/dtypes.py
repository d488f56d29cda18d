"""Which dtypes a layer accepts, as the CPU does; the meta device does not tell.

The sets are as measured with torch 2.13; tests hold every kind against the CPU.
"""

from __future__ import annotations

from builder.catalogue.layers.kind import Args, TensorSpec
from builder.catalogue.layers.phrases import joined, takes
from builder.errors import ShapeError
from builder.sentences import Later, say

BYTES = {
    "float32": 4, "float64": 8, "float16": 2, "bfloat16": 2, "int64": 8, "int32": 4, "int16": 2, "int8": 1, "uint8": 1,
    "bool": 1, "complex64": 8,
}  # fmt: skip
"""The dtypes that a document has, in the order in which they are listed, each with the bytes of one element."""
ORDER = tuple(BYTES)
CASTS = {
    "float": "float32", "double": "float64", "half": "float16", "bfloat16": "bfloat16", "long": "int64", "int": "int32",
    "bool": "bool",
}  # fmt: skip
"""What the methods of a tensor that are called after a dtype make of it."""
ALIASES = {**CASTS, "short": "int16"}
"""Names of torch's beside the dtypes' own."""
FLOATING = frozenset({"float32", "float64", "float16", "bfloat16"})
INTEGER = frozenset({"int64", "int32", "int16", "int8", "uint8"})
INDEX = frozenset({"int64", "int32"})
COMPLEX = frozenset({"complex64"})
BOOL = frozenset({"bool"})
ANY = FLOATING | INTEGER | BOOL | COMPLEX
HALF = frozenset({"float16", "bfloat16"})


def require(kind: str | Later, x: TensorSpec, accepted: frozenset[str]) -> None:
    """Refuse an input whose dtype is not accepted.

    Raises:
        ShapeError: the dtype is not in `accepted`.
    """
    if x.dtype not in accepted:
        raise ShapeError(takes(kind, joined(dtype for dtype in ORDER if dtype in accepted), x.dtype))


def require_dtype(kind: str, args: Args, x: TensorSpec) -> None:
    """Refuse an input whose dtype is not that of the layer's parameters.

    Raises:
        ShapeError: the two differ.
    """
    expected = args["dtype"] or "float32"
    if x.dtype != expected:
        raise _mismatch(kind, expected, x)


def require_norm_dtype(kind: str, args: Args, x: TensorSpec) -> None:
    """Refuse an input of another dtype than the parameters; float32 ones also take float16 and bfloat16.

    Raises:
        ShapeError: the CPU has no such mixed kernel.
    """
    expected = args["dtype"] or "float32"
    if x.dtype != expected and (expected != "float32" or x.dtype not in HALF):
        raise _mismatch(kind, expected, x)


def _mismatch(kind: str, expected: str, x: TensorSpec) -> ShapeError:
    problem = say("catalogue.dtypes.parameters", name=kind, expected=expected, received=x.dtype)
    return ShapeError(problem, "dtype", x.dtype) if x.dtype in FLOATING else ShapeError(problem)
