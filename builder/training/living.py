"""What a network keeps from one step to the next: parameters, buffers, and plain attributes of a person's classes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import torch
from torch import Tensor, nn

from builder.training.packing import Json, Packer, UnpackableError, unpack

_OF_TORCH = frozenset(nn.Module().__dict__) - {"training"}
"""What every module holds, of which tables of tensors and modules are looked at by themselves."""


def pack_network(network: nn.Module, packing: Packer) -> Json:
    """Return the values of a network; what of a class's attributes is neither plain nor a tensor is left out."""
    tensors = {f"{path}.{name}": packing.pack(one) for path, _, name, one in _tensors(network)}
    plain = {path: found for path, module in network.named_modules() if (found := _plain(module, packing))}
    return {"tensors": tensors, "plain": plain}


def unpack_network(network: nn.Module, packed: Json, tensors: Sequence[Tensor]) -> None:
    """Give a network, built anew, all values that it had when it was packed.

    Raises:
        KeyError: it has other tensors.
    """
    living: dict[int, Tensor] = {}
    with torch.no_grad():
        for path, module, name, own in _tensors(network):
            number = packed["tensors"][f"{path}.{name}"]["tensor"]
            value = tensors[number]
            if own.shape == value.shape and own.dtype == value.dtype:
                own.copy_(value)
            else:  # a buffer that its class has given anew
                own = value.to(own.device)
                module._buffers[name] = own
            living[number] = own
    for path, found in packed["plain"].items():
        module = network.get_submodule(path)
        for name, value in found.items():
            module.__dict__[name] = unpack(value, tensors, living)


def _tensors(network: nn.Module) -> Iterator[tuple[str, nn.Module, str, Tensor]]:
    for path, module in network.named_modules():
        for name, one in (*module._parameters.items(), *module._buffers.items()):
            if one is not None:
                yield path, module, name, one


def _plain(module: nn.Module, packing: Packer) -> dict[str, Any]:
    if type(module).__module__.startswith("torch.nn"):
        return {}
    found = {}
    for name, value in module.__dict__.items():
        if name in _OF_TORCH:
            continue
        try:
            found[name] = packing.pack(value)
        except UnpackableError:
            continue  # a function, a module, a constant of torch: what its class made once
    return found
