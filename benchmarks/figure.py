"""One line of the table: what was measured here, beside what, under which bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal, TypeAlias

Unit: TypeAlias = Literal["s", "B", "frames/s", "actions"]


@dataclass(frozen=True)
class Figure:
    """A measurement in one unit, sample by sample beside its peer's.

    Args:
        what: what was measured.
        here: our samples, in `unit`.
        peer: what stands beside it.
        beside: the peer's samples, each taken right after ours of the same place; none where there is no peer.
        unit: seconds, bytes, frames a second, or clicks and keys.
        bar: what the design asks for, in its own words; empty where it asks for nothing.
        at_most: the bar as the largest median, in `unit`.
        ratio_at_most: the bar as the largest median ratio of ours to the peer's.
        ratio_at_least: the bar as the smallest such ratio.
    """

    what: str
    here: Sequence[float]
    peer: str = ""
    beside: Sequence[float] = ()
    unit: Unit = "s"
    bar: str = ""
    at_most: float | None = None
    ratio_at_most: float | None = None
    ratio_at_least: float | None = None

    @property
    def ratios(self) -> list[float]:
        """Ours over the peer's, sample by sample."""
        return [here / beside for here, beside in zip(self.here, self.beside, strict=False) if beside]

    @property
    def met(self) -> bool | None:
        """Whether the medians meet the bar; None where there is none."""
        middle = median(self.ratios) if self.ratios else None
        verdicts = [
            None if self.at_most is None else median(self.here) <= self.at_most,
            None if self.ratio_at_most is None or middle is None else middle <= self.ratio_at_most,
            None if self.ratio_at_least is None or middle is None else middle >= self.ratio_at_least,
        ]
        known = [verdict for verdict in verdicts if verdict is not None]
        return all(known) if known else None


@dataclass(frozen=True)
class Missing:
    """A figure that could not be taken, and why."""

    what: str
    why: str


Line: TypeAlias = Figure | Missing
