"""A tensor as it is best looked at: channels as a mosaic, tokens as a strip, matrices as a heatmap."""

from __future__ import annotations

from typing import Literal, NamedTuple

import torch
import torch.nn.functional as F  # noqa: N812 - torch's own name for it
from torch import Tensor

from builder.inspection.png import colour_png, grey_png, signed_png
from builder.inspection.report import Picture, Unit
from builder.sentences import say

CHANNELS = 64
"""Tiles of a mosaic."""
TILE = 64
"""Pixels of a tile's side; where there are few, up to four times as many."""
CELLS = 64
"""Rows and columns of a heatmap."""
STRONGEST = 10
_FEW = 4
_ROWS = 64
"""Samples of a batch that are seen where a sample is one row."""
_APART = 1
"""Pixels between tiles."""
_PICTURE_DIMS = 4


class PictureValues(NamedTuple):
    """What of a tensor a picture shows, before it has colours: `(channels, height, width)`, or rows and columns.

    `kind`, `shape`, `of`, `strongest` and `said` are those of the `Picture`.
    """

    kind: Literal["picture", "mosaic", "heatmap", "strip"]
    shape: tuple[int, ...]
    values: Tensor
    of: int
    strongest: tuple[Unit, ...] = ()
    said: tuple[str, ...] = ()


def picture_of(name: str, tensor: Tensor, entered: bool = False, number: int = 0) -> Picture:
    """Return the picture of what a call takes or returns: see `reduce_tensor`."""
    return draw(name, reduce_tensor(tensor, entered, number))


def reduce_tensor(tensor: Tensor, entered: bool = False, number: int = 0) -> PictureValues:
    """Reduce what a call takes or returns, the batch first, to what is seen of it.

    Args:
        tensor: of more than two dims one sample is seen, of two dims the first rows, each of which is one.
        entered: it is an input of the network: three channels are colours.
        number: the sample.
    """
    more = []
    if tensor.dim() > 2:
        tensor = tensor[number : number + 1]
    elif tensor.dim() == 2 and len(tensor) > _ROWS:
        more.append(say("inspection.first-rows", shown=_ROWS, of=len(tensor)))
        tensor = tensor[:_ROWS]
    tensor = real(tensor)
    strongest, shape = strongest_units(tensor), tuple(tensor.shape)
    if tensor.dim() >= _PICTURE_DIMS:
        first, said = channels_of(tensor[0])
        if entered and first.shape[0] == 3 and not said:
            values, wrong = finite(first)
            return PictureValues("picture", shape, values, 3, said=tuple(wrong))
        return _mosaic(first, PictureValues("mosaic", shape, first, first.shape[0], strongest, tuple(said)))
    rows = tensor[0] if tensor.dim() == _PICTURE_DIMS - 1 else tensor.reshape(1, -1) if tensor.dim() < 2 else tensor
    kind: Literal["heatmap", "strip"] = "strip" if tensor.dim() == _PICTURE_DIMS - 1 else "heatmap"
    return _rows(PictureValues(kind, shape, rows, rows.shape[0], strongest, tuple(more)))


def draw(name: str, seen: PictureValues) -> Picture:
    """Give what is seen of a tensor its colours."""
    values, kind = seen.values, seen.kind
    if kind == "picture":
        return _colour_tiles(name, seen)
    low, high, is_signed = scale_of(values)
    if kind != "mosaic":
        rows = tuple(tuple(row) for row in values.tolist())
        return Picture(
            kind, name, seen.shape, low, high, is_signed, seen.of, seen.of, values=rows, strongest=seen.strongest,
            said=seen.said,
        )  # fmt: skip
    columns = max(1, min(len(values), round(len(values) ** 0.5 + 0.49)))
    png = b""
    if values.numel():
        sheet = tile_rows(scale_to_unit(values, low, high), columns, 0.5 if is_signed else 1.0)
        png = signed_png(sheet) if is_signed else grey_png(sheet)
    tile = (int(values.shape[1]), int(values.shape[2]))
    return Picture(
        "mosaic", name, seen.shape, low, high, is_signed, len(values), seen.of, png, columns, tile, (), seen.strongest,
        seen.said,
    )  # fmt: skip


def real(tensor: Tensor) -> Tensor:
    """Return a tensor of float32 on the CPU; of a complex one the magnitudes."""
    tensor = tensor.detach()
    if tensor.is_sparse:
        tensor = tensor.to_dense()
    return (tensor.abs() if tensor.is_complex() else tensor).to("cpu", torch.float32)


def channels_of(tensor: Tensor) -> tuple[Tensor, list[str]]:
    """Return `(channels, height, width)`: of what has more dims, the slice in the middle."""
    said = []
    while tensor.dim() > 3:
        middle = tensor.shape[1] // 2
        said.append(say("inspection.slice", index=middle, of=tensor.shape[1]))
        tensor = tensor[:, middle]
    return tensor, said


def finite(tensor: Tensor) -> tuple[Tensor, list[str]]:
    """Return a tensor with 0 for what is not finite, and say how much that is."""
    fine = torch.isfinite(tensor)
    wrong = tensor.numel() - int(fine.sum())
    if not wrong:
        return tensor, []
    return torch.where(fine, tensor, 0.0), [say("inspection.not-finite", count=wrong)]


def scale_of(tensor: Tensor) -> tuple[float, float, bool]:
    """Return the values at the ends of the scale, and whether 0 is in its middle."""
    if not tensor.numel():
        return 0.0, 0.0, False
    low, high = (float(bound) for bound in torch.aminmax(tensor))
    if low < 0.0:
        most = max(-low, high)
        return -most, most, True
    return low, high, False


def scale_to_unit(tensor: Tensor, low: float, high: float) -> Tensor:
    """Bring values between the ends of a scale to 0 and 1.

    Args:
        tensor: of any shape.
        low: what becomes 0.
        high: what becomes 1; where it is not above `low`, every element becomes 0.5.
    """
    return (tensor - low) / (high - low) if high > low else torch.full_like(tensor, 0.5)


def _mosaic(channels: Tensor, seen: PictureValues) -> PictureValues:
    """Reduce channels to up to 64 of a size that can be seen."""
    shown, words = finite(channels[:CHANNELS])
    side = TILE * 4 if len(shown) <= _FEW else TILE
    height, width = shown.shape[1:]
    if max(height, width) > side:
        shrunk = (min(height, side), min(width, side))
        shown = F.adaptive_avg_pool2d(shown, shrunk)
        words.append(say("inspection.averaged", before=f"{height} × {width}", after=f"{shrunk[0]} × {shrunk[1]}"))
    if seen.of > len(shown):
        words.append(say("inspection.first-channels", shown=len(shown), of=seen.of))
    return seen._replace(values=shown, said=(*seen.said, *words))


def tile_rows(tiles: Tensor, columns: int, white: float) -> Tensor:
    """Lay tiles out in rows, with a line of white between them.

    Args:
        tiles: `(tiles, height, width)`.
        columns: how many tiles stand side by side.
        white: the value that the scale shows as white.
    """
    count, height, width = tiles.shape
    rows = -(-count // columns)
    sheet = tiles.new_full((rows * (height + _APART) - _APART, columns * (width + _APART) - _APART), white)
    for i, tile in enumerate(tiles):
        top, left = (i // columns) * (height + _APART), (i % columns) * (width + _APART)
        sheet[top : top + height, left : left + width] = tile
    return sheet


def heatmap(name: str, rows: Tensor, shape: tuple[int, ...]) -> Picture:
    """Return a matrix as numbers, averaged over neighbours where it is larger than 64 by 64.

    Args:
        name: of the picture.
        rows: `(rows, columns)`.
        shape: of the tensor that the matrix was made of.
    """
    return draw(name, matrix(rows, shape))


def matrix(rows: Tensor, shape: tuple[int, ...]) -> PictureValues:
    """Reduce a matrix to what a heatmap of it shows.

    Args:
        rows: `(rows, columns)`.
        shape: of the tensor that the matrix was made of.
    """
    return _rows(PictureValues("heatmap", shape, rows, rows.shape[0]))


def _rows(seen: PictureValues) -> PictureValues:
    """Reduce a matrix to a size that can be seen."""
    rows, words = finite(seen.values)
    if max(rows.shape) > CELLS and rows.numel():
        before = f"{rows.shape[0]} × {rows.shape[1]}"
        shrunk = (min(rows.shape[0], CELLS), min(rows.shape[1], CELLS))
        rows = F.adaptive_avg_pool2d(rows.unsqueeze(0), shrunk)[0]
        words.append(say("inspection.averaged", before=before, after=f"{shrunk[0]} × {shrunk[1]}"))
    return seen._replace(values=rows, said=(*seen.said, *words))


def _colour_tiles(name: str, seen: PictureValues) -> Picture:
    first = seen.values
    low, high = (float(bound) for bound in torch.aminmax(first)) if first.numel() else (0.0, 1.0)
    low, high = (0.0, 1.0) if low >= 0.0 and high <= 1.0 else (low, high)
    height, width = int(first.shape[1]), int(first.shape[2])
    png = colour_png(scale_to_unit(first, low, high)) if first.numel() else b""
    return Picture("picture", name, seen.shape, low, high, False, 3, 3, png, 1, (height, width), said=seen.said)


def strongest_units(tensor: Tensor) -> tuple[Unit, ...]:
    """Return the ten channels of a picture, or features of anything else, with the largest mean magnitude."""
    if tensor.dim() < 2 or not tensor.numel():
        return ()
    unit = 1 if tensor.dim() >= _PICTURE_DIMS else tensor.dim() - 1
    others = [dim for dim in range(tensor.dim()) if dim != unit]
    strength = torch.nan_to_num(tensor.abs().mean(others))
    values, indices = torch.topk(strength, min(STRONGEST, strength.numel()))
    return tuple(Unit(index, value) for index, value in zip(indices.tolist(), values.tolist(), strict=True))
