"""What is shown of one tensor; no torch, so that a page can read it."""

from __future__ import annotations

import msgspec


class TensorSummary(msgspec.Struct, frozen=True):
    """The numbers of one tensor, and a part of its values.

    `std` is the unbiased standard deviation, as torch's; the numbers are None for an empty tensor and look at finite
    elements only. `excerpt` holds the first elements along each of the last two dims, in rows. `edges` has one entry
    more than `counts`.
    """

    name: str
    shape: tuple[int, ...]
    dtype: str
    mean: float | None
    std: float | None
    min: float | None
    max: float | None
    not_finite: int
    excerpt: tuple[tuple[float, ...], ...]
    counts: tuple[int, ...]
    edges: tuple[float, ...]
