"""The pure core of nnblocks: documents of nested `nn.Module` blocks and what they compile to.

Importing this package costs little: torch is imported by the first function that needs it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from builder.document.blocks import Document as Document

if TYPE_CHECKING:
    from builder import templates as templates
    from builder.analysis import Analysis as Analysis
    from builder.errors import BuilderError as BuilderError
    from builder.expansion.validation import from_json as from_json
    from builder.local import analyse as analyse
    from builder.local import from_source as from_source
    from builder.local import networks_in as networks_in
    from builder.local import to_dot as to_dot
    from builder.local import to_source as to_source
    from builder.module import to_module as to_module
    from builder.targets.tables import parameter_table as parameter_table
    from builder.trace.from_module import from_module as from_module

_HOMES = {
    "BuilderError": "builder.errors",
    "Analysis": "builder.analysis",
    "analyse": "builder.local",
    "from_json": "builder.expansion.validation",
    "from_source": "builder.local",
    "networks_in": "builder.local",
    "from_module": "builder.trace.from_module",
    "to_module": "builder.module",
    "to_source": "builder.local",
    "to_dot": "builder.local",
    "parameter_table": "builder.targets.tables",
}

__all__ = ["Document", *_HOMES, "templates"]


def __getattr__(name: str) -> Any:
    """Import a public name from its home on first use."""
    if name == "templates":
        return import_module("builder.templates")
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'builder' has no attribute {name!r}")


def _from_json(text: str | bytes) -> Document:
    """Read a document strictly.

    Raises:
        DocumentError: the text is no valid document; the message names the place and the remedy.
    """
    document: Document = __getattr__("from_json")(text)
    return document


def _from_module(network: object, inputs: object) -> Document:
    """Return the document of a live `nn.Module`, whose forwards run on meta; `inputs`: example tensors or shapes.

    Raises:
        UnsupportedError: parts of it cannot be drawn; the message names each class with the reason.
    """
    document: Document = __getattr__("from_module")(network, inputs)
    return document


# A document is read by what stands above it, so these names of it are set here.
Document.from_json = staticmethod(_from_json)
Document.from_module = staticmethod(_from_module)
