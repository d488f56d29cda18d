"""What a run measures: lines of its curves, as data; no torch."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

MOST_STEPS = 20_000
"""Points of a curve by steps: a longer run has one for the mean of several steps, so that a page reads it at once."""


class StepRecord(msgspec.Struct, frozen=True, tag="step", omit_defaults=True):
    """One step, or the mean of several: `step` counts from 1, `epoch` from 0; `norm` is that of all gradients."""

    step: int
    epoch: int
    loss: float
    rate: float
    norm: float | None = None


class EpochRecord(msgspec.Struct, frozen=True, tag="epoch", omit_defaults=True):
    """One epoch, counted from 1: means over its examples, as the network was while it learned from them.

    `loss` and `accuracy` of the validation part are those of the network at the end of the epoch, in eval mode.
    """

    epoch: int
    step: int
    train_loss: float
    train_accuracy: float | None = None
    loss: float | None = None
    accuracy: float | None = None
    rate: float = 0.0
    is_best: bool = False


class TimeRecord(msgspec.Struct, frozen=True, tag="time"):
    """How many seconds a run had trained at a step."""

    step: int
    seconds: float


Record: TypeAlias = StepRecord | EpochRecord
