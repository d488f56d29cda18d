"""What the canvas is told of the tensors of a layer that are, or may be, worked out of others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from builder.document.blocks import Layer

_LEAST_DIMS = 2
"""A bias or the scale of a normalisation is no matrix: nobody parametrizes it."""


def parametrization_view(block: Layer, learned: Mapping[str, tuple[int, ...]]) -> dict[str, Any]:
    """Return the parametrizations of a layer, and the tensors that may have one, of those that it has now."""
    given = block.parametrizations
    made = tuple(f"{name}_" for name in given)  # of the old form: weight_g
    free = [
        name
        for name, shape in learned.items()
        if "." not in name and len(shape) >= _LEAST_DIMS and not name.startswith(made)
    ]
    names = [*given, *free]
    if not names:
        return {}
    told: dict[str, Any] = {"parametrizable": names}
    return told | ({"parametrizations": msgspec.to_builtins(given)} if given else {})


def with_parametrizations(detail: str, block: Layer) -> str:
    """Add to the few words on a layer how its tensors are worked out."""
    return "  ".join(filter(None, (detail, *dict.fromkeys(one.kind for one in block.parametrizations.values()))))
