"""The batches of a run in their order: the same for a seed, in any process."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from builder.datasets.stored import DataSet
from builder.training.recipe import Recipe

_HELD = 2**28
"""Bytes of scaled examples that are kept in memory: to scale each batch anew would cost a small network a tenth."""

Rows = npt.NDArray[np.int64]


class Batches(Protocol):
    """What a run needs of its data: see `builder.datasets.prepare`."""

    @property
    def info(self) -> DataSet:
        """What is known of it."""

    @property
    def training(self) -> Rows:
        """The examples that it learns from."""

    @property
    def validation(self) -> Rows:
        """The examples that are kept apart."""

    def batch(self, rows: Rows) -> tuple[Tensor, Tensor]:
        """Return inputs and targets of some examples."""


class Feed:
    """Batches of both parts, on the recipe's device."""

    def __init__(self, prepared: Batches, recipe: Recipe) -> None:
        self._prepared = prepared
        self._recipe = recipe
        self._device = torch.device(recipe.device)
        self._training = torch.from_numpy(np.array(prepared.training, dtype=np.int64))
        self._validation = torch.from_numpy(np.array(prepared.validation, dtype=np.int64))
        self._held = self._all() if self._bytes() <= _HELD else None
        self._order: tuple[int, Tensor] | None = None
        self.count = recipe.batches(len(self._training))

    def _bytes(self) -> int:
        info = self._prepared.info
        sizes: list[Any] = [(info.shape, info.dtype), (info.target_shape, info.target_dtype)]
        each = sum(int(np.prod(shape)) * np.dtype(dtype).itemsize for shape, dtype in sizes)
        return int(each * (len(self._training) + len(self._validation)))

    def _all(self) -> tuple[Tensor, Tensor]:
        """Return all examples, those of training first; rows are then places in this."""
        rows = torch.cat([self._training, self._validation])
        held = self._prepared.batch(rows.numpy())
        count = len(self._training)
        self._training, self._validation = torch.arange(count), torch.arange(count, len(rows))
        return held[0].to(self._device), held[1].to(self._device)

    def rows(self, epoch: int, batch: int) -> Tensor:
        """Return the examples of one batch of an epoch, both counted from 0."""
        if self._order is None or self._order[0] != epoch:
            generator = torch.Generator().manual_seed(self._recipe.seed + epoch)  # as torch's DistributedSampler does
            self._order = epoch, self._training[torch.randperm(len(self._training), generator=generator)]
        size = self._recipe.batch_size
        return self._order[1][batch * size : (batch + 1) * size]

    def group(self, batch: int) -> tuple[int, int]:
        """Return the batch after the last one of the step that a batch belongs to, and the examples of that step.

        Args:
            batch: counted from 0 in its epoch.
        """
        each, size = self._recipe.accumulate, self._recipe.batch_size
        first = batch // each * each
        end = min(first + each, self.count)
        return end, min(end * size, len(self._training)) - first * size

    def validation(self) -> list[Tensor]:
        """Return the examples of the validation part by batches."""
        size = self._recipe.batch_size
        return [self._validation[at : at + size] for at in range(0, len(self._validation), size)]

    def get(self, rows: Tensor) -> tuple[Tensor, Tensor]:
        """Return inputs and targets."""
        if self._held is not None:
            rows = rows.to(self._device)
            return self._held[0].index_select(0, rows), self._held[1].index_select(0, rows)
        inputs, targets = self._prepared.batch(rows.numpy())
        return inputs.to(self._device), targets.to(self._device)
