"""What an operation of NumPy will make is looked at before it is run, and held against the limits of a namespace."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, cast

import numpy as np

if TYPE_CHECKING:
    from builder.interpreter.arrays.namespace import ArrayNamespace
    from builder.interpreter.interpreter import Interpreter

_STEPS = 20
"""Multiply-adds that an element of a result may take."""


def namespace(interpreter: Interpreter) -> ArrayNamespace:
    """Return the namespace, which has arrays."""
    return cast("ArrayNamespace", interpreter.host)


def look(interpreter: Interpreter, is_product: bool, *values: Any) -> None:  # noqa: ANN401 - values of NumPy
    """Look at an operation before it is run.

    Raises:
        Failure: its result or its multiply-adds are too many.
    """
    shapes = [np.shape(value) for value in values if isinstance(value, np.ndarray | list)]
    largest = max((math.prod(shape) for shape in shapes), default=1)
    if is_product and len(shapes) == 2:
        inner = max(shapes[0][-1] if shapes[0] else 1, 1)
        count = math.prod(shapes[0]) * math.prod(shapes[1]) // inner**2
        reserve(interpreter, max(count, largest), max(count * inner, largest))
        return
    try:
        count = math.prod(np.broadcast_shapes(*shapes))
    except ValueError:  # which NumPy says too
        count = largest
    reserve(interpreter, count, count * _STEPS)


def look_at_part(interpreter: Interpreter, shape: tuple[int, ...], key: Any) -> None:  # noqa: ANN401 - an index
    """Look at the elements that an index picks, which may be more than there are.

    Raises:
        Failure: they are too many.
    """
    arrays = [np.asarray(part) for part in (key if isinstance(key, tuple) else (key,)) if _picks(part)]
    taken = sum(part.ndim if part.dtype == bool else 1 for part in arrays)
    picked = max((part.size for part in arrays), default=1)
    spread = math.prod(max(part.size, 1) for part in arrays) if len({part.shape for part in arrays}) > 1 else picked
    # Which dims the arrays index is not asked: taken as the smallest, so that no fewer elements are counted.
    rest = sorted(shape)[taken:] if arrays else shape
    count = spread * math.prod(rest)
    reserve(interpreter, count, count)


def _picks(part: Any) -> bool:  # noqa: ANN401 - part of an index
    return isinstance(part, list | np.ndarray)


def reserve(interpreter: Interpreter, count: int, work: int) -> None:
    """Hold a result against the limits of the namespace.

    Raises:
        Failure: it is too large.
    """
    namespace(interpreter).reserve(interpreter, count, work)
    interpreter.budget.spend(10)
