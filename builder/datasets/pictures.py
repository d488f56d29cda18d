"""A picture as a network takes it: cut to its proportions, resized, scaled from 0 to 1."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageOps
from torch import Tensor

from builder.datasets.frames import MODES, Frame, frame_of
from builder.document.blocks import BATCH, Input
from builder.errors import BuilderError
from builder.sentences import later, say

FORMATS = ("PNG", "JPEG")
MOST_PIXELS = 64_000_000
_CONVERTED = {
    "L": later("datasets.mode.grey"),
    "RGB": later("datasets.mode.colour"),
    "RGBA": later("datasets.mode.alpha"),
}


def picture_tensor(entry: Input, file: Path) -> tuple[Tensor, tuple[str, ...]]:
    """Return a picture as a batch of one.

    Args:
        entry: the input that it is for; its dtype is that of the values, from 0 to 1.
        file: a PNG or JPEG file, cut in the middle and resized to the height and width of the input.

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
    picture, said = fit_frame(_open(file), frame)
    pixels = torch.from_numpy(np.array(picture)).to(torch.float32) / 255
    pixels = pixels.unsqueeze(0) if frame.channels == 1 else pixels.movedim(-1, 0)
    sizes = [1 if dim == BATCH else int(dim) for dim in entry.shape]
    tensor = pixels.contiguous().reshape(sizes).to(getattr(torch, entry.dtype))
    return tensor, (*said, say("datasets.scaled"))


def _open(file: Path) -> Image.Image:
    """Read a picture and turn it as its camera says.

    Raises:
        BuilderError: it is none, or has too many pixels.
    """
    if not file.is_file():
        raise BuilderError(say("datasets.no-file", name=file.name), hint=say("datasets.no-file.hint"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=FORMATS) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise Image.DecompressionBombError
                return apply_orientation(opened)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise BuilderError(
            say("datasets.many-pixels", most=MOST_PIXELS), hint=say("datasets.many-pixels.hint")
        ) from None
    except (OSError, SyntaxError, ValueError):
        raise BuilderError(say("datasets.no-picture", name=file.name), hint=say("datasets.no-picture.hint")) from None


def apply_orientation(picture: Image.Image) -> Image.Image:
    """Return a picture as its camera says that it was held."""
    return ImageOps.exif_transpose(picture) or picture.copy()


def fit_frame(picture: Image.Image, frame: Frame) -> tuple[Image.Image, list[str]]:
    """Return a picture in the colours and size of a frame, cut in the middle to its proportions, and what was done."""
    said = []
    mode = MODES[frame.channels]
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
