"""Which inputs take a picture, and of what size; no torch, so that a page can ask."""

from __future__ import annotations

from math import isqrt
from typing import NamedTuple

from builder.document.blocks import BATCH, Input

MODES = {1: "L", 3: "RGB", 4: "RGBA"}
"""Pillow's name for a picture of so many channels."""


class Frame(NamedTuple):
    """What an input takes of a picture: channels, height and width."""

    channels: int
    height: int
    width: int


def frame_of(entry: Input) -> Frame | None:
    """Return what an input takes of a picture, or None where it takes none.

    `(N, C, H, W)` and `(N, H, W)` are pictures; of `(N, features)` a square number is one in grey, three times that one
    in colour.

    Args:
        entry: its shape has the batch as `"N"`, and channels before height and width.
    """
    dims = [dim for dim in entry.shape if dim != BATCH]
    if not entry.dtype.startswith(("float", "bfloat")) or not all(isinstance(dim, int) for dim in dims):
        return None
    sizes = [int(dim) for dim in dims]
    if len(sizes) == 3:
        return Frame(*sizes) if sizes[0] in MODES else None
    if len(sizes) == 2:
        return Frame(1, *sizes)
    if len(sizes) == 1:
        for channels in (1, 3):
            side = isqrt(sizes[0] // channels)
            if side > 1 and channels * side * side == sizes[0]:
                return Frame(channels, side, side)
    return None
