"""A part of a tensor as cells of a picture: its values, or the mean and the extreme of what falls into each cell."""

from __future__ import annotations

import torch
import torch.nn.functional as F  # noqa: N812 - torch's own name for it
from torch import Tensor

from builder.inspection.grid import Grid, Tiles, Window, grid_of

MOST_CELLS = 240
"""Rows and columns of cells that are made at once."""


def tiles_of(tensor: Tensor, window: Window) -> Tiles:
    """Return a part of a tensor in few enough cells; the tensor is only read.

    Args:
        tensor: of any shape and dtype, on the CPU; of complex numbers the absolute values are shown.
        window: rows and columns of the plane that `grid_of` lays the tensor out in, not of its dims.
    """
    grid = grid_of(tuple(tensor.shape))
    top, bottom = _span(window.top, window.height, grid.rows)
    left, right = _span(window.left, window.width, grid.columns)
    step = (_step(bottom - top, window.most_rows), _step(right - left, window.most_columns))
    # Cells lie where they would lie in the whole, so that a moved picture does not shimmer.
    top, left = top - top % step[0], left - left % step[1]
    bottom, right = min(grid.rows, _up(bottom, step[0])), min(grid.columns, _up(right, step[1]))
    part = _part(tensor.detach(), grid, (top, bottom), (left, right))
    if part.is_complex():
        part = part.abs()
    if step == (1, 1):
        cells = part.double()
        return Tiles(grid, top, left, *_size(cells), step, *_bounds(cells), values=_bytes(cells))
    means, extremes = _pool(part, step)
    bounds, size = _bounds(extremes), _size(means)
    return Tiles(grid, top, left, *size, step, *bounds, means=_bytes(means.float()), extremes=_bytes(extremes.float()))


def _size(cells: Tensor) -> tuple[int, int]:
    return cells.shape[0], cells.shape[1]


def _span(start: int, length: int, of: int) -> tuple[int, int]:
    """Return where a window begins and ends, inside what there is."""
    start = min(max(0, start), max(0, of - 1))
    return start, min(of, start + max(1, length)) if length else of


def _step(length: int, most: int) -> int:
    """Return the least power of two by which so many elements are few enough cells."""
    most = min(MOST_CELLS, max(1, most))
    return 1 << max(0, -(-length // most) - 1).bit_length()


def _up(value: int, step: int) -> int:
    return -(-value // step) * step


def _part(tensor: Tensor, grid: Grid, rows: tuple[int, int], columns: tuple[int, int]) -> Tensor:
    if grid.layout == "row":
        return tensor.reshape(1, -1)[:, columns[0] : columns[1]]
    if grid.layout == "matrix":
        return tensor.flatten(0, -2)[rows[0] : rows[1], columns[0] : columns[1]]
    return _kernels(tensor, grid, rows, columns)


def _kernels(tensor: Tensor, grid: Grid, rows: tuple[int, int], columns: tuple[int, int]) -> Tensor:
    """Return a part of a sheet of kernels; only the rows of kernels that it meets are laid out."""
    height, width = grid.tile
    first, last = rows[0] // height, -(-rows[1] // height)
    kernels = tensor.reshape(tensor.shape[0], -1, height, width)
    kernels = kernels[first * grid.across : last * grid.across]
    missing = (last - first) * grid.across - len(kernels)
    if missing:
        kernels = kernels.double() if not kernels.is_complex() else kernels.abs()
        kernels = F.pad(kernels, (0, 0, 0, 0, 0, 0, 0, missing), value=torch.nan)
    sheet = kernels.reshape(last - first, grid.across, -1, height, width).permute(0, 3, 1, 2, 4)
    sheet = sheet.reshape((last - first) * height, -1)
    return sheet[rows[0] - first * height : rows[1] - first * height, columns[0] : columns[1]]


def _pool(part: Tensor, step: tuple[int, int]) -> tuple[Tensor, Tensor]:
    """Return the mean and the extreme of the finite elements of each cell, a band of cells after the other."""
    means, extremes = [], []
    for band in torch.split(part, step[0] * max(1, 2**22 // (step[0] * max(1, part.shape[1])))):
        # Padded with NaN, which counts for nothing, to whole cells.
        padded = F.pad(band.float(), (0, -band.shape[1] % step[1], 0, -band.shape[0] % step[0]), value=torch.nan)
        cells = padded.reshape(padded.shape[0] // step[0], step[0], padded.shape[1] // step[1], step[1])
        cells = cells.transpose(1, 2).flatten(2)
        fine = torch.isfinite(cells)
        known = cells.where(fine, 0.0)
        count = fine.sum(-1)
        none = count == 0
        means.append((known.sum(-1, dtype=torch.float64) / count).masked_fill(none, torch.nan))
        low, high = known.amin(-1), known.amax(-1)
        extremes.append(torch.where(-low > high, low, high).masked_fill(none, torch.nan))
    return torch.cat(means), torch.cat(extremes)


def _bounds(cells: Tensor) -> tuple[float, float]:
    fine = cells[torch.isfinite(cells)]
    return (float(fine.min()), float(fine.max())) if fine.numel() else (0.0, 0.0)


def _bytes(cells: Tensor) -> bytes:
    return cells.contiguous().numpy().tobytes()
