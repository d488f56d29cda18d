"""Edits that put blocks into a new container, or take a container away from around them."""

from __future__ import annotations

from typing import Literal

import msgspec

from builder.document.blocks import Block, Document, Parallel, Repeat, Sequential, Shared
from builder.document.tree import children
from builder.edits.edit import Change
from builder.edits.references import forgotten, spread
from builder.edits.tree import Places, container_of, fresh_id, holding, located, place_of, replaced, unnamed
from builder.errors import EditError


class Wrap(Change, frozen=True, tag="wrap"):
    """Put blocks of one parent into a new container, which stands where the first of them stood.

    A block wrapped alone hands its name to the container.
    """

    ids: tuple[str, ...]
    into: Literal["sequential", "parallel", "repeat"]
    id: str

    def changed(self, document: Document) -> Document:
        """Return the document with the container."""
        found = located(document)
        ids = _siblings(found, self.ids)
        if self.id in found:
            raise EditError(f"The id {self.id[:64]!r} is in use.", hint="Wrap the blocks under a new id.")
        blocks = [found[id].block for id in ids]
        name = blocks[0].name if len(blocks) == 1 else None
        container = msgspec.structs.replace(self._around(blocks), name=name)
        changes: dict[str, tuple[Block, ...]] = dict.fromkeys(ids, ())
        changes[ids[0]] = (container,)
        return msgspec.structs.replace(document, root=replaced(document.root, found, changes))

    def _around(self, blocks: list[Block]) -> Block:
        kids = tuple(map(unnamed, blocks)) if len(blocks) == 1 else tuple(blocks)
        newcomers = {kid.id for kid in kids}
        if self.into == "parallel":
            return holding(Parallel(id=self.id), kids, newcomers)
        if self.into == "sequential":
            return holding(Sequential(id=self.id), kids, newcomers)
        child = kids[0] if len(kids) == 1 else holding(Sequential(id=fresh_id()), kids, newcomers)
        return Repeat(id=self.id, child=child)


def _siblings(found: Places, ids: tuple[str, ...]) -> list[str]:
    if not ids:
        raise EditError("No block is selected to wrap.", hint="Select a block.")
    if len({place_of(found, id).parent for id in ids}) > 1:
        raise EditError(
            "The selected blocks stand in different containers.", hint="Select blocks that stand side by side."
        )
    return sorted(set(ids), key=lambda id: found[id].order)


class Unwrap(Change, frozen=True, tag="unwrap"):
    """Take a container away and leave its children in its place; a repeat leaves its one child."""

    id: str

    def changed(self, document: Document) -> Document:
        """Return the document without the container."""
        found = located(document)
        container = container_of(found, self.id)
        kids = children(container)
        _refuse_loss(found, container, kids)
        if len(kids) == 1 and (kids[0].name is None or isinstance(container, Repeat)):
            kids = (msgspec.structs.replace(kids[0], name=container.name),)
        document = spread(document, self.id, tuple(kid.id for kid in kids))
        document = forgotten(document, {self.id})
        return msgspec.structs.replace(document, root=replaced(document.root, found, {self.id: kids}))


def _refuse_loss(found: Places, container: Block, kids: tuple[Block, ...]) -> None:
    place = found[container.id]
    users = [other.path for other in found.values() if getattr(other.block, "of", None) == container.id]
    if users:
        raise EditError(f"It is used again at {users[0]!r}.", place.path, "Unshare it there first.")
    if place.parent is None:
        if len(kids) != 1:
            raise EditError(
                f"The root holds {len(kids)} blocks and a network has one root.", "", "Leave one block in it first."
            )
        if isinstance(kids[0], Shared):
            raise EditError("A shared block cannot be the root.", "", "Add a block first.")
    elif isinstance(found[place.parent].block, Repeat) and len(kids) != 1:
        raise EditError(
            f"A repeat has one child and this holds {len(kids)} blocks.", place.path, "Unwrap the repeat first."
        )
