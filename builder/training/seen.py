"""What a run shows of its network while it learns: a file beside its measurements; no torch, so that a page can look.

It is written anew at each look, and no part of it decides anything: a run is the same with it or without.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from builder.atomic_write import write_whole
from builder.training.predictions import Surface
from builder.training.verdicts import Verdict

SEEN = "seen.json"
BINS = 32
MOST_MOMENTS = 48
"""Moments at which one tensor's values are kept; of more, every second goes."""
MOST_TENSORS = 24
"""Tensors whose values are kept, the first in their order."""


class Moment(msgspec.Struct, frozen=True):
    """How values lay after a step: how often between `low` and `high`, in equal bins, as bytes up to 255."""

    step: int
    low: float
    high: float
    counts: bytes


class Weights(msgspec.Struct, frozen=True):
    """One tensor's values over time."""

    key: str
    shape: tuple[int, ...]
    moments: tuple[Moment, ...] = ()


class Look(msgspec.Struct, frozen=True):
    """One look at a network, after a step.

    `updates` has by the path of each module that learns by how much of their size one step has changed its own weights.
    `left_out` counts tensors beyond those of `weights`. `surface` is of a network of two numbers, `text` of a model of
    characters.
    """

    step: int
    verdicts: tuple[Verdict, ...] = ()
    updates: dict[str, float] = {}
    weights: tuple[Weights, ...] = ()
    left_out: int = 0
    classes: tuple[str, ...] = ()
    surface: Surface | None = None
    text: str = ""


def thin_moments(moments: tuple[Moment, ...]) -> tuple[Moment, ...]:
    """Return no more moments than are kept: first and last stay, and of the others every second.

    >>> [one.step for one in thin_moments(tuple(Moment(step, 0, 1, b"") for step in range(MOST_MOMENTS + 2)))][:4]
    [0, 2, 4, 6]
    """
    return moments if len(moments) <= MOST_MOMENTS else (*moments[:-1:2], moments[-1])


def write_seen(folder: Path, seen: Look) -> None:
    """Keep what was seen of a run in its folder."""
    write_whole(folder / SEEN, msgspec.json.encode(seen))


def seen_of(folder: Path) -> Look | None:
    """Return what was last seen of a run; None where nothing was, or where it cannot be read."""
    try:
        return msgspec.json.decode((folder / SEEN).read_bytes(), type=Look)
    except (OSError, msgspec.MsgspecError):
        return None
