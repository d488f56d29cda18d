"""Which dtypes a layer or a function accepts, as the CPU does; the meta device does not tell.

The sets that the entries name are as measured with torch 2.13; tests hold every kind against the CPU.
"""

from __future__ import annotations

from builder.catalogue.dtypes import FLOATING, HALF, ORDER
from builder.catalogue.layers.kind import Args, TensorSpec
from builder.catalogue.layers.phrases import join_values, takes
from builder.errors import ShapeError
from builder.sentences import Later, say


def require(kind: str | Later, x: TensorSpec, accepted: frozenset[str]) -> None:
    """Refuse an input whose dtype is not accepted.

    Raises:
        ShapeError: the dtype is not in `accepted`.
    """
    if x.dtype not in accepted:
        raise ShapeError(takes(kind, join_values(dtype for dtype in ORDER if dtype in accepted), x.dtype))


def require_dtype(kind: str, args: Args, x: TensorSpec) -> None:
    """Refuse an input whose dtype is not that of the layer's parameters.

    As `addmm` and `convolution` do on the CPU: torch promotes no operand of theirs (tensor_attributes).

    Raises:
        ShapeError: the two differ.
    """
    expected = args["dtype"] or "float32"
    if x.dtype != expected:
        raise _mismatch(kind, expected, x)


def require_norm_dtype(kind: str, args: Args, x: TensorSpec) -> None:
    """Refuse an input of another dtype than the parameters; float32 ones also take float16 and bfloat16.

    By `check_mixed_data_type` of aten/src/ATen/native/cpu/mixed_data_type.h.

    Raises:
        ShapeError: the CPU has no such mixed kernel.
    """
    expected = args["dtype"] or "float32"
    if x.dtype != expected and (expected != "float32" or x.dtype not in HALF):
        raise _mismatch(kind, expected, x)


def _mismatch(kind: str, expected: str, x: TensorSpec) -> ShapeError:
    problem = say("layers.dtypes.parameters", name=kind, expected=expected, received=x.dtype)
    return ShapeError(problem, "dtype", x.dtype) if x.dtype in FLOATING else ShapeError(problem)
