"""Fits a tensor that a person gave to the shape and dtype of an input."""

from __future__ import annotations

import torch
from torch import Tensor

from builder.document.blocks import BATCH, Input
from builder.errors import BuilderError
from builder.sentences import say

_TOLERANT = frozenset({"int64", "int32"})


def fitted(entry: Input, tensor: Tensor) -> tuple[Tensor, tuple[str, ...]]:
    """Return a tensor as an input takes it: a batch of one where it is a single sample, in the input's dtype.

    A row of token ids may be longer or shorter than the document says: it is a sequence.

    Raises:
        BuilderError: it has another shape.
    """
    said = []
    tensor, words = _cast(entry, tensor)
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


def _cast(entry: Input, tensor: Tensor) -> tuple[Tensor, list[str]]:
    """Return a tensor in the dtype of an input, where that loses nothing but digits.

    Raises:
        BuilderError: it holds fractions, and the input takes whole numbers.
    """
    dtype: torch.dtype = getattr(torch, entry.dtype)
    if tensor.dtype == dtype:
        return tensor, []
    inexact = tensor.is_floating_point() or tensor.is_complex()
    if inexact and not (dtype.is_floating_point or dtype.is_complex) and not bool((tensor == tensor.round()).all()):
        raise BuilderError(say("datasets.fraction", name=entry.name, dtype=entry.dtype))
    if tensor.is_complex() and not dtype.is_complex:
        raise BuilderError(say("datasets.complex", name=entry.name, dtype=entry.dtype))
    before = str(tensor.dtype).removeprefix("torch.")
    return tensor.to(dtype), [say("datasets.cast", before=before, after=entry.dtype)]
