"""Samples in `.npy` and `.pt` files, which hold tensors alone: nothing in them runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile, is_zipfile

import numpy as np
import torch
from torch import Tensor

from builder.catalogue.layers.argument_words import shown_size
from builder.datasets.fit import fit_tensor
from builder.document.blocks import Input
from builder.errors import BuilderError, LimitError
from builder.sentences import near, say

MOST_BYTES = 256 * 2**20
"""Bytes of a file, and of the tensor in it."""
_NUMPY = b"\x93NUMPY"


def stored_tensor(entry: Input, file: Path, inner: str = "") -> tuple[Tensor, tuple[str, ...]]:
    """Return the tensor of a file as an input takes it.

    Args:
        entry: the input that it is for.
        file: a `.npy` or `.pt` file.
        inner: of a `.pt` file with several tensors the key, or the index as text; the first tensor when empty.

    Raises:
        BuilderError: the file holds no such tensor, or one of another shape.
        LimitError: it is too large.
    """
    made, said = fit_tensor(entry, read_tensor(file, inner))
    return made, (say("datasets.read", name=file.name), *said)


def read_tensor(file: Path, inner: str = "") -> Tensor:
    """Return the tensor of a file as it is there.

    Args:
        file: a `.npy` or `.pt` file.
        inner: of a `.pt` file with several tensors the key, or the index as text; the first tensor when empty.

    Raises:
        BuilderError: the file holds no such tensor.
        LimitError: it is too large.
    """
    if not file.is_file():
        raise BuilderError(say("datasets.no-file", name=file.name), hint=say("datasets.no-file.hint"))
    if file.stat().st_size > MOST_BYTES:
        raise _too_large(file)
    with file.open("rb") as opened:
        is_numpy = opened.read(len(_NUMPY)) == _NUMPY
    tensor = _of_numpy(file) if is_numpy else _of_torch(file, inner)
    _check_plain(file, tensor)
    if tensor.numel() * tensor.element_size() > MOST_BYTES:
        raise _too_large(file)
    return tensor.detach()


def _of_numpy(file: Path) -> Tensor:
    """Read an array, of which no more is laid out in memory than the file holds.

    Raises:
        BuilderError: it holds objects, or the file is damaged.
    """
    try:
        array = np.load(file, mmap_mode="r", allow_pickle=False)
        return torch.from_numpy(np.array(array, dtype=array.dtype.newbyteorder("=")))
    except Exception:  # a header is parsed as Python, which raises whatever it stumbles over
        raise BuilderError(say("datasets.damaged", name=file.name), hint=say("datasets.damaged.hint")) from None


def _of_torch(file: Path, inner: str) -> Tensor:
    """Read a tensor, or one of a dict or list of them.

    Raises:
        BuilderError: there is none, or the file is damaged.
    """
    if not is_zipfile(file):
        raise BuilderError(say("datasets.damaged", name=file.name), hint=say("datasets.damaged.hint"))
    _check_packed(file)
    try:
        held = torch.load(file, weights_only=True, map_location="cpu")
    except Exception:  # torch raises whatever its reader stumbles over
        raise BuilderError(say("datasets.damaged", name=file.name), hint=say("datasets.damaged.hint")) from None
    found = _tensors_by_name(held)
    if inner and inner not in found:
        raise BuilderError(say("datasets.no-entry", entry=inner, name=file.name), hint=near(inner, list(found)))
    if not found:
        raise BuilderError(say("datasets.no-tensor", name=file.name), hint=say("datasets.damaged.hint"))
    return found[inner] if inner else next(iter(found.values()))


def _check_packed(file: Path) -> None:
    """Refuse a file whose members are larger than a sample may be: it may be compressed.

    Raises:
        BuilderError: the file is damaged.
        LimitError: it is too large.
    """
    try:
        with ZipFile(file) as packed:
            size = sum(member.file_size for member in packed.infolist())
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        raise BuilderError(say("datasets.damaged", name=file.name), hint=say("datasets.damaged.hint")) from None
    if size > MOST_BYTES:
        raise _too_large(file)


def _check_plain(file: Path, tensor: Tensor) -> None:
    """Refuse a tensor that is no grid of numbers in memory.

    Raises:
        BuilderError: it is sparse, nested, quantized or without values.
    """
    if tensor.layout is not torch.strided or tensor.is_nested or tensor.is_quantized or tensor.is_meta:
        raise BuilderError(say("datasets.not-plain", name=file.name), hint=say("datasets.not-plain.hint"))


def _too_large(file: Path) -> LimitError:
    return LimitError(
        say("datasets.large", name=file.name, most=shown_size(MOST_BYTES)), hint=say("datasets.large.hint")
    )


def _tensors_by_name(held: Any) -> dict[str, Tensor]:  # noqa: ANN401 - whatever was saved
    if isinstance(held, Tensor):
        return {"": held}
    pairs = held.items() if isinstance(held, dict) else enumerate(held) if isinstance(held, list | tuple) else ()
    return {str(name): value for name, value in pairs if isinstance(value, Tensor)}
