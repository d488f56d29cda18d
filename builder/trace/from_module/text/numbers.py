"""Writes the numbers of a buffer: as they are, or as runs where these are far fewer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor

MOST = 40_000
"""Numbers that a text spells out for one buffer."""
_FEW = 512
"""Numbers that are spelled out as they are."""


class Runs(NamedTuple):
    """Equal neighbours in a tensor or, `summed`, in the steps from row to row: each value once, with its count."""

    values: list[bool | int | float]
    counts: list[int]
    summed: bool


def tensor_literal(tensor: Tensor) -> Any:  # noqa: ANN401 - nested lists, runs or None
    """Return the numbers of a tensor as nested lists, or as runs; None where both are too long."""
    if tensor.numel() <= _FEW:
        return plain(tensor)
    shortest = min(_ways(tensor), key=lambda runs: len(runs.values), default=None)
    if shortest is not None and 4 * len(shortest.values) <= tensor.numel() and 2 * len(shortest.values) <= MOST:
        return shortest
    return plain(tensor) if tensor.numel() <= MOST else None


def _ways(tensor: Tensor) -> Iterator[Runs]:
    if tensor.is_floating_point() and bool((torch.signbit(tensor) & (tensor == 0)).any()):
        return  # a run of zeros knows no -0.0
    yield _runs(tensor, False)
    if tensor.dim() > 1 and tensor.dtype == torch.int64:
        yield _runs(torch.cat([tensor[:1], tensor[1:] - tensor[:-1]]), True)


def _runs(tensor: Tensor, summed: bool) -> Runs:
    values, counts = torch.unique_consecutive(tensor.flatten(), return_counts=True)
    return Runs(plain(values), counts.tolist(), summed)


def plain(tensor: Tensor) -> Any:  # noqa: ANN401 - a number, or nested lists of them
    """Return the numbers as lists; those of float32 with no more digits than tell them apart."""
    return _short(tensor.detach().cpu().numpy()) if tensor.dtype == torch.float32 else tensor.tolist()


def _short(array: np.ndarray) -> Any:  # noqa: ANN401
    return [_short(row) for row in array] if array.ndim else float(str(array))
