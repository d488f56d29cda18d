"""What was measured of steps, read from tensors a few steps later, so that no step waits for a number."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import torch
from torch import Tensor

from builder.training.records import Record, StepRecord


class Step(NamedTuple):
    """What is known at the end of a step without asking a tensor."""

    step: int
    epoch: int
    rate: float
    norm: Tensor | None


class _Part(NamedTuple):
    """One batch: its share of the step's loss, its examples, how many targets were compared, and the step it ends."""

    share: float
    rows: int
    targets: int
    ends: Step | None


class Sums(NamedTuple):
    """What is added up of an epoch: losses by examples, examples, and targets met of targets."""

    loss: float = 0.0
    rows: int = 0
    correct: int = 0
    targets: int = 0


class Meter:
    """Gathers what batches gave; `read` turns it into records.

    Args:
        emit: is given each record.
        stride: steps that make one record.
    """

    def __init__(self, emit: Callable[[Record], None], stride: int = 1) -> None:
        self._emit = emit
        self._stride = stride
        self._losses: list[Tensor] = []
        self._correct: list[Tensor] = []
        self._parts: list[_Part] = []
        self._sums = Sums()
        self._step_loss = 0.0
        self._stride_loss = 0.0
        self._stride_steps = 0
        self.is_lost = False
        """Whether a loss was no finite number."""

    def add(self, loss: Tensor, correct: Tensor | None, share: float, counts: tuple[int, int]) -> None:
        """Keep what one batch gave.

        Args:
            loss: one number, not attached to a graph.
            correct: how many targets were met; None where there is no accuracy.
            share: what this batch weighs in the loss of its step: its share of the examples, or 1 for a sum.
            counts: the examples of the batch, and its targets.
        """
        self._losses.append(loss)
        if correct is not None:
            self._correct.append(correct)
        self._parts.append(_Part(share, *counts, None))

    def end_step(self, step: Step) -> None:
        """Note that the batches since the last one made a step."""
        self._parts[-1] = self._parts[-1]._replace(ends=step)

    def read(self) -> None:
        """Turn all that was gathered into numbers and records, in order."""
        if not self._parts:
            return
        losses = torch.stack(self._losses).tolist()
        correct = torch.stack(self._correct).tolist() if self._correct else [0] * len(losses)
        for loss, met, part in zip(losses, correct, self._parts, strict=True):
            self._fold(loss, met, part)
        self._losses, self._correct, self._parts = [], [], []

    def _fold(self, loss: float, met: int, part: _Part) -> None:
        before = self._sums
        self._sums = Sums(
            before.loss + loss * part.rows, before.rows + part.rows, before.correct + met, before.targets + part.targets
        )
        self.is_lost |= not math.isfinite(loss)
        self._step_loss += loss * part.share
        if part.ends is None:
            return
        self._stride_loss += self._step_loss
        self._stride_steps += 1
        self._step_loss = 0.0
        if self._stride_steps >= self._stride:
            mean = self._stride_loss / self._stride_steps
            norm = None if part.ends.norm is None else float(part.ends.norm)
            self._emit(StepRecord(part.ends.step, part.ends.epoch, mean, part.ends.rate, norm))
            self._stride_loss, self._stride_steps = 0.0, 0

    def end_epoch(self) -> Sums:
        """Return the sums of the epoch and begin the next one's."""
        self.read()
        sums, self._sums = self._sums, Sums()
        return sums

    def state(self) -> dict[str, Any]:
        """Return what is to be known to go on."""
        self.read()
        return {
            "sums": tuple(self._sums),
            "step": self._step_loss,
            "stride": (self._stride_loss, self._stride_steps),
            "is_lost": self.is_lost,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a state, without what was gathered since."""
        self._losses, self._correct, self._parts = [], [], []
        self._sums = Sums(*state["sums"])
        self._step_loss = state["step"]
        self._stride_loss, self._stride_steps = state["stride"]
        self.is_lost = state["is_lost"]
