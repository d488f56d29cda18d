"""The tensors in what modules take and return."""

from __future__ import annotations

from torch import Tensor
from torch.nn.utils.rnn import PackedSequence

MOST = 256
"""Tensors that are looked at of what one call returns."""


def tensors_in(value: object) -> list[Tensor]:
    """Return the tensors of a value in order: one itself, or those in tuples, lists and dicts.

    Args:
        value: what a module takes or returns; the first `MOST` tensors are looked at, of a packed sequence its data.
    """
    if isinstance(value, Tensor):
        return [value]
    found: list[Tensor] = []
    stack = [value]
    while stack and len(found) < MOST:
        here = stack.pop()
        if isinstance(here, Tensor):
            found.append(here)
        elif isinstance(here, PackedSequence):
            found.append(here.data)
        elif isinstance(here, dict):
            stack.extend(reversed(here.values()))
        elif isinstance(here, list | tuple):
            stack.extend(reversed(here[: MOST + 1]))
    return found
