"""A network with the weights of a file, as jobs take both."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from builder.document.blocks import Document

if TYPE_CHECKING:
    from torch import nn


def stored(document: Document, weights: Path) -> nn.Module:
    """Return the network with the weights of a file, which are mapped into memory and not read."""
    from builder.module import to_module
    from builder.weights import load_into
    from builder.weights.plain import fill_plain

    network = to_module(document, device="meta")
    load_into(network, weights)
    fill_plain(network, document)
    return network
