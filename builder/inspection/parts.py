"""The numbers of the parts of one array, and what becomes of them: NumPy works out many small parts at once."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from builder.inspection.report import Histogram, Statistics

EXPONENT_BITS = 23
"""The bits of a float32 behind its exponent."""
_BIAS = 127
SIGN = 256
"""How far the shifted bits of negative numbers lie below those of positive ones."""


class Moments(NamedTuple):
    """The sums of finite elements; `squares` are of the distances from their mean."""

    finite: int
    mean: float
    squares: float
    low: float
    high: float
    magnitude: float
    nonzero: float


def numbers_of(values: NDArray[np.float32], shapes: list[tuple[int, ...]]) -> list[Statistics | None]:
    """Return the statistics of tensors of these shapes whose elements follow each other, none of them empty.

    It is None of one that has something infinite, or sums that float32 has not.

    Args:
        values: one dim, on the CPU, as long as all the shapes together.
        shapes: of the tensors, in the order of their elements in `values`.
    """
    counts = np.array([math.prod(shape) for shape in shapes])
    with np.errstate(all="ignore"):
        moments = _moments(values, counts)
    return [
        None if found is None else statistics_of(shape, "float32", 4 * found.finite, found, histogram)
        for shape, found, histogram in zip(shapes, moments, _histograms(values, counts), strict=True)
    ]


def statistics_of(shape: tuple[int, ...], dtype: str, size: int, moments: Moments, histogram: Histogram) -> Statistics:
    """Return the statistics of a tensor of `size` bytes by the sums of its elements, some of which are finite.

    Args:
        shape: of the whole tensor.
        dtype: torch's name without `torch.`, such as `float32`.
        size: bytes of the elements.
        moments: of the finite elements, of which there is at least one.
        histogram: of the magnitudes.
    """
    count, finite = math.prod(shape), moments.finite
    return Statistics(
        shape,
        dtype,
        size,
        moments.mean,
        math.sqrt(moments.squares / (finite - 1)) if finite > 1 else None,
        moments.low,
        moments.high,
        moments.magnitude / finite,
        (finite - moments.nonzero) / count,
        count - finite,
        histogram,
    )


def _moments(values: NDArray[np.float32], counts: NDArray[Any]) -> list[Moments | None]:
    """Return the sums of each part, None where they tell nothing."""
    starts = np.cumsum(counts) - counts
    low, high = np.minimum.reduceat(values, starts), np.maximum.reduceat(values, starts)
    means = np.add.reduceat(values, starts) / counts
    apart = values - np.repeat(means.astype(np.float32), counts)
    squares = np.add.reduceat(np.square(apart, out=apart), starts)
    magnitudes = np.add.reduceat(np.abs(values, out=apart), starts)
    magnitudes = np.where((low < 0) & (high > 0), magnitudes, np.abs(means) * counts)
    nonzero = np.add.reduceat(values != 0, starts, dtype=np.intp)
    is_plain = np.isfinite(low) & np.isfinite(high) & np.isfinite(squares) & np.isfinite(magnitudes)
    columns = (counts, means, squares, low, high, magnitudes, nonzero)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return [Moments(*row) if plain else None for plain, row in zip(is_plain.tolist(), rows, strict=True)]


def _histograms(values: NDArray[np.float32], counts: NDArray[Any]) -> list[Histogram]:
    keys = (values.view(np.uint32) >> EXPONENT_BITS).astype(np.intp)
    keys += np.repeat(np.arange(len(counts)) * (2 * SIGN), counts)
    table = np.bincount(keys, minlength=len(counts) * 2 * SIGN).reshape(len(counts), 2 * SIGN)
    return [histogram_of(row, count) for row, count in zip(table, counts.tolist(), strict=True)]


def histogram_of(counts: NDArray[np.intp], of: int) -> Histogram:
    """Return the histogram of how often each sign and exponent is there, of so many elements.

    Args:
        counts: one for each of the bit patterns of sign and exponent of float32, `2 * SIGN` of them.
        of: how many elements were counted.
    """
    # The last exponent of each sign is that of infinities and NaN, the first that of zeros and subnormal numbers.
    both = counts[1 : SIGN - 1] + counts[SIGN + 1 : 2 * SIGN - 1]
    found = both.nonzero()[0]
    first, last = (int(found[0]) + 1, int(found[-1]) + 2) if len(found) else (_BIAS, _BIAS)
    return Histogram(
        first - _BIAS,
        tuple(counts[SIGN + first : SIGN + last].tolist()),
        tuple(counts[first:last].tolist()),
        int(counts[0] + counts[SIGN]),
        of,
    )
