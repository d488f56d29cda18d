"""Implements `to_module`, which builds the live network of a document."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import torch
from msgspec.structs import replace
from torch import nn
from torch.nn.parameter import is_lazy

from builder.document.blocks import Document
from builder.expansion.lazy_layers import is_kept
from builder.module.arguments import Arguments, decided_arguments
from builder.module.construct import construct
from builder.module.initialise import apply_rules, fill_originals, freeze
from builder.module.lazy import decide, decide_by_shapes
from builder.module.local import run_here
from builder.module.memory import check_memory
from builder.module.rng import quiet_rng
from builder.module.size import weight_bytes
from builder.module.ties import tie
from builder.network.network import Network
from builder.sentences import say


def to_module(
    document: Document, device: torch.device | str = "cpu", *, progress: Callable[[float], None] | None = None
) -> nn.Module:
    """Build the network: seeded, initialised, tied and frozen as the document says.

    Weights are drawn on the CPU by torch's own generator, so that they are the same on every device and in the emitted
    file; the caller's generator is left as it was.

    Args:
        document: a valid one.
        device: where the tensors lie; on `"meta"` nothing is allocated or drawn.
        progress: is told from 0 to 1 what part of the bytes of all weights is there; what it raises stops the work.

    Raises:
        ShapeError: an `"auto"` argument cannot be decided.
        DocumentError: a tie names a tensor that its layer does not have.
        LimitError: the network is larger than the memory that is free.
    """
    with no_collection():
        return _build(Network.of(document), torch.device(device), progress)


def lazy_network(document: Document) -> nn.Module:
    """Build the network as torch has it before its first forward, its lazy layers without shapes.

    Nothing is tied, initialised or frozen yet, which torch refuses for tensors without shapes.

    Raises:
        ShapeError: an `"auto"` argument cannot be decided.
        LimitError: the network is larger than the memory that is free.
    """
    network = Network.of(document)
    arguments = decided_arguments(network, run_here)
    check_memory(weight_bytes(network.whole, arguments), say("module.network"))
    with no_collection(), quiet_rng(document.seed):
        return construct(network, arguments, is_kept=partial(is_kept, replace(network.whole, lazy="keep")))


def _build(network: Network, device: torch.device, progress: Callable[[float], None] | None) -> nn.Module:
    document = network.whole
    arguments = decided_arguments(network, run_here)
    if device.type == "meta":
        with device:
            module = construct(network, arguments)
        decide_by_shapes(module, document)
        tie(module, document)
        freeze(module, document)
        return module
    total = weight_bytes(document, arguments)
    check_memory(total, say("module.network"))
    module = _build_and_draw(network, arguments, total, progress)
    return module if device.type == "cpu" else module.to(device)


@contextmanager
def no_collection() -> Iterator[None]:
    """Disable garbage collection, which would traverse thousands of new objects repeatedly."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _build_and_draw(
    network: Network, arguments: Arguments, total: int, progress: Callable[[float], None] | None
) -> nn.Module:
    document = network.whole
    watch = None if progress is None else _Watch(total, progress)
    with quiet_rng(document.seed):
        module = construct(network, arguments, watch, partial(is_kept, document))
        decide(module, document)
        fill_originals(module, document)
        tie(module, document)
        apply_rules(module, document)
        freeze(module, document)
    return module


class _Watch:
    """Adds up the bytes of the layers that are built and reports their part of the whole."""

    def __init__(self, total: int, progress: Callable[[float], None]) -> None:
        self.total = max(total, 1)
        self.progress = progress
        self.done = 0

    def __call__(self, layer: nn.Module) -> None:
        known = (tensor for tensor in layer.parameters() if not is_lazy(tensor))
        self.done += sum(tensor.numel() * tensor.element_size() for tensor in known)
        self.progress(min(1.0, self.done / self.total))
