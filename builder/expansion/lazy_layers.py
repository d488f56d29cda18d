"""Which layers of a document are lazy ones in torch, and where code keeps them; instances are written out before."""

from __future__ import annotations

from builder.catalogue.layers.kinds import CATALOGUE
from builder.document.blocks import Block, Document, Layer
from builder.document.tree import walk
from builder.expansion.instances import written_blocks

_LAZY = frozenset(name for name, kind in CATALOGUE.items() if kind.explicit is not None)


def has_lazy(document: Document) -> bool:
    """Tell whether a text class creates lazy layers, which torch builds at their first input."""
    return any(is_lazy(inner) for block in written_blocks(document.root) for inner in walk(block))


def has_any(document: Document) -> bool:
    """Tell whether there is a lazy layer anywhere, in text classes or outside."""
    return has_lazy(document) or any(is_lazy(block) for block in walk(document.root))


def is_lazy(block: Block) -> bool:
    """Tell whether a block is a layer of a lazy kind."""
    return block.__class__ is Layer and block.kind in _LAZY


def is_kept(document: Document, block: Block) -> bool:
    """Tell whether code makes the layer as a lazy one, as the document chooses.

    What is parametrized has its sizes written: torch parametrizes no tensor without a shape.
    """
    return document.lazy == "keep" and is_lazy(block) and not block.parametrizations  # type: ignore[union-attr]


def keeps_lazy(document: Document) -> bool:
    """Tell whether code makes any layer outside of text classes as a lazy one; instances are written out before."""
    return document.lazy == "keep" and any(is_kept(document, block) for block in walk(document.root))


def needs_sizes(document: Document) -> bool:
    """Tell whether code must decide lazy layers before it hands the network over.

    Ties, rules and frozen tensors need them, and so it is wherever the document does not keep lazy layers.
    """
    return document.lazy == "sizes" or bool(document.ties or document.init or document.frozen)
