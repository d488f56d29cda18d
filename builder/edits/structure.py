"""Edits of the tree: insert, remove, move, duplicate, rename."""

from __future__ import annotations

from collections.abc import Mapping
from operator import is_not
from typing import ClassVar

import msgspec

from builder.document.blocks import Block, Definition, Document, Graph, Repeat, Sequential
from builder.document.graph import nodes_by_name
from builder.document.holders import name_fault
from builder.document.tree import Place, child_name, children, walk, with_children
from builder.edits.edit import Change
from builder.edits.graphs import renamed_sources, with_nodes
from builder.edits.merge import merge_definitions
from builder.edits.numbers import with_names
from builder.edits.references import forgotten, handed_over, with_copies
from builder.edits.tree import (
    all_places,
    container_of,
    copy_blocks,
    insert_blocks,
    outermost,
    place_of,
    refuse_taken,
    replace_blocks,
    with_block,
    within,
    without_name,
)
from builder.edits.wiring import graph_of, with_sources
from builder.errors import EditError
from builder.network.wire import texts_of, wires_of
from builder.sentences import say


class Insert(Change, frozen=True, tag="insert"):
    """Put a new block before the child of `parent` that has the index now; its ids must be new."""

    places: ClassVar[tuple[str, ...]] = ("parent",)
    parent: str
    index: int
    block: Block
    wires: tuple[str, ...] | None = None
    """In a graph: what flows into the block."""
    definitions: tuple[Definition, ...] = ()
    """Those that the block needs, where it comes from another document."""

    def apply_to(self, document: Document) -> Document:
        """Return the document with the block.

        Raises:
            EditError: there is no such container or index, an id is taken, the block cannot have its name, or a
                definition cannot be renamed; or wires are given, and the container is no graph.
        """
        document, new = merge_definitions(document, self.block, self.definitions)
        found = all_places(document)
        refuse_taken(found, (block.id for block in walk(new)))
        parent = place_of(found, self.parent).block
        name = new.name
        counts = isinstance(parent, Sequential) and parent.holder == "ModuleList"  # the name is not needed
        fault = None if name is None or counts else name_fault(parent, new, self.index, name)
        if fault is not None:
            raise EditError(fault, found[self.parent].path, say("edits.name-fault.hint"))
        root = insert_blocks(found, document.root, self.parent, self.index, (new,))
        document = msgspec.structs.replace(document, root=root)
        return document if self.wires is None else self._wired(document, self.wires)

    def _wired(self, document: Document, wires: tuple[str, ...]) -> Document:
        found = all_places(document)
        graph = graph_of(found, self.parent)
        return with_block(document, found, with_sources(graph, found[self.block.id].name, wires))


class Remove(Change, frozen=True, tag="remove"):
    """Remove blocks; a place that shares one becomes its owner, and a chain in a graph is reconnected."""

    places: ClassVar[tuple[str, ...]] = ("ids",)
    ids: tuple[str, ...]

    def apply_to(self, document: Document) -> Document:
        """Return the document without the blocks."""
        document, going = handed_over(document, outermost(all_places(document), self.ids, "remove"))
        return remove_blocks(document, going)


def remove_blocks(document: Document, ids: list[str]) -> Document:
    """Remove blocks together with the ties and rules that name them."""
    found = all_places(document)
    document = forgotten(document, within(found, ids))
    return msgspec.structs.replace(document, root=replace_blocks(document.root, found, dict.fromkeys(ids, ())))


class Move(Change, frozen=True, tag="move"):
    """Move blocks to another place, in document order; `index` counts the children without them."""

    places: ClassVar[tuple[str, ...]] = ("ids", "parent")
    ids: tuple[str, ...]
    parent: str
    index: int

    def apply_to(self, document: Document) -> Document:
        """Return the document with the blocks in their new place.

        Raises:
            EditError: no block is given, one is not there or is the root, `parent` is inside one of them, or there is
                no such container or index.
        """
        found = all_places(document)
        ids = outermost(found, self.ids, "move")
        parent = place_of(found, self.parent).block
        if self.parent in within(found, ids):
            raise EditError(say("edits.move-into-itself"), found[self.parent].path, say("edits.move-into-itself.hint"))
        if isinstance(parent, Repeat) and parent.child.id in ids and len(ids) == 1:
            return document
        blocks = tuple(found[id].block for id in ids)
        if isinstance(parent, Graph) and all(found[id].parent == self.parent for id in ids):
            return with_block(document, found, _reorder(parent, blocks, self.index, found[self.parent].path))
        document = msgspec.structs.replace(document, root=replace_blocks(document.root, found, dict.fromkeys(ids, ())))
        root = insert_blocks(all_places(document), document.root, self.parent, self.index, blocks)
        return msgspec.structs.replace(document, root=root)


def _reorder(graph: Graph, blocks: tuple[Block, ...], index: int, path: str) -> Graph:
    """Return the graph with nodes at another place of the order in which they are built."""
    moved = {block.id for block in blocks}
    rest = [node for node in graph.nodes if node.id not in moved]
    if not 0 <= index <= len(rest):
        raise EditError(say("edits.no-place", index=index, last=len(rest)), path, say("edits.no-place.hint"))
    return with_nodes(graph, (*rest[:index], *blocks, *rest[index:]), set())


class Duplicate(Change, frozen=True, tag="duplicate"):
    """Put copies with new ids after the last selected block of each parent; ties and rules hold for them too."""

    places: ClassVar[tuple[str, ...]] = ("ids",)
    ids: tuple[str, ...]

    def apply_to(self, document: Document) -> Document:
        """Return the document with the copies."""
        found = all_places(document)
        ids = outermost(found, self.ids, "duplicate")
        copies, new_ids = copy_blocks(*(found[id].block for id in ids))
        last = {found[id].parent: id for id in ids}
        beside: dict[str | None, list[Block]] = {}
        for id, copy in zip(ids, copies, strict=True):
            beside.setdefault(found[id].parent, []).append(without_name(copy))
        changes = {id: (found[id].block, *beside[above]) for above, id in last.items()}
        root = _wired_alike(replace_blocks(document.root, found, changes), set(last), new_ids)
        return with_copies(msgspec.structs.replace(document, root=root), new_ids)


def _wired_alike(block: Block, ids: set[str | None], new_ids: Mapping[str, str]) -> Block:
    """Let the copies in some graphs take what their originals take, or the copies of that."""
    kids = children(block)
    new = tuple(_wired_alike(kid, ids, new_ids) for kid in kids)
    if any(map(is_not, new, kids)):
        block = with_children(block, new)
    if block.id not in ids or not isinstance(block, Graph):
        return block
    names = {node.id: name for name, node in nodes_by_name(block).items()}
    copies = {name: names[new_ids[id]] for id, name in names.items() if new_ids.get(id) in names}
    wires = {
        copy: texts_of(
            wire._replace(source=copies.get(wire.source, wire.source)) for wire in wires_of(block.wires[name])
        )
        for name, copy in copies.items()
        if name in block.wires
    }
    return msgspec.structs.replace(block, wires={**block.wires, **wires})


class Rename(Change, frozen=True, tag="rename"):
    """Give a block a name in its parent; None leaves it to its position.

    `before` is what the person saw it called, so that an overwritten name can be told.
    """

    places: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    name: str | None
    before: str | msgspec.UnsetType | None = msgspec.UNSET

    def apply_to(self, document: Document) -> Document:
        """Return the document with the name.

        Raises:
            EditError: the block is not there, is the root or the child of a repeat, or the name is taken in its graph.
        """
        found = all_places(document)
        place = place_of(found, self.id)
        if place.parent is None:
            raise EditError(say("edits.root-name"), "", say("edits.root-name.hint"))
        parent = container_of(found, place.parent)
        if isinstance(parent, Repeat):
            raise EditError(say("edits.copy-name"), place.path, say("edits.copy-name.hint", i="{i}"))
        block = msgspec.structs.replace(place.block, name=self.name)
        if isinstance(parent, Graph):
            return with_block(document, found, _with_name(parent, place, self.name))
        by_position = child_name(parent, place.index, without_name(block))
        return with_block(document, found, without_name(block) if self.name == by_position else block)


def _with_name(graph: Graph, place: Place, name: str | None) -> Graph:
    """Return the graph with a node's name changed in its wires too."""
    node = msgspec.structs.replace(place.block, name=name)
    kids = (*graph.nodes[: place.index], node, *graph.nodes[place.index + 1 :])
    new = child_name(graph, place.index, node)
    names = {*graph.inputs, *nodes_by_name(graph)} - {place.name}
    if new in names:
        raise EditError(say("edits.name-taken", name=new), place.path, say("edits.name-taken.hint"))
    renamed = with_children(graph, kids)
    assert isinstance(renamed, Graph)
    return with_names(renamed_sources(renamed, {place.name: new}), {place.name: new})
