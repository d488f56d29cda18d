"""One sample of an input as a person picks an element of it: each pixel of a picture, or rows of numbers."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from builder.datasets.grid import Grid, grid_of
from builder.document.blocks import Input
from builder.inspection.png import colour_png, grey_png, signed_png
from builder.inspection.report import SampleElements
from builder.sentences import say

MOST_PIXELS = 2**20
"""Pixels of a picture in which one can still be met."""
MOST_ROWS = 64
MOST_CELLS = 2**13


def shown_sample(entry: Input, tensor: Tensor, at: Sequence[int] = ()) -> SampleElements:
    """Draw the sample at the place `at` of the dims in front; a place that is not there is the nearest that is.

    Args:
        entry: the input that the tensor is for.
        tensor: batch included, on any device.
        at: an index for each dim in front of the rows and columns that are drawn; those left out are 0.
    """
    grid = grid_of(entry, tuple(tensor.shape))
    given = (*at, *(0 for _ in grid.lead))
    place = tuple(max(0, min(i, size - 1)) for i, size in zip(given, grid.lead, strict=False))
    values = tensor.detach()[place].to("cpu")
    values = (values.abs() if values.is_complex() else values).to(torch.float64)
    if grid.is_picture:
        return _picture(grid, values.reshape(max(1, grid.channels), grid.rows, grid.columns), tensor, place)
    return _cells(values.reshape(grid.rows, grid.columns), tensor, place)


def _picture(grid: Grid, values: Tensor, tensor: Tensor, at: tuple[int, ...]) -> SampleElements:
    if grid.rows * grid.columns > MOST_PIXELS:
        words = say("inspection.many-pixels", rows=grid.rows, columns=grid.columns)
        return SampleElements(tuple(tensor.shape), at, 0.0, 0.0, said=(words,))
    fine = torch.isfinite(values)
    wrong = values.numel() - int(fine.sum())
    values = torch.where(fine, values, 0.0)
    low, high = (float(bound) for bound in torch.aminmax(values))
    is_coloured = len(values) >= 3
    if low >= 0.0:
        low, high = (0.0, 1.0) if high <= 1.0 else (low, high)
    elif not is_coloured:
        low, high = min(low, -high), max(high, -low)
    scaled = (values - low) / (high - low) if high > low else torch.full_like(values, 0.5)
    png = colour_png(scaled[:3]) if is_coloured else (signed_png if low < 0.0 else grey_png)(scaled[0])
    said = (say("inspection.not-finite", count=wrong),) if wrong else ()
    return SampleElements(tuple(tensor.shape), at, low, high, png, said=said)


def _cells(values: Tensor, tensor: Tensor, at: tuple[int, ...]) -> SampleElements:
    rows, columns = values.shape
    shown = values[:MOST_ROWS]
    shown = shown[:, : max(1, MOST_CELLS // max(1, len(shown)))]
    said: tuple[str, ...] = ()
    if shown.shape != values.shape:
        before, after = f"{rows:,} × {columns:,}", f"{shown.shape[0]:,} × {shown.shape[1]:,}"
        said = (say("inspection.first-cells", shown=after, of=before),)
    low, high = (float(bound) for bound in torch.aminmax(shown)) if shown.numel() else (0.0, 0.0)
    return SampleElements(tuple(tensor.shape), at, low, high, values=tuple(map(tuple, shown.tolist())), said=said)
