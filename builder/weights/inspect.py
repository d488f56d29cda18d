"""Inspects one tensor of a weights file: summary statistics, an excerpt of its values, a histogram."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor

from builder.errors import DocumentError
from builder.sentences import say
from builder.weights.checkpoint import open_file
from builder.weights.tensor_summary import TensorSummary

CHUNK = 2**22
"""Elements that are looked at in one step, so that a large tensor takes little memory."""


def summary(path: str | Path, name: str) -> TensorSummary:
    """Sum up one tensor of a safetensors file; a tied name stands for the tensor it is tied to.

    Args:
        path: of the file.
        name: the tensor's key in the `state_dict`.

    Raises:
        DocumentError: the file has no tensor of that name.
        StorageError: the file is not there, or damaged.
    """
    return summarise(name, read_tensor(path, name))


def read_tensor(path: str | Path, name: str) -> Tensor:
    """Return one tensor of a safetensors file, its memory mapped.

    Args:
        path: of the file, which must stay as it is while the tensor is in use.
        name: the tensor's key in the `state_dict`; a tied one is found by its file's metadata.

    Raises:
        DocumentError: the file has no tensor of that name.
        StorageError: the file is not there, or damaged.
    """
    with open_file(path) as file:
        stored = name if name in file.keys() else (file.metadata() or {}).get(name, "")  # noqa: SIM118 - no mapping
        if stored not in file.keys():  # noqa: SIM118
            raise DocumentError(say("weights.no-tensor", name=name), hint=say("weights.no-tensor.hint"))
        tensor: Tensor = file.get_tensor(stored)
    return tensor


def summarise(
    name: str,
    tensor: Tensor,
    excerpt: tuple[int, int] = (8, 8),
    bins: int = 40,
    bounds: tuple[float, float] | None = None,
) -> TensorSummary:
    """Sum up a tensor, changing nothing.

    Args:
        name: its key in the `state_dict`.
        tensor: of any shape and dtype; of complex numbers the absolute values are looked at.
        excerpt: how many rows and columns of its last two dims are handed back, at most.
        bins: how many bars of equal width the histogram has.
        bounds: the ends of the histogram; the least and the largest finite element when left out.
    """
    flat = tensor.detach().reshape(-1)
    moments = statistics(flat)
    counts, edges = _histogram(flat, bounds or _bounds(moments), bins)
    return TensorSummary(
        name,
        tuple(tensor.shape),
        str(tensor.dtype).removeprefix("torch."),
        moments.mean,
        moments.std,
        moments.min,
        moments.max,
        flat.numel() - moments.finite,
        _excerpt(tensor.detach(), *excerpt),
        counts,
        edges,
    )


def summarise_both(name: str, before: Tensor, after: Tensor) -> tuple[TensorSummary, TensorSummary]:
    """Sum up a tensor as it was and as it is, with histograms over the same edges, so that the two can be compared.

    Args:
        name: its key in the `state_dict`.
        before: as it was.
        after: as it is, of the same shape.
    """
    found = [bound for one in (before, after) for bound in _bounds(statistics(one)) or ()]
    bounds = (min(found), max(found)) if found else None
    return summarise(name, before, bounds=bounds), summarise(name, after, bounds=bounds)


class Moments(NamedTuple):
    """Mean, unbiased standard deviation, bounds, and the number of finite elements they are of."""

    mean: float | None
    std: float | None
    min: float | None
    max: float | None
    finite: int


def statistics(tensor: Tensor, chunk: int = CHUNK) -> Moments:
    """Return the moments of the finite elements, in double precision (Chan et al. 1979).

    Args:
        tensor: of any shape and dtype.
        chunk: how many elements are converted to float64 at a time, 8 bytes each.
    """
    count, mean, squares = 0, 0.0, 0.0
    low, high = float("inf"), float("-inf")
    for part in _chunks(tensor, chunk):
        size = part.numel()
        if not size:
            continue
        deviation = float(part.mean()) - mean
        squares += float(part.var(correction=0)) * size + deviation**2 * count * size / (count + size)
        count += size
        mean += deviation * size / count
        low, high = min(low, float(part.min())), max(high, float(part.max()))
    if not count:
        return Moments(None, None, None, None, 0)
    return Moments(mean, (squares / (count - 1)) ** 0.5 if count > 1 else None, low, high, count)


def _chunks(tensor: Tensor, size: int = CHUNK) -> Iterator[Tensor]:
    flat = tensor.detach().reshape(-1)
    if flat.is_complex():
        flat = flat.abs()
    return (_finite(flat[start : start + size].double()) for start in range(0, flat.numel(), size))


def _finite(chunk: Tensor) -> Tensor:
    fine = torch.isfinite(chunk)
    return chunk if bool(fine.all()) else chunk[fine]


def _bounds(moments: Moments) -> tuple[float, float] | None:
    match moments:
        case Moments(min=float() as low, max=float() as high):
            return low, high
    return None


def _histogram(
    flat: Tensor, bounds: tuple[float, float] | None, bins: int
) -> tuple[tuple[int, ...], tuple[float, ...]]:
    if bounds is None:
        return (), ()
    low, high = bounds
    if low == high:
        low, high = low - 0.5, high + 0.5
    counts = torch.zeros(bins, dtype=torch.float64)
    for chunk in _chunks(flat):
        counts += torch.histc(chunk, bins, low, high)
    edges = torch.linspace(low, high, bins + 1, dtype=torch.float64)
    return tuple(int(n) for n in counts.tolist()), tuple(edges.tolist())


def _excerpt(tensor: Tensor, rows: int, columns: int) -> tuple[tuple[float, ...], ...]:
    while tensor.dim() > 2:
        tensor = tensor[0] if len(tensor) else tensor.flatten(0, 1)
    if tensor.dim() < 2:
        tensor = tensor.reshape(1, -1)
    part = tensor[:rows, :columns]
    return tuple(tuple(row) for row in (part.abs() if part.is_complex() else part).tolist())
