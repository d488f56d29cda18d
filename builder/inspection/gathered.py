"""The statistics of many small tensors, worked out together: one by one each would take two dozen operations."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from builder.inspection.parts import numbers_of
from builder.inspection.report import Statistics
from builder.inspection.statistics import SMALL, by_chunks, is_small, statistics, without_modes

Give: TypeAlias = Callable[[Statistics], None]
PLACES = 4 * SMALL
"""Elements that are looked at together, so that they stay in a processor's cache."""
MOST = 64
"""Tensors that are looked at together: each has a row of its own in the table of exponents."""


class StatisticsQueue:
    """Takes tensors as they are at this moment, and gives their statistics when enough have come, or at `settle`."""

    def __init__(self) -> None:
        self._values: NDArray[np.float32] = np.empty(PLACES, np.float32)
        self._used = 0
        self._shapes: list[tuple[int, ...]] = []
        self._waiting: list[Give] = []

    def add(self, tensor: Tensor, give: Give) -> None:
        """Have `give` called with the statistics of a tensor, at once or later."""
        if not is_small(tensor):
            give(statistics(tensor))
            return
        start, end = self._used, self._used + tensor.numel()
        if end > PLACES or len(self._waiting) == MOST:
            self.settle()
            start, end = 0, tensor.numel()
        with without_modes():
            self._values[start:end] = tensor.detach().numpy().reshape(-1)
        self._used = end
        self._shapes.append(tuple(tensor.shape))
        self._waiting.append(give)

    def settle(self) -> None:
        """Give the statistics of all that wait."""
        if not self._waiting:
            return
        values, shapes, waiting = self._values[: self._used], self._shapes, self._waiting
        self._used, self._shapes, self._waiting = 0, [], []
        start = 0
        for shape, found, give in zip(shapes, numbers_of(values, shapes), waiting, strict=True):
            end = start + math.prod(shape)
            give(found or by_chunks(torch.from_numpy(values[start:end]).view(shape)))
            start = end
