"""How the elements of an input lie before a person who picks one: pixels or cells; no torch, so a page can ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from builder.datasets.frames import MODES, frame_of
from builder.document.blocks import BATCH, Input

_LEAST_SIDE = 8
"""Rows and columns from which numbers in a square are looked at as a picture."""
_PICTURE_DIMS = 4


class Grid(NamedTuple):
    """Rows and columns of one sample, or of all samples where each is one row.

    `lead` are the sizes of the dims in front, of which one place is chosen; `channels` is the size of the dim behind
    them, 0 where there is none. `is_flat`: a picture whose pixels lie in one dim, channel by channel and row by row.
    """

    is_picture: bool
    lead: tuple[int, ...]
    channels: int
    rows: int
    columns: int
    is_flat: bool = False
    dims: int = 2
    """The dims of the tensor behind `lead`."""

    def indices(
        self, at: Sequence[int], row: int, column: int, channel: int | None = None
    ) -> tuple[tuple[int, ...], ...]:
        """Return the elements at a place: one, or one of each channel.

        >>> Grid(True, (2,), 3, 4, 4, dims=3).indices((1,), 0, 2)
        ((1, 0, 0, 2), (1, 1, 0, 2), (1, 2, 0, 2))
        >>> Grid(True, (2,), 1, 4, 4, True, 1).indices((0,), 1, 2)
        ((0, 6),)

        Args:
            at: an index for each dim in `lead`.
            row: below `rows`.
            column: below `columns`.
            channel: below `channels`; every one when None.
        """
        channels = range(max(1, self.channels)) if channel is None else (channel,)
        if self.is_flat:
            return tuple((*at, (one * self.rows + row) * self.columns + column) for one in channels)
        if self.channels:
            return tuple((*at, one, row, column) for one in channels)
        return ((*at, *(row, column)[2 - self.dims :]),)

    def cell(self, index: Sequence[int]) -> tuple[tuple[int, ...], int, int, int | None]:
        """Return where an element lies: the places in front, row, column and channel; what `indices` was given.

        >>> Grid(True, (2,), 1, 4, 4, True, 1).cell((0, 6))
        ((0,), 1, 2, 0)

        Args:
            index: one number for each dim of the tensor.
        """
        at, rest = tuple(index[: len(self.lead)]), tuple(index[len(self.lead) :])
        if self.is_flat:
            channel, place = divmod(rest[0], self.rows * self.columns)
            return at, *divmod(place, self.columns), channel
        row, column = (0, 0, *rest)[-2:]
        return at, row, column, rest[0] if self.channels else None


def grid_of(entry: Input, shape: Sequence[int]) -> Grid:
    """Return how a tensor of an input lies before a person: pictures as pixels, anything else as rows of cells.

    Args:
        entry: its dtype and shape decide whether it is a picture.
        shape: of the tensor, batch included.
    """
    shape = tuple(shape)
    if entry.dtype.startswith(("float", "bfloat")) and entry.shape[:1] == (BATCH,):
        found = _picture(entry, shape)
        if found is not None:
            return found
    rows, columns = (1, 1, *shape)[-2:]
    return Grid(False, shape[:-2], 0, rows, columns, dims=min(2, len(shape)))


def _picture(entry: Input, shape: tuple[int, ...]) -> Grid | None:
    if len(shape) == _PICTURE_DIMS and shape[1] in MODES:
        return Grid(True, shape[:1], shape[1], shape[2], shape[3], dims=3)
    frame = frame_of(entry)
    if frame is None or len(shape) == _PICTURE_DIMS or frame.height != frame.width or frame.width < _LEAST_SIDE:
        return None
    if len(shape) == 2:
        return Grid(True, shape[:1], frame.channels, frame.height, frame.width, is_flat=True, dims=1)
    return Grid(True, shape[:1], 0, shape[1], shape[2])
