"""Tensors in `.pt` and safetensors files: a dict, a list or a tuple of them; nothing in a file runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from builder.datasets.own.arrays import array_in_memory, check_array, zip_entries
from builder.datasets.own.reading import Array, Bounds, damage_error
from builder.errors import BuilderError
from builder.sentences import say

_WIDER = {torch.bfloat16: torch.float32, torch.float16: torch.float32}
_PAIR = 2


def pt_arrays(file: Path, bounds: Bounds) -> list[Array]:
    """Return the tensors of a file that `torch.save` wrote; of two in a row the first are inputs.

    Raises:
        BuilderError: it holds none, anything that could run, or is damaged.
        LimitError: one is too large, or packed too tightly.
    """
    zip_entries(file, bounds)
    try:
        content = torch.load(file, weights_only=True, map_location="cpu", mmap=True)
    except Exception:  # torch raises whatever its reader stumbles over
        raise BuilderError(say("datasets.own.unsafe", name=file.name), hint=say("datasets.own.unsafe.hint")) from None
    return [_array(name, tensor, bounds) for name, tensor in _tensors_by_name(content, file.stem).items()]


def safetensors_arrays(file: Path, bounds: Bounds) -> list[Array]:
    """Return the tensors of a safetensors file.

    Raises:
        BuilderError: it is damaged.
        LimitError: one is too large.
    """
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(file, framework="pt") as opened:
            return [_array(name, opened.get_tensor(name), bounds) for name in opened.keys()]  # noqa: SIM118 - no dict
    except (SafetensorError, OSError, ValueError):
        raise damage_error(file.name) from None


def _tensors_by_name(content: Any, stem: str) -> dict[str, Tensor]:  # noqa: ANN401 - whatever was saved
    if isinstance(content, Tensor):
        return {stem: content}
    if isinstance(content, list | tuple) and len(content) == _PAIR:
        content = {"x": content[0], "y": content[1]}
    pairs = content.items() if isinstance(content, dict) else ()
    return {str(name): value for name, value in pairs if isinstance(value, Tensor)}


def _array(name: str, tensor: Tensor, bounds: Bounds) -> Array:
    if tensor.layout is not torch.strided or tensor.is_nested or tensor.is_quantized or tensor.is_meta:
        raise BuilderError(say("datasets.not-plain", name=name), hint=say("datasets.not-plain.hint"))
    if tensor.is_complex():
        raise BuilderError(
            say("datasets.own.no-numbers", name=name, dtype=str(tensor.dtype)),
            hint=say("datasets.own.no-numbers.hint"),
        )
    dtype = _WIDER.get(tensor.dtype, tensor.dtype)
    kept = np.dtype(str(dtype).removeprefix("torch."))
    # Looked at first: a tensor of a few bytes may say that it is a million rows of the same ones.
    check_array(Array(name, tuple(tensor.shape), kept, lambda rows: iter(())), bounds)
    return array_in_memory(name, tensor.detach().to(dtype).numpy(), bounds)
