"""The pure core of nnblocks: documents of nested `nn.Module` blocks and what they compile to.

Importing this package costs little: torch is imported by the first function that needs it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from builder import templates as templates
    from builder.analysis import Analysis as Analysis
    from builder.analysis import analyse as analyse
    from builder.document.blocks import Document as Document
    from builder.errors import BuilderError as BuilderError
    from builder.language.source import from_source as from_source
    from builder.module import to_module as to_module
    from builder.targets.diagram import to_dot as to_dot
    from builder.targets.source import to_source as to_source
    from builder.targets.tables import parameter_table as parameter_table

_HOMES = {
    "Document": "builder.document.blocks",
    "BuilderError": "builder.errors",
    "Analysis": "builder.analysis",
    "analyse": "builder.analysis",
    "from_source": "builder.language.source",
    "to_module": "builder.module",
    "to_source": "builder.targets.source",
    "to_dot": "builder.targets.diagram",
    "parameter_table": "builder.targets.tables",
}

__all__ = [*_HOMES, "templates"]


def __getattr__(name: str) -> Any:
    """Import a public name from its home on first use."""
    if name == "templates":
        return import_module("builder.templates")
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'builder' has no attribute {name!r}")
