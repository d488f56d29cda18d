"""A learned tensor as it is best looked at: kernels as small pictures, in colour where they see it; or a heatmap."""

from __future__ import annotations

import torch
from torch import Tensor

from builder.inspection.pictures import CHANNELS, channels_of, finite, heatmap, real, scale_of, scale_to_unit, tile_rows
from builder.inspection.png import colour_png, grey_png, signed_png
from builder.inspection.report import Picture
from builder.sentences import say

_KERNEL_DIMS = 4
_SIDE = 8
"""Rows and columns of kernels where each has several channels."""
_COLOURS = 3


def picture_of_parameter(name: str, tensor: Tensor) -> Picture:
    """Return the picture of a learned tensor."""
    tensor, shape = real(tensor), tuple(tensor.shape)
    if tensor.dim() >= _KERNEL_DIMS and tensor.numel():
        kernels, said = _in_two_dims(tensor)
        if kernels[0, 0].numel() > 1:
            return (_rgb_kernels if kernels.shape[1] == _COLOURS else _grid)(name, kernels, shape, said)
        tensor = kernels.flatten(1)
    rows = tensor.flatten(0, -2) if tensor.dim() >= 2 else tensor.reshape(1, -1)
    return heatmap(name, rows, shape)


def _in_two_dims(tensor: Tensor) -> tuple[Tensor, list[str]]:
    """Return `(out, in, height, width)`: of what has more dims, the slice in the middle."""
    flat, said = channels_of(tensor.flatten(0, 1))
    return flat.reshape(*tensor.shape[:2], *flat.shape[1:]), said


def _rgb_kernels(name: str, kernels: Tensor, shape: tuple[int, ...], said: list[str]) -> Picture:
    """Draw each kernel in red, green and blue: those of a first layer, which looks at a picture."""
    shown, more = finite(kernels[:CHANNELS])
    low, high = (float(bound) for bound in torch.aminmax(shown))
    columns = round(len(shown) ** 0.5 + 0.49)
    sheets = [tile_rows(colour, columns, 1.0) for colour in scale_to_unit(shown, low, high).unbind(1)]
    words = [*said, *more, say("inspection.coloured")]
    if len(shown) < len(kernels):
        words.append(say("inspection.first-kernels", shown=len(shown), of=len(kernels)))
    tile = (int(shown.shape[2]), int(shown.shape[3]))
    png = colour_png(torch.stack(sheets))
    return Picture(
        "mosaic", name, shape, low, high, False, len(shown), len(kernels), png, columns, tile, said=tuple(words)
    )


def _grid(name: str, kernels: Tensor, shape: tuple[int, ...], said: list[str]) -> Picture:
    """Draw a row for each kernel with its channels side by side; kernels of one channel stand in a square."""
    of_rows, of_columns = kernels.shape[:2]
    if of_columns == 1:
        shown = kernels[:CHANNELS, 0]
        columns = round(len(shown) ** 0.5 + 0.49)
        words = [say("inspection.first-kernels", shown=len(shown), of=of_rows)] if len(shown) < of_rows else []
    else:
        columns = min(of_columns, _SIDE)
        rows = min(of_rows, CHANNELS // columns)
        shown = kernels[:rows, :columns].flatten(0, 1)
        words = [say("inspection.kernels", rows=rows, of_rows=of_rows, columns=columns, of_columns=of_columns)]
    shown, more = finite(shown)
    low, high, is_signed = scale_of(shown)
    sheet = tile_rows(scale_to_unit(shown, low, high), columns, 0.5 if is_signed else 1.0)
    png = (signed_png if is_signed else grey_png)(sheet)
    tile, count = (int(shown.shape[1]), int(shown.shape[2])), of_rows * of_columns
    return Picture(
        "mosaic", name, shape, low, high, is_signed, len(shown), count, png, columns, tile,
        said=(*said, *words, *more),
    )  # fmt: skip
