"""The header of a safetensors file: a length, then JSON with each tensor's dtype, shape and place.

The format is described at https://huggingface.co/docs/safetensors; `tests/weights` reads it back with torch alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

import torch
from torch import Tensor

DTYPES = {
    torch.float64: "F64",
    torch.float32: "F32",
    torch.float16: "F16",
    torch.bfloat16: "BF16",
    torch.complex64: "C64",
    torch.int64: "I64",
    torch.int32: "I32",
    torch.int16: "I16",
    torch.int8: "I8",
    torch.uint8: "U8",
    torch.bool: "BOOL",
}
_ALIGNMENT = 8
"""Bytes: the header is padded with blanks so that tensors begin at a multiple of it, as the safetensors format asks."""


def header_bytes(tensors: Mapping[str, Tensor], tied: Mapping[str, str]) -> tuple[bytes, list[str]]:
    """Return the header, and the names in the order of their bytes: wide dtypes first, so that all is aligned.

    Args:
        tensors: those that are written, by their key in the `state_dict`; their dtype is one of `DTYPES`.
        tied: metadata beside the format; of a file of weights the key of each tensor that is left out, with the key
            that it is tied to.
    """
    order = sorted(tensors, key=lambda name: (-tensors[name].element_size(), name))
    entries: dict[str, object] = {"__metadata__": {"format": "pt", **tied}}
    begin = 0
    for name in order:
        tensor = tensors[name]
        end = begin + tensor.numel() * tensor.element_size()
        entries[name] = {"dtype": DTYPES[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [begin, end]}
        begin = end
    text = json.dumps(entries, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % _ALIGNMENT)
    return len(text).to_bytes(8, "little") + text, order
