"""What happens to shapes and dtypes when tensors meet in arithmetic: broadcasting and type promotion.

Rules: https://docs.pytorch.org/docs/stable/notes/broadcasting.html and .../tensor_attributes.html#type-promotion-doc.
"""

from __future__ import annotations

from functools import reduce
from itertools import zip_longest

from builder.catalogue.dtypes import ANY_COMPLEX, FLOATING, INTEGER
from builder.catalogue.layers.kind import TensorSpec
from builder.catalogue.layers.phrases import join_values
from builder.errors import ShapeError
from builder.sentences import say

_WIDE = frozenset({"float32", "float64", "bfloat16", "complex64", "complex128"})
"""What complex32 gives way to."""


def broadcast(kind: str, *shapes: tuple[int, ...]) -> tuple[int, ...]:
    """Return the shape that all `shapes` expand to.

    By the rules under General semantics on the page of broadcasting.

    >>> broadcast("L1Loss", (3, 1), (4,))
    (3, 4)

    Args:
        kind: the layer or function that a refusal names.
        shapes: the sizes of all dims of each tensor, batch included.

    Raises:
        ShapeError: two dims differ and neither is 1.
    """
    dims = []
    for column in zip_longest(*(reversed(shape) for shape in shapes), fillvalue=1):
        wanted = [n for n in column if n != 1] or [*column]
        # A dim that is marked as the batch stays so: it is an int of a class of its own.
        wide = next((n for n in wanted if n.__class__ is not int), wanted[0])
        if any(n not in (1, wide) for n in column):
            raise ShapeError(say("layers.broadcasting", name=kind, shapes=join_values(map(list, shapes))))
        dims.append(wide)
    return tuple(reversed(dims))


def broadcast_result(kind: str, *tensors: TensorSpec) -> TensorSpec:
    """Return what comes of arithmetic on tensors that are expanded before it, so that none counts as a scalar.

    As by torch.broadcast_tensors, which the losses of torch/nn/functional.py call first.

    Raises:
        ShapeError: they do not broadcast.
    """
    shape = broadcast(kind, *(x.shape for x in tensors))
    return TensorSpec(shape, reduce(_promote, (x.dtype for x in tensors)))


def promote(*tensors: TensorSpec) -> str:
    """Return the dtype of an arithmetic result; a scalar counts only where it is of a higher category.

    As under type promotion on the page of torch.dtype (tensor_attributes).

    >>> promote(TensorSpec((3,), "float16"), TensorSpec((), "float32"))
    'float16'
    """
    high = [x.dtype for x in tensors if x.shape]
    low = [x.dtype for x in tensors if not x.shape]
    if not high or not low:
        return reduce(_promote, high or low)
    first, second = reduce(_promote, high), reduce(_promote, low)
    if first in FLOATING:
        return _complex(first) if second in ANY_COMPLEX else first
    if first == "bool" or (first in INTEGER and second not in INTEGER):
        return _promote(first, second)
    return first


def _promote(a: str, b: str) -> str:
    """Return what two dtypes are promoted to, by the table of `promoteTypes` (c10/core/ScalarType.cpp)."""
    if a == b:
        return a
    both = {a, b}
    if "complex32" in both and not both & _WIDE:
        return "complex32"
    if both & ANY_COMPLEX:
        return "complex128" if both & {"float64", "complex128"} else "complex64"
    if both & FLOATING:
        found = both & FLOATING
        if len(found) == 1:
            return found.pop()
        return "float64" if "float64" in found else "float32"
    if "bool" in both:
        return (both - {"bool"}).pop()
    return "int16" if both == {"int8", "uint8"} else next(d for d in ("int64", "int32", "int16", "int8") if d in both)


def _complex(dtype: str) -> str:
    """Return the dtype of a tensor of `dtype` and a complex scalar.

    By the corresponding complex dtypes of `elementwise_dtypes` in torch/_prims_common/__init__.py.
    """
    return {"float16": "complex32", "float64": "complex128"}.get(dtype, "complex64")


def to_real(dtype: str) -> str:
    """Return the dtype of an absolute value: COMPLEX_TO_FLOAT of torch/_prims_common/__init__.py."""
    return {"complex32": "float16", "complex64": "float32", "complex128": "float64"}.get(dtype, dtype)


def to_floating(dtype: str) -> str:
    """Return the dtype that an integer or bool becomes in `exp`, `log` or a sum with 0.5.

    By INT_TO_FLOAT of torch/_prims_common/__init__.py, with the default dtype float32.
    """
    return "float32" if dtype in INTEGER or dtype == "bool" else dtype
