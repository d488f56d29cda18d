"""`CATALOGUE`: every class of `torch.nn` by name. A new family of kinds is one import and one word here."""

from __future__ import annotations

from builder.layers import (
    activation,
    containers,
    convolution,
    dropout,
    embedding,
    linear,
    normalisation,
    padding,
    pooling,
)
from builder.layers.kind import Kind

MODULES = (
    linear,
    convolution,
    pooling,
    padding,
    activation,
    normalisation,
    dropout,
    embedding,
    containers,
)

CATALOGUE: dict[str, Kind] = {kind.name: kind for module in MODULES for kind in module.KINDS}
