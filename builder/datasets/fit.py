"""Fits a tensor that a person gave to the shape and dtype of an input."""

from __future__ import annotations

from math import inf, isfinite

import torch
from torch import Tensor

from builder.document.blocks import BATCH, Input
from builder.errors import BuilderError
from builder.sentences import say

_COMPARED = frozenset(
    {
        *(torch.bool, torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64),
        *(torch.float16, torch.bfloat16, torch.float32, torch.float64, torch.complex64, torch.complex128),
    }
)
"""The dtypes that torch can compare and round; of others the numbers are looked at as float64."""
_TOLERANT = frozenset({"int64", "int32"})


def fit_tensor(entry: Input, tensor: Tensor) -> tuple[Tensor, tuple[str, ...]]:
    """Return a tensor as an input takes it: a batch of one where it is a single sample, in the input's dtype.

    A row of token ids may be longer or shorter than the document says: it is a sequence.

    Raises:
        BuilderError: it has another shape.
    """
    said = []
    tensor, words = cast(entry, tensor)
    said += words
    if tensor.dim() == len(entry.shape) - 1 and BATCH in entry.shape:
        tensor = tensor.unsqueeze(entry.shape.index(BATCH))
        said.append(say("datasets.one"))
    if not _fits(entry, tensor):
        raise BuilderError(
            say("datasets.shape", shape=tuple(tensor.shape), name=entry.name),
            hint=say("datasets.shape.hint", wanted=shown_shape(entry)),
        )
    wanted = [dim for dim in entry.shape if dim != BATCH]
    if is_sequence(entry) and tensor.shape[1] != wanted[0]:
        said.append(say("datasets.length", count=tensor.shape[1], usual=wanted[0]))
    return tensor, tuple(said)


def is_sequence(entry: Input) -> bool:
    """Tell whether an input takes rows of token ids, which may be of any length."""
    return entry.dtype in _TOLERANT and len(entry.shape) == 2 and entry.shape[0] == BATCH


def shown_shape(entry: Input) -> str:
    """Write the shape of an input for a sentence."""
    return ", ".join(map(str, entry.shape))


def _fits(entry: Input, tensor: Tensor) -> bool:
    if tensor.dim() != len(entry.shape) or not tensor.numel():
        return False
    if is_sequence(entry):
        return True
    return all(dim in (BATCH, size) for dim, size in zip(entry.shape, tensor.shape, strict=True))


def cast(entry: Input, tensor: Tensor) -> tuple[Tensor, list[str]]:
    """Return a tensor in the dtype of an input, where that loses nothing but digits.

    Raises:
        BuilderError: it holds fractions where the input takes whole numbers, or a value that its dtype cannot hold.
    """
    dtype: torch.dtype = getattr(torch, entry.dtype)
    if tensor.dtype == dtype:
        return tensor, []
    if tensor.is_complex() and not dtype.is_complex:
        raise BuilderError(
            say("datasets.complex", name=entry.name, dtype=entry.dtype), hint=say("datasets.complex.hint")
        )
    before = str(tensor.dtype).removeprefix("torch.")
    if tensor.dtype not in _COMPARED:
        tensor = tensor.double()
    if dtype.is_floating_point or dtype.is_complex:
        made = tensor.to(dtype)
        lost = torch.isfinite(tensor) & ~torch.isfinite(made)
        if bool(lost.any()):
            most = torch.finfo(dtype).max
            raise _outside(entry, tensor[lost][0].item(), f"{-most:.4g}", f"{most:.4g}")
    else:
        _check_whole(entry, tensor, dtype)
        made = tensor.to(dtype)
    return made, [say("datasets.cast", before=before, after=entry.dtype)]


def _check_whole(entry: Input, tensor: Tensor, dtype: torch.dtype) -> None:
    """Refuse what a dtype of whole numbers, or of true and false, cannot hold: torch would make another number of it.

    Raises:
        BuilderError: there is such a value.
    """
    least, most = (0, 1) if dtype is torch.bool else (torch.iinfo(dtype).min, torch.iinfo(dtype).max)
    for value in [bound.item() for bound in torch.aminmax(tensor)] if tensor.numel() else ():
        if (isfinite(value) and not least <= int(value) <= most) or abs(value) == inf:
            raise _outside(entry, value, str(least), str(most))
    if tensor.is_floating_point() and not bool((tensor == tensor.round()).all()):
        raise BuilderError(
            say("datasets.fraction", name=entry.name, dtype=entry.dtype), hint=say("datasets.fraction.hint")
        )


def _outside(entry: Input, value: float, least: str, most: str) -> BuilderError:
    return BuilderError(
        say("datasets.range", name=entry.name, dtype=entry.dtype, value=f"{value:g}"),
        hint=say("datasets.range.hint", least=least, most=most),
    )
