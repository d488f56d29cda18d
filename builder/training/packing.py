"""Plain values and tensors, inside one another, as JSON beside a list of tensors; nothing that could be executed.

Numbers come back to the bit, tuples as tuples, keys as what they were. A tensor that stands at several places is
written once, and is one tensor again when it is read.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import torch
from torch import Tensor, nn

Json: TypeAlias = Any
"""What `json` writes: it takes infinite numbers as well, which a learning rate's best loss begins with."""
_PLAIN = (type(None), bool, int, float, str)
_DEEPEST = 32


class UnpackableError(TypeError):
    """A value that is neither plain nor a tensor with values, named by its type or layout."""


class Packer:
    """Gathers the tensors of what is packed, in `tensors`."""

    def __init__(self) -> None:
        self.tensors: list[Tensor] = []
        self._known: dict[tuple[object, ...], int] = {}

    def pack(self, value: object, depth: int = 0) -> Json:
        """Return a value as JSON, with numbers in the place of its tensors.

        Raises:
            UnpackableError: something in it is neither plain nor a tensor.
        """
        if type(value) in _PLAIN:
            return value
        if isinstance(value, Tensor):
            return self._tensor(value, depth)
        if depth < _DEEPEST and isinstance(value, list | tuple | dict):
            return self._container(value, depth + 1)
        raise UnpackableError(type(value).__name__)

    def _container(self, value: list[Any] | tuple[Any, ...] | dict[Any, Any], depth: int) -> Json:
        if isinstance(value, dict):
            # A schedule asks its milestones, which are counts, for what no other dict has.
            kind = "counts" if isinstance(value, Counter) else "pairs"
            return {kind: [[self.pack(key, depth), self.pack(one, depth)] for key, one in value.items()]}
        packed = [self.pack(one, depth) for one in value]
        return packed if isinstance(value, list) else {"tuple": packed}

    def _tensor(self, value: Tensor, depth: int) -> Json:
        if value.layout is torch.sparse_coo:
            parts = (value._indices(), value._values(), tuple(value.shape), value.is_coalesced())
            return {"sparse": [self.pack(one, depth + 1) for one in parts]}
        return {"tensor": self._number(value), "learns": isinstance(value, nn.Parameter)}

    def _number(self, tensor: Tensor) -> int:
        if tensor.layout is not torch.strided or tensor.is_meta:
            raise UnpackableError(str(tensor.layout))
        key: tuple[object, ...] = (tensor.data_ptr(), tensor.shape, tensor.stride(), tensor.dtype, tensor.device)
        key = key if tensor.numel() else (id(tensor),)
        if key not in self._known:
            self._known[key] = len(self.tensors)
            self.tensors.append(tensor.detach())
        return self._known[key]


def unpack(packed: Json, tensors: Sequence[Tensor], living: Mapping[int, Tensor] | None = None) -> Any:  # noqa: ANN401
    """Return what was packed.

    Args:
        packed: what `Packing.pack` returned.
        tensors: those that it gathered.
        living: tensors, by their numbers there, that are in use already and stand in place of those.
    """
    if isinstance(packed, list):
        return [unpack(one, tensors, living) for one in packed]
    if not isinstance(packed, dict):
        return packed
    if "tuple" in packed:
        return tuple(unpack(one, tensors, living) for one in packed["tuple"])
    if "pairs" in packed:
        return {unpack(k, tensors, living): unpack(v, tensors, living) for k, v in packed["pairs"]}
    if "counts" in packed:
        return Counter({unpack(k, tensors, living): count for k, count in packed["counts"]})
    if "sparse" in packed:
        indices, values, shape, is_coalesced = (unpack(one, tensors) for one in packed["sparse"])
        return torch.sparse_coo_tensor(indices, values, shape, is_coalesced=is_coalesced)
    number = packed["tensor"]
    if living is None or number not in living:
        return tensors[number]
    return living[number] if packed["learns"] else living[number].detach()


def strides_of(tensors: Sequence[Tensor]) -> dict[str, list[int]]:
    """Return how tensors that are not contiguous lie in memory, by their numbers: sums over them follow that order."""
    return {str(i): list(one.stride()) for i, one in enumerate(tensors) if not one.is_contiguous()}


def laid_out(tensor: Tensor, stride: Sequence[int] | None) -> Tensor:
    """Return a tensor in memory of its own, with these strides.

    Args:
        tensor: on the CPU.
        stride: steps between elements along each dim, in elements; contiguous when None.
    """
    if stride is None:
        return tensor.clone(memory_format=torch.contiguous_format)
    made = torch.empty_strided(tensor.shape, tuple(stride), dtype=tensor.dtype)
    return made.copy_(tensor)


def to_text(packed: Json) -> str:
    """Write JSON; a float is written so that the same one is read."""
    return json.dumps(packed, separators=(",", ":"))


def from_text(text: str) -> Json:
    """Read JSON."""
    return json.loads(text)
