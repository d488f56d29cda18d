"""What a look at learning rates gives, as data; no torch."""

from __future__ import annotations

import msgspec


class Rates(msgspec.Struct, frozen=True):
    """The loss after a step by each rate, smoothed, and a rate to begin with; None where the loss falls by none."""

    rates: tuple[float, ...]
    losses: tuple[float, ...]
    suggested: float | None
