"""What a person sees of a data set before it is used: first examples, how many of each class, ranges; no torch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from builder.datasets.frames import MODES
from builder.datasets.stored import DataSet, StoredData

FIRST = 24
"""Examples that are shown."""
MOST_RANGES = 64
"""Columns whose ranges are shown."""
_PIECE = 2**22
_PICTURE_DIMS = 3
_BYTE = 255


class Range(msgspec.Struct, frozen=True):
    """The least and the greatest number of a column, and the mean; `name` is "" for all numbers of the inputs."""

    name: str
    least: float
    most: float
    mean: float


class Pictures(msgspec.Struct, frozen=True):
    """Pictures behind each other, as bytes of `(examples, height, width, channels)`, which is `shape`."""

    shape: tuple[int, int, int, int]
    pixels: bytes

    @property
    def array(self) -> npt.NDArray[np.uint8]:
        """The pictures as one array."""
        return np.frombuffer(self.pixels, np.uint8).reshape(self.shape)


class Preview(msgspec.Struct, frozen=True):
    """The first examples and figures of the whole.

    `counts` has the examples of each class, of a text how often each character comes; `answers` are the targets of the
    first examples in words. Of `pictures`, `rows` and `texts` there is what the examples are.
    """

    info: DataSet
    counts: tuple[int, ...]
    ranges: tuple[Range, ...]
    target: Range | None
    answers: tuple[str, ...]
    pictures: Pictures | None = None
    rows: tuple[tuple[float, ...], ...] = ()
    texts: tuple[str, ...] = ()


def preview(stored: StoredData) -> Preview:
    """Look through a data set, in pieces."""
    info = stored.info
    if info.task == "tokens":
        first = (stored.inputs[:FIRST], stored.targets[:FIRST])
        texts, answers = (tuple(_text(info, row) for row in tokens) for tokens in first)
        return Preview(info, _counts(stored.inputs, len(info.classes)), (), None, answers, texts=texts)
    ranges = _ranges(stored)
    if info.classes:
        answers = tuple(info.classes[int(at)] for at in stored.targets[:FIRST])
        made = Preview(info, _counts(stored.targets, len(info.classes)), ranges, None, answers)
    else:
        target = _range("", stored.targets, ())
        answers = tuple(", ".join(f"{value:g}" for value in np.ravel(row)) for row in stored.targets[:FIRST])
        made = Preview(info, (), ranges, target[0], answers)
    if len(info.shape) == 1:
        rows = tuple(tuple(map(float, row[:MOST_RANGES])) for row in stored.inputs[:FIRST])
        return msgspec.structs.replace(made, rows=rows)
    return msgspec.structs.replace(made, pictures=pictures_of(stored.inputs[:FIRST], ranges[0]))


def pictures_of(examples: npt.NDArray[Any], whole: Range) -> Pictures | None:
    """Return examples as pictures, from black at the least number of all to white; None where they are none."""
    if examples.ndim == _PICTURE_DIMS:
        examples = examples[:, None]
    if examples.ndim != _PICTURE_DIMS + 1 or examples.shape[1] not in MODES:
        return None
    least, most = _ends(examples, whole)
    scaled = (examples.astype(np.float64) - least) / ((most - least) or 1.0)
    made = np.asarray(np.moveaxis(np.round(scaled * _BYTE), 1, -1), np.uint8)
    count, height, width, channels = made.shape
    return Pictures((count, height, width, channels), made.tobytes())


def ends_of(stored: StoredData) -> tuple[float, float]:
    """Return the numbers that are black and white in the pictures of a data set."""
    return _ends(stored.inputs, _range("", stored.inputs, ())[0])


def _ends(examples: npt.NDArray[Any], whole: Range) -> tuple[float, float]:
    is_bytes = examples.dtype == np.uint8 and whole.most > _BYTE // 2
    return (0.0, float(_BYTE)) if is_bytes else (whole.least, whole.most)


def _text(info: DataSet, tokens: npt.NDArray[Any]) -> str:
    return "".join(info.classes[int(at)] for at in tokens)


def _counts(values: npt.NDArray[Any], classes: int) -> tuple[int, ...]:
    counts = np.zeros(classes, np.int64)
    for chunk in _chunks(values):
        counts += np.bincount(chunk.ravel(), minlength=classes)
    return tuple(counts.tolist())


def _ranges(stored: StoredData) -> tuple[Range, ...]:
    """Return the ranges of columns, or one of all inputs where they are pictures or the like."""
    shape = stored.info.shape
    if len(shape) != 1:
        return _range("", stored.inputs, ())
    names = stored.info.columns or tuple(str(at + 1) for at in range(shape[0]))
    if len(names) > MOST_RANGES:
        return _range("", stored.inputs, ())
    return _range("", stored.inputs, names)


def _range(name: str, values: npt.NDArray[Any], names: tuple[str, ...]) -> tuple[Range, ...]:
    """Return the ranges of named columns, or without names the one of all numbers."""
    axis = 0 if names else None
    least, most, total = np.inf, -np.inf, 0.0
    for chunk in _chunks(values):
        numbers = chunk.astype(np.float64)
        least, most = np.minimum(least, numbers.min(axis)), np.maximum(most, numbers.max(axis))
        total = total + numbers.sum(axis)
    mean = total / (len(values) if names else values.size)
    if not names:
        return (Range(name, float(least), float(most), float(mean)),)
    found = zip(names, np.asarray(least), np.asarray(most), np.asarray(mean), strict=True)
    return tuple(Range(one, float(low), float(high), float(middle)) for one, low, high, middle in found)


def _chunks(values: npt.NDArray[Any]) -> Iterator[npt.NDArray[Any]]:
    each = max(1, _PIECE // max(1, values[0].size))
    for start in range(0, len(values), each):
        yield values[start : start + each]
