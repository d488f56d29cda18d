"""A data set of arrays: of `.npy` and IDX files that belong together, or of one `.npz`, `.pt` or safetensors file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from builder.datasets.own.labels import labels_of
from builder.datasets.own.pairs import Pair, pairs_of
from builder.datasets.own.reading import PIECE, Array, Bounds, FileDataSet, Numbers, Reading
from builder.datasets.stored import DataSet
from builder.errors import BuilderError, LimitError
from builder.sentences import say

_CHANNELS = (1, 3, 4)
_MOST_TARGET_BYTES = 2**30


def of_arrays(arrays: Sequence[Array], name: str, reading: Reading, bounds: Bounds) -> FileDataSet:
    """Return the data set that some arrays are; the rows of a test part come last.

    Raises:
        BuilderError: it cannot be told which are inputs and which are targets, or they do not fit.
        LimitError: the targets are too large.
    """
    pairs = pairs_of(arrays, reading.target)
    first = pairs[0].inputs
    for pair in pairs[1:]:
        if pair.inputs.shape[1:] != first.shape[1:] or pair.inputs.dtype != first.dtype:
            raise BuilderError(
                say("datasets.own.parts", one=first.name, other=pair.inputs.name, shape=first.shape[1:]),
                hint=say("datasets.own.parts.hint"),
            )
    values = np.concatenate([_whole(pair.targets) for pair in pairs])
    labels = labels_of(values, pairs[0].targets.name, reading, bounds)
    layout = _Layout(first, reading)
    held_out = sum(pair.inputs.shape[0] for pair in pairs if pair.is_test)
    info = DataSet(
        name=name,
        task="classes" if labels.classes else "numbers",
        shape=layout.shape,
        dtype="int64" if reading.tokens else "float32",
        target_shape=labels.targets.shape[1:] or (() if labels.classes else (1,)),
        target_dtype="int64" if labels.classes else "float32",
        classes=labels.classes,
        held_out=held_out,
    )
    said = [*layout.said, *([say("datasets.own.held-out", count=held_out)] if held_out else [])]
    targets = labels.targets.reshape(-1, *info.target_shape)
    return FileDataSet(info, _inputs(pairs, layout), targets, said)


class _Layout:
    """How examples are laid out in the data set: with a dim of channels in front, where they are pictures."""

    def __init__(self, array: Array, reading: Reading) -> None:
        self.said: list[str] = []
        self._is_last = self._is_added = False
        shape, dtype = array.shape[1:], array.dtype
        self._dtype = _stored_dtype(array, reading)
        if len(shape) == 3 and shape[-1] in _CHANNELS and shape[0] not in _CHANNELS:
            self._is_last = True
            shape = (shape[2], *shape[:2])
            self.said.append(say("datasets.own.channels-last"))
        elif len(shape) == 2 and dtype == np.uint8 and not reading.tokens:
            self._is_added = True
            shape = (1, *shape)
            self.said.append(say("datasets.own.channel-added"))
        self.shape = shape
        if self._dtype.newbyteorder("=") != dtype.newbyteorder("="):
            self.said.append(say("datasets.cast", before=dtype, after=self._dtype))

    def laid_out(self, chunk: Numbers) -> Numbers:
        """Return some rows as they are stored."""
        if self._is_last:
            chunk = np.moveaxis(chunk, -1, 1)
        elif self._is_added:
            chunk = chunk[:, None]
        with np.errstate(over="ignore"):  # what float32 cannot hold is looked for, and said
            return chunk.astype(self._dtype)


def _stored_dtype(array: Array, reading: Reading) -> np.dtype[np.generic]:
    """Return how numbers are stored.

    Raises:
        BuilderError: tokens are to be read of fractions.
    """
    kind, size = array.dtype.kind, array.dtype.itemsize
    if reading.tokens:
        if kind == "f":
            raise BuilderError(
                say("datasets.own.tokens", name=array.name, dtype=array.dtype), hint=say("datasets.own.tokens.hint")
            )
        return np.dtype("i8") if size >= 4 else array.dtype
    return array.dtype if kind != "f" and (size == 1 or array.dtype.newbyteorder("=") == np.uint16) else np.dtype("f4")


def _inputs(pairs: Sequence[Pair], layout: _Layout) -> Iterator[Numbers]:
    for pair in pairs:
        row = 0
        for chunk in pair.inputs.chunks(max(1, PIECE // pair.inputs.row_bytes)):
            made = layout.laid_out(chunk)
            check_finite(made, pair.inputs.name, row)
            row += len(made)
            yield made


def _whole(array: Array) -> Numbers:
    """Return all of an array, which is small.

    Raises:
        BuilderError: one of the numbers is none.
        LimitError: it is larger than targets may be.
    """
    if array.shape[0] * array.row_bytes > _MOST_TARGET_BYTES:
        raise LimitError(say("datasets.own.large-targets", name=array.name), hint=say("datasets.own.fewer.hint"))
    found = np.concatenate(list(array.chunks(max(1, PIECE // array.row_bytes))))
    check_finite(found, array.name, 0)
    return found


def check_finite(chunk: Numbers, name: str, row: int) -> None:
    """Refuse rows with something that is no number, or too large for float32.

    Args:
        chunk: examples along the first dim.
        name: of the file or array, for the message.
        row: that of the first example, counted from 0; the message counts from 1.

    Raises:
        BuilderError: there is one.
    """
    if chunk.dtype.kind == "f" and not bool(np.isfinite(chunk).all()):
        is_odd = ~np.isfinite(chunk).reshape(len(chunk), -1).all(axis=1)
        at = int(np.argmax(is_odd))
        values = chunk[at].ravel()
        value = values[~np.isfinite(values)][0]
        raise BuilderError(
            say("datasets.own.not-finite", name=name, row=row + at + 1, value=str(value)),
            hint=say("datasets.own.not-finite.hint"),
        )
