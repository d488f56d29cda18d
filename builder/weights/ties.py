"""Finds names that refer to the same tensor."""

from __future__ import annotations

from collections.abc import Mapping

from torch import Tensor, nn

Owner = tuple[nn.Module, str]
"""A module and the name of one of its own tensors."""


def kept_names(state: Mapping[str, Tensor]) -> dict[str, str]:
    """Return for each name of a `state_dict` the name under which its tensor is written, the first by alphabet.

    Tensors are the same when they start at one address with one shape, stride and dtype; empty ones never are.
    """
    groups: dict[tuple[object, ...], list[str]] = {}
    for name, tensor in state.items():
        key = (tensor.data_ptr(), tensor.shape, tensor.stride(), tensor.dtype) if tensor.numel() else (name,)
        groups.setdefault(key, []).append(name)
    return {name: min(names) for names in groups.values() for name in names}


def tied_owners(network: nn.Module) -> list[list[Owner]]:
    """Return the places of each tensor that stands at several: the modules that own it, in `named_modules` order."""
    places: dict[int, list[Owner]] = {}
    for module in network.modules():
        for name, tensor in (*module._parameters.items(), *module._buffers.items()):
            if tensor is not None:
                places.setdefault(id(tensor), []).append((module, name))
    return [owners for owners in places.values() if len(owners) > 1]
