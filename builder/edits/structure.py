"""Edits of the tree: insert, remove, move, duplicate, rename."""

from __future__ import annotations

import msgspec

from builder.document.blocks import Block, Document, Parallel, Repeat
from builder.document.names import attribute_fault, key_fault
from builder.document.tree import child_name, walk
from builder.edits.edit import Change
from builder.edits.references import forgotten, handed_over, with_copies
from builder.edits.tree import (
    container_of,
    copied,
    inserted,
    located,
    outermost,
    place_of,
    replaced,
    unnamed,
    with_block,
    within,
)
from builder.errors import EditError


class Insert(Change, frozen=True, tag="insert"):
    """Put a new block before the child of `parent` that has the index now; its ids must be new."""

    parent: str
    index: int
    block: Block

    def changed(self, document: Document) -> Document:
        """Return the document with the block."""
        found = located(document)
        for block in walk(self.block):
            if block.id in found:
                raise EditError(f"The id {block.id[:64]!r} is in use.", hint="Insert the block under a new id.")
        parent = place_of(found, self.parent).block
        name = self.block.name
        fault = None if name is None else attribute_fault(name) if isinstance(parent, Parallel) else key_fault(name)
        if fault is not None:
            raise EditError(fault, found[self.parent].path, "Give it a name such as left, or none.")
        root = inserted(found, document.root, self.parent, self.index, (self.block,))
        return msgspec.structs.replace(document, root=root)


class Remove(Change, frozen=True, tag="remove"):
    """Take blocks out; who shared one of them becomes its owner."""

    ids: tuple[str, ...]

    def changed(self, document: Document) -> Document:
        """Return the document without the blocks."""
        document, going = handed_over(document, outermost(located(document), self.ids, "remove"))
        return removed(document, going)


def removed(document: Document, ids: list[str]) -> Document:
    """Take blocks out together with the ties and rules that name them."""
    found = located(document)
    document = forgotten(document, within(found, ids))
    return msgspec.structs.replace(document, root=replaced(document.root, found, dict.fromkeys(ids, ())))


class Move(Change, frozen=True, tag="move"):
    """Take blocks to another place, in document order; `index` counts among the children without them."""

    ids: tuple[str, ...]
    parent: str
    index: int

    def changed(self, document: Document) -> Document:
        """Return the document with the blocks in their new place."""
        found = located(document)
        ids = outermost(found, self.ids, "move")
        parent = place_of(found, self.parent).block
        if self.parent in within(found, ids):
            raise EditError("A block cannot move into itself.", found[self.parent].path, "Choose a place outside it.")
        if isinstance(parent, Repeat) and parent.child.id in ids and len(ids) == 1:
            return document
        blocks = tuple(found[id].block for id in ids)
        document = msgspec.structs.replace(document, root=replaced(document.root, found, dict.fromkeys(ids, ())))
        root = inserted(located(document), document.root, self.parent, self.index, blocks)
        return msgspec.structs.replace(document, root=root)


class Duplicate(Change, frozen=True, tag="duplicate"):
    """Put copies with new ids after the last selected block of each parent; ties and rules hold for them too."""

    ids: tuple[str, ...]

    def changed(self, document: Document) -> Document:
        """Return the document with the copies."""
        found = located(document)
        ids = outermost(found, self.ids, "duplicate")
        copies, new_ids = copied(*(found[id].block for id in ids))
        last = {found[id].parent: id for id in ids}
        changes = {
            id: (
                found[id].block,
                *(unnamed(copy) for i, copy in zip(ids, copies, strict=True) if found[i].parent == above),
            )
            for above, id in last.items()
        }
        document = msgspec.structs.replace(document, root=replaced(document.root, found, changes))
        return with_copies(document, new_ids)


class Rename(Change, frozen=True, tag="rename"):
    """Give a block a name in its parent; None leaves it to its position."""

    id: str
    name: str | None

    def changed(self, document: Document) -> Document:
        """Return the document with the name."""
        found = located(document)
        place = place_of(found, self.id)
        if place.parent is None:
            raise EditError("The root block has no name.", "", "Name the network instead.")
        parent = container_of(found, place.parent)
        if isinstance(parent, Repeat):
            raise EditError(
                "The copies of a repeat are named by it.", place.path, "Set names of the repeat, such as 'block {i}'."
            )
        block = msgspec.structs.replace(place.block, name=self.name)
        by_position = child_name(parent, place.index, unnamed(block))
        return with_block(document, found, unnamed(block) if self.name == by_position else block)
