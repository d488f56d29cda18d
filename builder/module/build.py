"""`to_module`: the whole way from a document to a live network."""

from __future__ import annotations

import threading

import torch
from torch import nn

from builder.document.blocks import Document
from builder.module.arguments import decided_arguments
from builder.module.construct import construct
from builder.module.initialise import apply_rules, freeze
from builder.module.memory import check_memory
from builder.module.size import weight_bytes
from builder.module.ties import tie

_RNG = threading.Lock()
"""Held while torch's global generator is borrowed."""


def to_module(document: Document, device: torch.device | str = "cpu") -> nn.Module:
    """Build the network: seeded, initialised, tied and frozen as the document says.

    Weights are drawn on the CPU by torch's own generator, so that they are the same on every device and in the emitted
    file; the caller's generator is left as it was. On `"meta"` nothing is allocated or drawn.

    Raises:
        ShapeError: an `"auto"` argument cannot be decided.
        DocumentError: a tie names a tensor that its layer does not have.
        LimitError: the network is larger than the memory that is free.
    """
    device = torch.device(device)
    arguments = decided_arguments(document)
    if device.type == "meta":
        with device:
            network = construct(document, arguments)
        tie(network, document)
        freeze(network, document)
        return network
    check_memory(weight_bytes(document, arguments), "The network")
    with _RNG:
        network = _draw(document, arguments)
    return network if device.type == "cpu" else network.to(device)


def _draw(document: Document, arguments: dict[str, dict[str, object]]) -> nn.Module:
    state = torch.get_rng_state()
    try:
        torch.default_generator.manual_seed(document.seed)
        network = construct(document, arguments)
        tie(network, document)
        apply_rules(network, document)
        freeze(network, document)
    finally:
        torch.set_rng_state(state)
    return network
