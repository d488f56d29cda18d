"""The shapes of inputs that a person names beside a text: `N, 3, 224, 224` or `N, 64:int64:50257`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple, TypeAlias, cast

from builder.catalogue.dtypes import ORDER
from builder.document.batch import Shape
from builder.document.blocks import BATCH, Dtype
from builder.errors import DocumentError
from builder.sentences import Sentence, say

Shapes: TypeAlias = "str | Sequence[int | str] | Sequence[str | Sequence[int | str]]"
"""One shape or several: each as text, as its dims, or an example; `"N"` is the batch, else the first dim is."""
_MOST = 50
_MOST_DIMS = 16
_DIM = re.compile(r"N|\d{1,9}")


class InputShape(NamedTuple):
    """One of them: its shape, and where they were named its dtype and how many values its integers have."""

    shape: Shape
    dtype: Dtype | None = None
    high: int | None = None


def shapes_of(inputs: Shapes) -> tuple[InputShape, ...]:
    """Read the shapes of inputs.

    >>> shapes_of("N, 64:int64:50257")[0]
    InputShape(shape=('N', 64), dtype='int64', high=50257)
    >>> [one.shape for one in shapes_of([("N", 8), "N x 3"])]
    [('N', 8), ('N', 3)]

    Raises:
        DocumentError: one of them is none.
    """
    if isinstance(inputs, str):
        return (_of_text(inputs),)
    if hasattr(inputs, "dtype"):
        return (_of_example(inputs),)
    if not isinstance(inputs, list | tuple) or not 0 < len(inputs) <= _MOST:
        raise _no_shape(inputs)
    if all(dim == BATCH or isinstance(dim, int) for dim in inputs):
        return (_of_dims(inputs),)
    return tuple(
        _of_text(one) if isinstance(one, str) else _of_example(one) if hasattr(one, "dtype") else _of_dims(one)
        for one in inputs
    )


def _of_example(tensor: Any) -> InputShape:  # noqa: ANN401 - a tensor, where torch is there
    dtype = str(tensor.dtype).removeprefix("torch.")
    if dtype not in ORDER:
        raise _no_shape(dtype)
    return _of_dims(tuple(tensor.shape))._replace(dtype=dtype)  # type: ignore[arg-type]


def _of_text(text: str) -> InputShape:
    sizes, dtype, high, *more = (*text.split(":"), "", "")
    dims = re.split(r"\s*[,x×]\s*|\s+", sizes.strip(" ()[]\t,"))
    known = not dtype or dtype.strip() in ORDER
    if not (dims and known and not any(more) and all(map(_DIM.fullmatch, dims)) and re.fullmatch(r"\d{0,9}", high)):
        raise _no_shape(text)
    shape = _of_dims([dim if dim == BATCH else int(dim) for dim in dims]).shape
    return InputShape(shape, cast("Dtype", dtype.strip()) if dtype else None, int(high) if high else None)


def _of_dims(dims: object) -> InputShape:
    if not isinstance(dims, list | tuple) or not all(
        dim == BATCH or (isinstance(dim, int) and not isinstance(dim, bool) and dim >= 0) for dim in dims[:_MOST_DIMS]
    ):
        raise _no_shape(dims)
    if len(dims) > _MOST_DIMS:
        raise DocumentError(say("document.input.dims", count=len(dims)))
    if dims.count(BATCH) > 1:
        raise DocumentError(say("document.input.batch"), hint=say("document.input.batch.hint"))
    return InputShape(tuple(dims))


def _no_shape(given: object) -> DocumentError:
    names = Sentence(", ".join(ORDER))
    return DocumentError(say("symbols.given-shape", given=given), hint=say("symbols.given-shape.hint", names=names))
