"""Law 7: looking changes nothing. What a run may change is kept before it and put back after it, bit for bit."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from builder.live.device import computing_on
from builder.module.build import no_collection
from builder.module.graph import GraphModule
from builder.module.holders import BlockModule
from builder.module.rng import quiet_rng

_ARCHIVED = (list, dict, set)


class NetworkState:
    """The state of a network: weights where code that is not torch's runs, buffers, grads, modes and plain attributes.

    A layer of torch's own never changes its weights in a forward, save an embedding that keeps its rows short; so
    those of a large network need no copy.
    """

    def __init__(self, network: nn.Module) -> None:
        self._modules = list(network.modules())
        self._members = [(module, dict(module.__dict__)) for module in self._modules]
        self._tables = [(module, found) for module in self._modules if (found := _copy_fields(module))]
        learned = {id(one): one for module in self._modules for one in module._parameters.values() if one is not None}
        self._grads = [(one, one.grad, one.requires_grad) for one in learned.values()]
        self.devices = [device for device in {one.device for one in learned.values()} if device.type == "cuda"]
        self._values = [(one, one.detach().clone(), one.data) for one in _changeable(network)]
        for one, _, _ in self._grads:
            one.grad = None

    def put_back(self) -> None:
        """Put everything back as it was."""
        for module, members in self._members:
            module.__dict__.clear()
            module.__dict__.update(members)
        self._refill_all()
        for parameter, grad, requires_grad in self._grads:
            if parameter.requires_grad is not requires_grad:
                parameter.requires_grad_(requires_grad)
            parameter.grad = grad

    def rewind(self) -> None:
        """Make ready for one more run: all as it was, but modes that were set since, and without gradients."""
        for module, members in self._members:
            if not _is_torchs(module):
                mode = module.training
                module.__dict__.clear()
                module.__dict__.update(members, training=mode)
        self._refill_all()
        for parameter, _, _ in self._grads:
            parameter.grad = None

    def _refill_all(self) -> None:
        for module, tables in self._tables:
            for name, table in tables.items():
                _refill(module.__dict__[name], table)
        with torch.no_grad():
            for tensor, value, data in self._values:
                if tensor.data_ptr() != data.data_ptr() or tensor.shape != data.shape:
                    tensor.data = data
                tensor.copy_(value)


@contextmanager
def restore_after(network: nn.Module, seed: int) -> Iterator[NetworkState]:
    """Let a network run inside, with torch's generators at `seed`, and put everything back, even after an error.

    Args:
        network: on any device.
        seed: of torch's generators while it runs; their states come back afterwards.
    """
    with no_collection():
        yield from _restore_after(network, seed)


def _restore_after(network: nn.Module, seed: int) -> Iterator[NetworkState]:
    kept = NetworkState(network)
    device = next((one.device for one in network.parameters()), torch.device("cpu"))
    with computing_on(device), quiet_rng(seed), torch.random.fork_rng(kept.devices, enabled=bool(kept.devices)):
        try:
            seed_all(seed)
            yield kept
        finally:
            kept.put_back()


def seed_all(seed: int) -> None:
    """Seed each generator that a forward may draw from."""
    torch.default_generator.manual_seed(seed)
    random.seed(seed)
    np.random.seed(seed % 2**32)
    if torch.cuda.is_initialized():  # type: ignore[no-untyped-call]
        torch.cuda.manual_seed_all(seed)


def _is_torchs(module: nn.Module) -> bool:
    return type(module).__module__.startswith("torch.nn") or isinstance(module, BlockModule | GraphModule)


def _changeable(network: nn.Module) -> list[Tensor]:
    """Return each tensor that a forward may change in place."""
    found: dict[int, Tensor] = {}
    for module in network.modules():
        tensors: list[Any] = list(module._buffers.values())
        if not _is_torchs(module):
            tensors += [*module.parameters(), *_plain(module)]
        elif getattr(module, "max_norm", None) is not None:
            tensors += module.parameters()
        found.update((id(one), one) for one in tensors if isinstance(one, Tensor))
    return list(found.values())


def _plain(module: nn.Module) -> list[Tensor]:
    """Return the tensors that a module holds as plain attributes, in lists and dicts as well."""
    found, stack = [], [value for name, value in module.__dict__.items() if name not in ("_parameters", "_modules")]
    seen: set[int] = set()
    while stack:
        here = stack.pop()
        if isinstance(here, Tensor):
            found.append(here)
        elif isinstance(here, list | tuple | set | dict) and id(here) not in seen:
            seen.add(id(here))
            stack += here.values() if isinstance(here, dict) else here
    return found


def _copy_fields(module: nn.Module) -> dict[str, Any]:
    """Return copies of the lists and dicts that a module holds; hooks are torch's to keep."""
    if _is_torchs(module):  # what those hold stays, but for buffers that are given anew
        return {"_buffers": _copy(module._buffers)} if module._buffers else {}
    return {
        name: _copy(value)
        for name, value in module.__dict__.items()
        if isinstance(value, _ARCHIVED) and "_hooks" not in name
    }


def _copy(value: Any, depth: int = 8) -> Any:  # noqa: ANN401 - what a module holds
    """Copy lists, dicts and sets inside one another; each with what it is a copy of, so that it can be refilled."""
    if not isinstance(value, _ARCHIVED) or not depth:
        return value
    if isinstance(value, dict):
        return _Copy(value, [(key, _copy(inner, depth - 1)) for key, inner in value.items()])
    return _Copy(value, [_copy(inner, depth - 1) for inner in value])


class _Copy:
    """What a list, dict or set held."""

    __slots__ = ("of", "parts")

    def __init__(self, of: Any, parts: list[Any]) -> None:  # noqa: ANN401 - a list, dict or set
        self.of = of
        self.parts = parts


def _refill(value: Any, copy: _Copy) -> None:  # noqa: ANN401 - a list, dict or set
    """Give a list, dict or set, and those inside it, what they held."""
    value.clear()
    if isinstance(value, dict):
        value.update((key, _restore(part)) for key, part in copy.parts)
    elif isinstance(value, set):
        value.update(map(_restore, copy.parts))
    else:
        value.extend(map(_restore, copy.parts))


def _restore(part: Any) -> Any:  # noqa: ANN401 - what a list, dict or set held
    if not isinstance(part, _Copy):
        return part
    _refill(part.of, part)
    return part.of
