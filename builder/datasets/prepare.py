"""A stored data set as batches of tensors: split in two parts, scaled by the statistics of the first.

The split is drawn from the bits of PCG64 itself, which NumPy promises to keep, and statistics are added up in
float64 in a fixed order: the same data, seed and scaling give the same batches, to the bit, in any process.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

import msgspec
import numpy as np
import numpy.typing as npt

from builder.datasets.stored import DataSet, StoredData
from builder.errors import BuilderError
from builder.sentences import say

if TYPE_CHECKING:
    from torch import Tensor

_CHUNK = 2**22
"""Numbers that are looked at in one piece; it is a part of what decides the last bit of a mean."""
_PICTURE_DIMS = 3
_STREAM = 1
"""Apart from the bits by which data are drawn: by the same ones a part would hold the rows of the least numbers."""
_CONSTANT = 1e-7
"""What is spread by less than this share of its size is constant: float32 tells no more apart."""

Rows: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float32]


class Preparation(msgspec.Struct, frozen=True):
    """How a data set becomes batches.

    `validation` is the share of rows that is kept apart. `scaling`: "standard" gives mean 0 and standard deviation 1,
    "unit" 0 to 1, each by the training part alone and for each feature of a row, channel of a picture, or all of a
    matrix. Whole numbers (tokens) are never scaled. `targets` is for those that are numbers, each by itself.
    """

    validation: float = 0.2
    seed: int = 0
    scaling: Literal["none", "unit", "standard"] = "standard"
    targets: Literal["none", "standard"] = "none"


class PreparedData(NamedTuple):
    """Batches of a stored data set: the rows of both parts, and what is taken off inputs and divides them.

    `target_mean` and `target_std` are the same for targets, and leave those that are not scaled as they are.
    """

    stored: StoredData
    training: Rows
    validation: Rows
    mean: Floats
    std: Floats
    target_mean: Floats
    target_std: Floats
    scales_targets: bool = False

    @property
    def info(self) -> DataSet:
        """What is known of the data set."""
        return self.stored.info

    def batch(self, rows: Rows) -> tuple[Tensor, Tensor]:
        """Return the scaled inputs of some rows and their targets; a row is the same in whatever batch it comes."""
        import torch

        inputs = self._scaled(self.stored.inputs[rows].astype(self.info.dtype))
        targets = self.stored.targets[rows].astype(self.info.target_dtype)
        if self.scales_targets:
            targets -= self.target_mean
            targets /= self.target_std
        return torch.from_numpy(inputs), torch.from_numpy(targets)

    def scaled(self, inputs: Tensor) -> Tensor:
        """Return inputs in the units of the data as a network that has learned from them takes them."""
        import torch

        return torch.from_numpy(self._scaled(inputs.numpy().astype(self.info.dtype)))

    def _scaled(self, inputs: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Scale inputs in place."""
        if self.info.dtype == "float32":
            inputs -= self.mean
            inputs /= self.std
        return inputs


def prepare(stored: StoredData, preparation: Preparation) -> PreparedData:
    """Split a data set and find out by what its inputs and targets are scaled.

    Where its files set a test part apart, that is the validation part, and the others train.

    Args:
        stored: an open data set; the first dim of its arrays counts examples.
        preparation: its `validation` is a share of the rows, 0 or more and below 1; `seed` says which.

    Raises:
        BuilderError: a part would be empty.
    """
    training, validation = _parts(stored.info, preparation)
    mean, std = _offset_and_scale(stored, training, preparation)
    scales = preparation.targets == "standard" and stored.info.task == "numbers"
    shape = stored.info.target_shape
    units = np.zeros(shape, np.float32), np.ones(shape, np.float32)
    if scales:
        units = _usable(*_moments(_Numbers(stored.targets, np.sort(training), shape), shape))
    return PreparedData(stored, training, validation, mean, std, *units, scales)


def _parts(info: DataSet, preparation: Preparation) -> tuple[Rows, Rows]:
    if 0 < info.held_out < info.rows:
        rows = np.arange(info.rows, dtype=np.int64)
        return rows[: -info.held_out], rows[-info.held_out :]
    return _split_rows(info.rows, preparation)


def _split_rows(rows: int, preparation: Preparation) -> tuple[Rows, Rows]:
    share = preparation.validation
    count = round(rows * share) if 0 <= share < 1 else rows
    if count >= rows or (share > 0 and count == 0):
        raise BuilderError(
            say("datasets.prepare.share", share=share, rows=rows), hint=say("datasets.prepare.share.hint")
        )
    # Sorting the bits that the generator gives: `permutation` may change between versions of NumPy, these do not.
    bits = np.random.PCG64((_STREAM, preparation.seed % 2**63)).random_raw(rows)
    order = np.argsort(bits, kind="stable").astype(np.int64)
    return order[count:], order[:count]


def _offset_and_scale(stored: StoredData, training: Rows, preparation: Preparation) -> tuple[Floats, Floats]:
    """Return what is taken off and what divides, shaped so that both spread over a batch."""
    shape = _statistics_shape(stored.info.shape)
    if preparation.scaling == "none" or stored.info.dtype != "float32":
        return np.zeros(shape, np.float32), np.ones(shape, np.float32)
    statistics = _range if preparation.scaling == "unit" else _moments
    # Sorted, as they lie on disk.
    return _usable(*statistics(_Numbers(stored.inputs, np.sort(training), stored.info.shape), shape))


def _usable(offset: npt.NDArray[Any], width: npt.NDArray[Any]) -> tuple[Floats, Floats]:
    """Return what can be taken off and divide: nothing is divided by the width of what is constant."""
    is_constant = width <= _CONSTANT * np.abs(offset)
    return np.asarray(offset, np.float32), np.where(is_constant, 1, width).astype(np.float32)


def _statistics_shape(shape: tuple[int, ...]) -> tuple[int, ...]:
    if len(shape) <= 1:
        return shape
    return (shape[0], *(1 for _ in shape[1:])) if len(shape) == _PICTURE_DIMS else tuple(1 for _ in shape)


class _Numbers(NamedTuple):
    """Some rows of an array, each of one shape."""

    array: npt.NDArray[Any]
    rows: Rows
    shape: tuple[int, ...]

    @property
    def each(self) -> int:
        return int(np.prod(self.shape))

    def chunks(self) -> Iterator[npt.NDArray[np.float64]]:
        at_once = max(1, _CHUNK // max(1, self.each))
        for start in range(0, len(self.rows), at_once):
            yield self.array[self.rows[start : start + at_once]].astype(np.float64)


def _axes(shape: tuple[int, ...]) -> tuple[int, ...]:
    return (0, *(at + 1 for at, size in enumerate(shape) if size == 1 and len(shape) > 1))


def _moments(numbers: _Numbers, shape: tuple[int, ...]) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """Return the mean and the standard deviation, in two passes, as one pass cancels digits."""
    axes, each = _axes(shape), len(numbers.rows) * (numbers.each // max(1, int(np.prod(shape))))
    total = np.zeros(shape)
    for chunk in numbers.chunks():
        total += chunk.sum(axis=axes).reshape(shape)
    mean = total / each
    squares = np.zeros(shape)
    for chunk in numbers.chunks():
        chunk -= mean
        squares += np.square(chunk, out=chunk).sum(axis=axes).reshape(shape)
    return mean, np.sqrt(squares / each)


def _range(numbers: _Numbers, shape: tuple[int, ...]) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    axes = _axes(shape)
    least, most = np.full(shape, np.inf), np.full(shape, -np.inf)
    for chunk in numbers.chunks():
        least = np.minimum(least, chunk.min(axis=axes).reshape(shape))
        most = np.maximum(most, chunk.max(axis=axes).reshape(shape))
    return least, most - least
