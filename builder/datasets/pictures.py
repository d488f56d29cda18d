"""A picture as a network takes it: cut to its proportions, resized, scaled from 0 to 1."""

from __future__ import annotations

import warnings
from math import isqrt
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from PIL import Image, ImageOps
from torch import Tensor

from builder.document.blocks import BATCH, Input
from builder.errors import BuilderError
from builder.sentences import later, say

FORMATS = ("PNG", "JPEG")
MOST_PIXELS = 64_000_000
_MODES = {1: "L", 3: "RGB", 4: "RGBA"}
_CONVERTED = {
    "L": later("datasets.mode.grey"),
    "RGB": later("datasets.mode.colour"),
    "RGBA": later("datasets.mode.alpha"),
}


class Frame(NamedTuple):
    """What an input takes of a picture: channels, height and width."""

    channels: int
    height: int
    width: int


def frame_of(entry: Input) -> Frame | None:
    """Return what an input takes of a picture, or None where it takes none.

    `(N, C, H, W)` and `(N, H, W)` are pictures; of `(N, features)` a square number is one in grey, three times that one
    in colour.
    """
    dims = [dim for dim in entry.shape if dim != BATCH]
    if not entry.dtype.startswith(("float", "bfloat")) or not all(isinstance(dim, int) for dim in dims):
        return None
    sizes = [int(dim) for dim in dims]
    if len(sizes) == 3:
        return Frame(*sizes) if sizes[0] in _MODES else None
    if len(sizes) == 2:
        return Frame(1, *sizes)
    if len(sizes) == 1:
        for channels in (1, 3):
            side = isqrt(sizes[0] // channels)
            if side > 1 and channels * side * side == sizes[0]:
                return Frame(channels, side, side)
    return None


def picture_tensor(entry: Input, file: Path) -> tuple[Tensor, tuple[str, ...]]:
    """Return a picture as a batch of one.

    Raises:
        BuilderError: the input takes no picture, or the file is none.
    """
    frame = frame_of(entry)
    if frame is None:
        shape = ", ".join(map(str, entry.shape))
        raise BuilderError(
            say("datasets.takes-no-picture", name=entry.name, shape=shape, dtype=entry.dtype),
            hint=say("datasets.takes-no-picture.hint"),
        )
    picture, said = _resized(_opened(file), frame)
    pixels = torch.from_numpy(np.array(picture)).to(torch.float32) / 255
    pixels = pixels.unsqueeze(0) if frame.channels == 1 else pixels.movedim(-1, 0)
    sizes = [1 if dim == BATCH else int(dim) for dim in entry.shape]
    tensor = pixels.contiguous().reshape(sizes).to(getattr(torch, entry.dtype))
    return tensor, (*said, say("datasets.scaled"))


def _opened(file: Path) -> Image.Image:
    """Read a picture and turn it as its camera says.

    Raises:
        BuilderError: it is none, or has too many pixels.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=FORMATS) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise Image.DecompressionBombError
                return ImageOps.exif_transpose(opened) or opened.copy()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise BuilderError(say("datasets.many-pixels", most=MOST_PIXELS)) from None
    except (OSError, SyntaxError, ValueError):
        raise BuilderError(say("datasets.no-picture", name=file.name), hint=say("datasets.no-picture.hint")) from None


def _resized(picture: Image.Image, frame: Frame) -> tuple[Image.Image, list[str]]:
    said = []
    mode = _MODES[frame.channels]
    if picture.mode != mode:
        said.append(_CONVERTED[mode].said)
    picture = _in_mode(picture, mode)
    width, height = picture.size
    size = (frame.width, frame.height)
    cut = min(width / frame.width, height / frame.height)
    box = (max(1, round(frame.width * cut)), max(1, round(frame.height * cut)))
    if box != (width, height):
        left, top = (width - box[0]) // 2, (height - box[1]) // 2
        picture = picture.crop((left, top, left + box[0], top + box[1]))
        said.append(say("datasets.cut", before=f"{width} × {height}", after=f"{box[0]} × {box[1]}"))
    if box != size:
        picture = picture.resize(size, Image.Resampling.BILINEAR)
        said.append(say("datasets.resized", before=f"{box[0]} × {box[1]}", after=f"{frame.width} × {frame.height}"))
    return picture, said


def _in_mode(picture: Image.Image, mode: str) -> Image.Image:
    """Convert a picture; what shines through is seen on white."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        if mode == "RGBA":
            return picture
        white = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(white, picture)
    elif picture.mode.startswith("I;16") or picture.mode in ("I", "F"):
        picture = Image.fromarray((np.asarray(picture, dtype=np.float64) / 257).clip(0, 255).astype(np.uint8))
    return picture.convert(mode)
