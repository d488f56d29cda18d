"""Equal blocks in a row as one repeat: twelve Transformer blocks are drawn once, with "x 12"."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from builder.document.blocks import Block, Document, Repeat, Sequential, Shared
from builder.document.tree import children, is_container, walk, with_children

_encode = msgspec.json.encode
References: TypeAlias = list[tuple[str | None, str]]
"""Who names which block: a shared block, or None for a tie or a selector of the document."""


def fold(document: Document) -> Document:
    """Return the document with a repeat for each sequential of equal containers that nothing else points into."""
    references: References = [(b.id, b.of) for b in walk(document.root) if isinstance(b, Shared)]
    for tie in document.ties:
        references += [(None, tie.tensor.block), (None, tie.of.block)]
    references += [(None, select.block) for select in document.frozen if select.block is not None]
    return msgspec.structs.replace(document, root=_fold(document.root, references))


def _fold(block: Block, references: References) -> Block:
    if not is_container(block):
        return block
    block = with_children(block, tuple(_fold(kid, references) for kid in children(block)))
    if not isinstance(block, Sequential) or block.class_name is not None or len(block.children) < 2:
        return block
    first = block.children[0]
    if not all(is_container(kid) and kid.name is None for kid in block.children):
        return block
    if len({_form(kid) for kid in block.children}) > 1 or any(_is_named(kid, references) for kid in block.children):
        return block
    return Repeat(id=block.id, name=block.name, child=first, count=len(block.children), holder=block.holder)


def _is_named(block: Block, references: References) -> bool:
    """Tell whether something outside names a block inside, which as one of many copies has no name of its own."""
    inside = {inner.id for inner in walk(block)}
    return any(target in inside and source not in inside for source, target in references)


def _form(block: Block) -> bytes:
    """Return a block without its ids, for comparison."""
    numbers = {inner.id: f"#{i}" for i, inner in enumerate(walk(block))}

    def numbered(here: Block) -> Block:
        if is_container(here):
            here = with_children(here, tuple(map(numbered, children(here))))
        if isinstance(here, Shared):
            here = msgspec.structs.replace(here, of=numbers.get(here.of, here.of))
        return msgspec.structs.replace(here, id=numbers[here.id])

    return _encode(numbered(block))
