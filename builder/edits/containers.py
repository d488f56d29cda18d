"""Edits that wrap blocks in a new container, or unwrap a container."""

from __future__ import annotations

from typing import ClassVar, Literal, TypeAlias

import msgspec

from builder.document.blocks import Block, Document, Graph, Parallel, Repeat, Sequential
from builder.document.graph import nodes_by_name
from builder.document.tree import children
from builder.edits.conversion import as_graph, as_sequential
from builder.edits.edit import Change
from builder.edits.fresh import fresh_id
from builder.edits.graphs import Names, base_name, renamed_sources
from builder.edits.references import forgotten, spread
from builder.edits.subgraphs import carve, inline
from builder.edits.tree import (
    Places,
    all_places,
    container_of,
    place_of,
    refuse_taken,
    replace_blocks,
    with_block,
    with_kids,
    without_name,
)
from builder.errors import EditError
from builder.sentences import say

Into: TypeAlias = Literal["sequential", "parallel", "repeat", "graph"]


class Wrap(Change, frozen=True, tag="wrap"):
    """Put blocks of one parent into a new container, which stands where the first of them stood.

    A block wrapped alone hands its name to the container. Nodes of a graph keep their wires; into anything but a graph
    they go as a chain.
    """

    places: ClassVar[tuple[str, ...]] = ("ids",)
    ids: tuple[str, ...]
    into: Into
    id: str

    def apply_to(self, document: Document) -> Document:
        """Return the document with the container."""
        found = all_places(document)
        ids = siblings(found, self.ids)
        refuse_taken(found, [self.id])
        return wrap_siblings(document, ids, self.into, self.id)


def wrap_siblings(document: Document, ids: list[str], into: Into, id: str) -> Document:
    """Return the document with siblings inside a new container `id`.

    Raises:
        EditError: what they do together is not what such a container does.
    """
    found = all_places(document)
    parent = found[found[ids[0]].parent].block if found[ids[0]].parent is not None else None  # type: ignore[index]
    if isinstance(parent, Graph) and not (into == "parallel" and len(ids) == 1):
        return with_block(document, found, _wrapped_nodes(parent, [found[i].block for i in ids], into, id))
    if isinstance(parent, Sequential) and found[ids[-1]].index - found[ids[0]].index >= len(ids):
        raise EditError(say("edits.not-adjacent"), found[ids[0]].path, say("edits.not-adjacent.hint"))
    blocks = [found[i].block for i in ids]
    name = blocks[0].name if len(blocks) == 1 else None
    container = msgspec.structs.replace(_around(blocks, parent, into, id), name=name)
    changes: dict[str, tuple[Block, ...]] = dict.fromkeys(ids, ())
    changes[ids[0]] = (container,)
    return msgspec.structs.replace(document, root=replace_blocks(document.root, found, changes))


def _wrapped_nodes(graph: Graph, nodes: list[Block], into: Into, id: str) -> Graph:
    """Return the graph with some of its nodes in a container of their own."""
    if into == "parallel":
        raise EditError(say("edits.nodes-in-parallel"), hint=say("edits.nodes-in-parallel.hint"))
    outer = carve(graph, nodes, id)
    inner = next(node for node in outer.nodes if node.id == id)
    assert isinstance(inner, Graph)
    made: Block = inner if into == "graph" else _chain_into(inner, into)
    lone = nodes[0].name if len(nodes) == 1 else None
    taken = {*outer.inputs, *nodes_by_name(outer)} - {str(inner.name)}
    name = Names(taken).free(lone or base_name(made))
    made = msgspec.structs.replace(made, name=name)
    outer = msgspec.structs.replace(outer, nodes=tuple(made if node.id == id else node for node in outer.nodes))
    return renamed_sources(outer, {str(inner.name): name})


def _chain_into(inner: Graph, into: Into) -> Block:
    chain = as_sequential(inner)
    lone = len(chain.children) == 1
    kids = tuple(map(without_name, chain.children)) if lone else chain.children
    if into == "repeat":
        return Repeat(id=inner.id, child=kids[0] if lone else Sequential(id=fresh_id(inner.id), children=kids))
    return msgspec.structs.replace(chain, children=kids)


def _around(blocks: list[Block], parent: Block | None, into: Into, id: str) -> Block:
    kids = tuple(map(without_name, blocks)) if len(blocks) == 1 else tuple(blocks)
    newcomers = {kid.id for kid in kids}
    if into == "parallel":
        return with_kids(Parallel(id=id), kids, newcomers)
    chain = Sequential(id=id)
    if into == "graph":
        if isinstance(parent, Parallel) and len(kids) > 1:
            return as_graph(with_kids(branches_like(parent, id), kids, newcomers))  # type: ignore[arg-type]
        return as_graph(with_kids(chain, kids, newcomers))  # type: ignore[arg-type]
    if into == "sequential":
        return with_kids(chain, kids, newcomers)
    child = kids[0] if len(kids) == 1 else with_kids(Sequential(id=fresh_id(id)), kids, newcomers)
    return Repeat(id=id, child=child)


def branches_like(parent: Parallel, id: str) -> Parallel:
    """Return an empty parallel into which some branches of another can go without changing what it returns.

    Raises:
        EditError: its merge cannot be done in two steps.
    """
    if parent.merge not in ("add", "mul", "cat"):
        raise EditError(say("edits.two-merges", merge=parent.merge), hint=say("edits.two-merges.hint"))
    return Parallel(id=id, merge=parent.merge, dim=parent.dim)


def siblings(found: Places, ids: tuple[str, ...]) -> list[str]:
    """Return blocks of one parent in document order.

    Raises:
        EditError: none is given, or they stand in different containers.
    """
    if not ids:
        raise EditError(say("edits.select-to-wrap"), hint=say("edits.select.hint"))
    if len({place_of(found, id).parent for id in ids}) > 1:
        raise EditError(say("edits.two-containers"), hint=say("edits.two-containers.hint"))
    return sorted(set(ids), key=lambda id: found[id].order)


class Unwrap(Change, frozen=True, tag="unwrap"):
    """Replace a container by its children; a repeat by its one child."""

    places: ClassVar[tuple[str, ...]] = ("id",)
    id: str

    def apply_to(self, document: Document) -> Document:
        """Return the document without the container."""
        found = all_places(document)
        container = container_of(found, self.id)
        place = found[self.id]
        parent = None if place.parent is None else found[place.parent].block
        if isinstance(parent, Graph):
            _refuse_users(found, container)
            inner = as_graph(container, len(parent.wires.get(place.name, ())))
            document = forgotten(spread(document, self.id, tuple(kid.id for kid in inner.nodes)), {self.id})
            return with_block(document, found, inline(parent, place.name, inner))
        kids = children(as_sequential(container) if isinstance(container, Graph) else container)
        _refuse_loss(found, container, kids)
        if len(kids) == 1 and (kids[0].name is None or isinstance(container, Repeat)):
            kids = (msgspec.structs.replace(kids[0], name=container.name),)
        document = spread(document, self.id, tuple(kid.id for kid in kids))
        document = forgotten(document, {self.id})
        return msgspec.structs.replace(document, root=replace_blocks(document.root, found, {self.id: kids}))


def _refuse_loss(found: Places, container: Block, kids: tuple[Block, ...]) -> None:
    place = found[container.id]
    _refuse_users(found, container)
    if place.parent is None:
        if len(kids) != 1:
            raise EditError(say("edits.root-children", count=len(kids)), "", say("edits.root-children.hint"))
    elif isinstance(found[place.parent].block, Repeat) and len(kids) != 1:
        raise EditError(say("edits.repeat-child", count=len(kids)), place.path, say("edits.repeat-child.hint"))


def _refuse_users(found: Places, container: Block) -> None:
    users = [other.path for other in found.values() if getattr(other.block, "of", None) == container.id]
    if users:
        raise EditError(say("edits.used-again", place=users[0]), found[container.id].path, say("edits.used-again.hint"))
