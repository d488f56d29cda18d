"""A real network run under forward hooks: what the analysis is held against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import torch
from torch import nn

from builder.catalogue.layers.kind import TensorSpec, Value
from builder.catalogue.layers.kinds import CATALOGUE
from builder.document.blocks import Document
from builder.module import to_module

Runs = dict[nn.Module, list[tuple[Value, Value]]]


def spec(value: Any) -> Value:
    """Describe a tensor or a tuple of tensors."""
    if isinstance(value, tuple):
        return tuple(None if part is None else spec(part) for part in value)
    return TensorSpec(tuple(value.shape), str(value.dtype).removeprefix("torch."))


def samples(document: Document) -> tuple[torch.Tensor, ...]:
    """Return inputs of the sample batch: halves, or zeros for an integer dtype."""
    made = []
    for entry in document.inputs:
        shape = [document.batch if dim == "N" else dim for dim in entry.shape]
        dtype = getattr(torch, entry.dtype)
        made.append(torch.full(shape, 0.5 if dtype.is_floating_point else 0, dtype=dtype))
    return tuple(made)


def observed(document: Document, paths: Iterable[str]) -> tuple[dict[str, nn.Module], Runs]:
    """Return the modules by path, and what went in and out of those at `paths` at each run, in order."""
    network = to_module(document)
    modules = dict(network.named_modules(remove_duplicate=False))
    seen: Runs = defaultdict(list)

    def note(module: nn.Module, inputs: tuple[Any, ...], named: dict[str, Any], output: Any) -> None:
        kind = CATALOGUE.get(type(module).__name__)
        order = [named[name] for name in (kind.inputs if kind else ()) if name in named]
        seen[module].append((spec((*inputs, *order)), spec(output)))

    for module in {modules[path] for path in paths if path in modules}:
        module.register_forward_hook(note, with_kwargs=True)
    with torch.no_grad():
        network(*samples(document))
    return modules, seen
