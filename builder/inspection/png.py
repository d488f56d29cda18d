"""Pictures of numbers as PNG files: bytes of grey, of colour, or of a scale around zero."""

from __future__ import annotations

import struct
import zlib

import torch
from torch import Tensor

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_GREY, _COLOUR, _PALETTE = 0, 2, 3


def grey_png(values: Tensor) -> bytes:
    """Write rows of numbers from 0 to 1 as a picture from black to white.

    Args:
        values: `(rows, columns)`; what lies outside 0 to 1 is taken as the nearer end.
    """
    return _encode(_bytes(values), _GREY)


def signed_png(values: Tensor) -> bytes:
    """Write rows of numbers from 0 to 1 as a picture from blue over white, at a half, to red.

    Args:
        values: `(rows, columns)`; what lies outside 0 to 1 is taken as the nearer end.
    """
    return _encode(_bytes(values), _PALETTE, _chunk(b"PLTE", bytes(scale_colours().reshape(-1).tolist())))


def colour_png(values: Tensor) -> bytes:
    """Write `(3, rows, columns)` from 0 to 1 as a picture in red, green and blue.

    Args:
        values: `(3, rows, columns)`; what lies outside 0 to 1 is taken as the nearer end.
    """
    return _encode(_bytes(values).movedim(0, -1), _COLOUR)


def scale_colours() -> Tensor:
    """Return 256 colours from blue over white to red, as `(256, 3)` bytes."""
    ends = torch.tensor([[33, 102, 172], [247, 247, 247], [178, 24, 43]], dtype=torch.float32)
    place = torch.linspace(0, 2, 256).unsqueeze(1)
    lower = place.clamp(max=1)
    upper = (place - 1).clamp(min=0)
    return (ends[0] + (ends[1] - ends[0]) * lower + (ends[2] - ends[1]) * upper).round().to(torch.uint8)


def _bytes(values: Tensor) -> Tensor:
    return (values.clamp(0, 1) * 255).round().to(torch.uint8)


def _encode(pixels: Tensor, kind: int, palette: bytes = b"") -> bytes:
    height, width = pixels.shape[:2]
    rows = pixels.reshape(height, -1)
    lines = torch.cat([torch.zeros(height, 1, dtype=torch.uint8), rows], dim=1).contiguous()  # no filter
    header = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    body = zlib.compress(lines.numpy().tobytes(), 6)
    return _SIGNATURE + _chunk(b"IHDR", header) + palette + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
