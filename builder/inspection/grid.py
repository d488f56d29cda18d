"""How the elements of a tensor lie on a plane: a row, a matrix, or the kernels of a convolution side by side."""

from __future__ import annotations

from math import ceil, prod, sqrt
from typing import Literal, TypeAlias

import msgspec

Layout: TypeAlias = Literal["row", "matrix", "kernels"]

NARROW = 16
"""Elements up to which the last dim of three is taken for the width of a kernel."""
_WIDE = 2
"""How much wider than high a sheet of kernels is."""


class Grid(msgspec.Struct, frozen=True):
    """A plane of `rows` by `columns`.

    `tile` is the height and width of what belongs together: of a kernel, or of one matrix of several. Of kernels the
    sheet has `across` of the first dim side by side, each with all of the dims between: what of the sheet lies behind
    the last is empty.
    """

    layout: Layout
    shape: tuple[int, ...]
    rows: int
    columns: int
    tile: tuple[int, int]
    across: int = 1


def grid_of(shape: tuple[int, ...]) -> Grid:
    """Lay a tensor of any shape out.

    >>> grid_of((64, 3, 7, 7)).across, grid_of((50000, 768)).layout, grid_of((10,)).rows
    (7, 'matrix', 1)

    Args:
        shape: of the whole tensor, every dim; an empty tensor is a row.
    """
    if len(shape) < 2 or not prod(shape):
        count = prod(shape)
        return Grid("row", shape, 1, count, (1, max(1, count)))
    if len(shape) == 2 or (len(shape) == 3 and shape[-1] > NARROW):
        return Grid("matrix", shape, prod(shape[:-1]), shape[-1], (shape[-2], shape[-1]))
    height = shape[-2] if len(shape) > 3 else 1
    first, inside, width = shape[0], prod(shape[1:-2]) if len(shape) > 3 else shape[1], shape[-1]
    across = min(first, max(1, round(sqrt(_WIDE * first * height / (inside * width)))))
    return Grid("kernels", shape, ceil(first / across) * height, across * inside * width, (height, width), across)


class Window(msgspec.Struct, frozen=True):
    """A part of a grid that is asked for, in at most so many cells; without a height and width it is the whole."""

    top: int = 0
    left: int = 0
    height: int = 0
    width: int = 0
    most_rows: int = 120
    most_columns: int = 240


class Tiles(msgspec.Struct, frozen=True):
    """A part of a grid in cells of `step` rows and columns, row after row.

    `values` are the elements where a cell is one, as float64; else `means` and `extremes`, of largest magnitude, are
    those of the cell's finite elements, as float32. A cell without a finite element is NaN, so is one behind the last.
    `low` and `high` are the least and the largest finite of what is shown.
    """

    grid: Grid
    top: int
    left: int
    rows: int
    columns: int
    step: tuple[int, int]
    low: float
    high: float
    values: bytes = b""
    means: bytes = b""
    extremes: bytes = b""
