"""What targets are: numbers, or classes and which; the same for tables and arrays."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from builder.datasets.own.reading import Bounds, Numbers, Reading
from builder.errors import BuilderError, LimitError
from builder.sentences import say

FEW = 20
"""Different whole numbers up to which numbers with a decimal point count as classes."""


class Labels(NamedTuple):
    """Targets as they are stored."""

    targets: Numbers
    classes: tuple[str, ...]


def labels_of(values: Numbers, name: str, reading: Reading, bounds: Bounds) -> Labels:
    """Return numbers as targets: whole ones of few values are classes, unless something else is asked for.

    Raises:
        BuilderError: classes are asked for, and there are fractions.
        LimitError: there are too many classes.
    """
    values = values[:, 0] if values.ndim == 2 and values.shape[1] == 1 else values
    found = _whole(values) if values.ndim == 1 and reading.task != "numbers" else None
    if reading.task == "classes":
        if found is None:
            raise BuilderError(say("datasets.own.fractions", name=name), hint=say("datasets.own.fractions.hint"))
        if len(found) > bounds.classes:
            raise LimitError(
                say("datasets.own.many-classes", name=name, count=len(found), most=bounds.classes),
                hint=say("datasets.own.many-classes.hint"),
            )
    is_counted = values.dtype.kind in "biu"
    if found is None or (reading.task == "auto" and len(found) > (bounds.classes if is_counted else FEW)):
        return Labels(values.astype(np.float32), ())
    indices = np.searchsorted(found, values.astype(np.int64))
    return Labels(narrow(indices, len(found)), tuple(map(str, found.tolist())))


def narrow(indices: Numbers, count: int) -> Numbers:
    """Return the numbers of classes in as few bytes as hold them."""
    return indices.astype(np.uint8 if count <= 2**8 else np.uint16 if count <= 2**16 else np.int32)


def _whole(values: Numbers) -> Numbers | None:
    """Return the different values in order, where all of them are whole."""
    if values.dtype.kind == "f" and not bool((values == np.round(values)).all()):
        return None
    if values.dtype.kind == "f" and bool((np.abs(values) > 2**53).any()):
        return None
    if values.dtype == np.uint64 and bool((values >= 2**63).any()):
        return None
    return np.unique(values.astype(np.int64))
