"""Builds the `nn.Module` of a document: seeded, initialised, tied and frozen as the document specifies.

`arguments` here is free of torch and serves `builder.targets.source` too, so torch is imported by the first use only.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from builder.module.build import to_module as to_module
    from builder.module.memory import check_memory as check_memory

_HOMES = {"to_module": "builder.module.build", "check_memory": "builder.module.memory"}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module holds anything
    """Import a public name from its home on first use."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'builder.module' has no attribute {name!r}")
