"""Converts the tensors that a class owns to blocks; finds tied and frozen tensors."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from typing import Any

import torch
from torch import Tensor, nn

from builder.document.blocks import Graph, Layer, Selector, TensorBlock, TensorPlace, Tie
from builder.document.graph_rules import MAX_VALUES
from builder.sentences import say
from builder.trace.errors import UntraceableError

Owners = list[tuple[nn.Module, Layer | Graph]]
"""The modules that own tensors, each with its block, in document order."""


def tensor_block(id: str, name: str, tensor: Tensor, is_parameter: bool, persistent: bool) -> TensorBlock:
    """Return the block of a parameter or buffer; it begins with the tensor's values where these are few or alike.

    A larger parameter begins with normal numbers of the same mean and spread; the values of a larger buffer are only
    in the weights, and a warning says so.

    Args:
        id: of the new block.
        name: its key in its module.
        tensor: on any device.
        is_parameter: else it is a buffer.
        persistent: whether the `state_dict` has it.

    Raises:
        UntraceableError: it is a larger buffer that is not persistent, so that no weights hold its values.
    """
    dtype: Any = str(tensor.dtype).removeprefix("torch.")
    role: Any = "parameter" if is_parameter else "buffer"
    return TensorBlock(
        id=id,
        name=name,
        shape=tuple(tensor.shape),
        dtype=dtype,
        role=role,
        init=_init(name, tensor, is_parameter, persistent),
        persistent=persistent,
    )


def _init(name: str, tensor: Tensor, is_parameter: bool, persistent: bool) -> dict[str, Any] | None:
    if tensor.is_meta or not tensor.numel():
        return None
    values = tensor.detach()
    first = values.flatten()[0]
    if bool((values == first).all()):
        return {"value": first.item()} if first.item() and not tensor.is_complex() else None
    if not is_parameter and tensor.numel() <= MAX_VALUES and bool(torch.isfinite(values).all()):
        return {"value": values.tolist()}
    if not persistent:
        raise UntraceableError(say("trace.buffer-long", name=name, count=tensor.numel()), say("trace.buffer.hint"))
    if not is_parameter:
        message = say("trace.buffer-values", name=name, count=tensor.numel())
        warnings.warn(message, stacklevel=2)
        return None
    numbers = values.float()
    mean, std = round(float(numbers.mean()), 4), float(f"{float(numbers.std()):.1g}")
    return {"scheme": "normal_", "args": {"std": std} if abs(mean) < std else {"mean": mean, "std": std}}


def own_tensors(module: nn.Module) -> Iterator[tuple[str, Tensor, bool, bool]]:
    """Yield the parameters and buffers of a module itself: whether it is a parameter, and whether it is persistent."""
    for name, parameter in module._parameters.items():
        if parameter is not None:
            yield name, parameter, True, True
    for name, buffer in module._buffers.items():
        if buffer is not None:
            yield name, buffer, False, name not in module._non_persistent_buffers_set


def ties(owners: Owners) -> tuple[Tie, ...]:
    """Return the ties of tensors that stand at several places."""
    first: dict[int, TensorPlace] = {}
    found: list[Tie] = []
    for module, block in owners:
        for name, tensor in _tensors(module, block):
            place = TensorPlace(block.id, name)
            if id(tensor) in first:
                found.append(Tie(place, first[id(tensor)]))
            else:
                first[id(tensor)] = place
    return tuple(found)


def frozen_selectors(owners: Owners) -> tuple[Selector, ...]:
    """Return selectors of the parameters that take no gradient."""
    found: list[Selector] = []
    for module, block in owners:
        still = [name for name, tensor in _parameters(module, block) if not tensor.requires_grad]
        if isinstance(block, Layer) and still and len(still) == sum(1 for _ in _parameters(module, block)):
            found.append(Selector(block=block.id))
        else:
            found += [Selector(block=block.id, tensor=name.rpartition(".")[2]) for name in still]
    return tuple(found)


def _parameters(module: nn.Module, block: Layer | Graph) -> Iterable[tuple[str, Tensor]]:
    return module.named_parameters(recurse=isinstance(block, Layer), remove_duplicate=False)


def _tensors(module: nn.Module, block: Layer | Graph) -> Iterator[tuple[str, Tensor]]:
    yield from _parameters(module, block)
    yield from module.named_buffers(recurse=isinstance(block, Layer), remove_duplicate=False)
