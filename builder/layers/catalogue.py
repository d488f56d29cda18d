"""`CATALOGUE`: every class of `torch.nn` by name. A new family of kinds is one import and one word here."""

from __future__ import annotations

from builder.layers import linear
from builder.layers.kind import Kind

MODULES = (linear,)

CATALOGUE: dict[str, Kind] = {kind.name: kind for module in MODULES for kind in module.KINDS}
