"""Edits of a graph's wires: connect, disconnect, insert on a wire; its inputs, outputs and positions."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from builder.document.blocks import Block, Definition, Document, Graph
from builder.document.graph import (
    feeds,
    keyword_of,
    nodes_by_name,
    parse_source,
    renamed_source,
    source_for,
    source_name,
    unnamed_source,
)
from builder.document.tree import walk
from builder.edits.edit import Change
from builder.edits.graphs import mapped, renamed_sources, with_nodes
from builder.edits.merging import merged
from builder.edits.tree import Places, located, place_of, refuse_taken, titled, with_block
from builder.errors import EditError
from builder.sentences import near, say


def graph_of(found: Places, id: str) -> Graph:
    """Return the graph with this id.

    Raises:
        EditError: there is none.
    """
    place = place_of(found, id)
    if isinstance(place.block, Graph):
        return place.block
    raise EditError(say("edit.no-wires", block=titled(place.block)), place.path, say("edit.no-wires.hint"))


class _Names:
    """The nodes of a graph by what an edit calls them: their name or their id."""

    def __init__(self, found: Places, graph: Graph) -> None:
        self.path = found[graph.id].path
        self.inputs = frozenset(graph.inputs)
        self.known = nodes_by_name(graph)
        self.by_id = {node.id: name for name, node in self.known.items()}

    def node(self, name: str) -> str:
        """Return a node's name."""
        if name in self.known:
            return name
        if name in self.by_id:
            return self.by_id[name]
        raise EditError(say("edit.no-node", name=name), self.path, near(name, self.known))

    def source(self, text: str) -> str:
        """Return a source, of which the part before ":" may be the id of a node."""
        source = parse_source(text)
        if source is None:
            raise EditError(say("edit.no-source", name=text), self.path, say("edit.no-source.hint"))
        return text if source.name in self.inputs else renamed_source(text, self.node(source.name))


def _sources(graph: Graph, node: str | None) -> tuple[str, ...]:
    return graph.outputs if node is None else graph.wires.get(node, ())


def with_sources(graph: Graph, node: str | None, sources: tuple[str, ...]) -> Graph:
    """Return the graph with what flows into a node, or out of the graph where `node` is None."""
    if node is None:
        return msgspec.structs.replace(graph, outputs=sources)
    wires = {**graph.wires, node: sources}
    return msgspec.structs.replace(graph, wires={name: texts for name, texts in wires.items() if texts})


def circle(graph: Graph, source: str, node: str) -> list[str] | None:
    """Return the way along the wires from `node` to `source`, which a wire from there would close; None if none."""
    fed = feeds(graph)
    before: dict[str, str | None] = {node: None}
    waiting = [node]
    while waiting and source not in before:
        here = waiting.pop()
        new = [name for name in dict.fromkeys(fed.get(here, ())) if name not in before]
        before.update(dict.fromkeys(new, here))
        waiting += new
    way: list[str] = []
    at = source if source in before else None
    while at is not None:
        way.append(at)
        at = before[at]
    return way[::-1] or None


def _index(found: Places, graph: Graph, node: str | None, index: int) -> int:
    count = len(_sources(graph, node))
    if 0 <= index < count:
        return index
    if node is None:
        problem = say("edit.no-output-at", count=count, index=index)
    else:
        problem = say("edit.no-wire-at", node=node, count=count, index=index)
    raise EditError(problem, found[graph.id].path, say("edit.no-wire-at.hint"))


class Connect(Change, frozen=True, tag="connect"):
    """Lead a wire from `source` (an input, a node, `"lstm:1"`) to a node: at `index` for another, or behind all.

    A `node` of None is what the graph returns. A source with a name, `"attn_mask=mask"`, takes the place of that one;
    another in place of it keeps its name.
    """

    places: ClassVar[tuple[str, ...]] = ("graph",)
    graph: str
    source: str
    node: str | None
    index: int | None = None

    def changed(self, document: Document) -> Document:
        """Return the document with the wire."""
        found = located(document)
        graph = graph_of(found, self.graph)
        names = _Names(found, graph)
        node = None if self.node is None else names.node(self.node)
        source = names.source(self.source)
        way = None if node is None else circle(graph, source_name(source), node)
        if way is not None:
            shown = " → ".join([*way, way[0]])
            raise EditError(say("edit.cycle", way=shown), found[graph.id].path, say("edit.cycle.hint"))
        sources = list(_sources(graph, node))
        keyword = keyword_of(source)
        same = (k for k, text in enumerate(sources) if keyword is not None and keyword_of(text) == keyword)
        at = next(same, len(sources) if self.index is None else self.index)
        if not 0 <= at <= len(sources):
            raise EditError(
                say("edit.wire-gap", count=len(sources), index=at), found[graph.id].path, say("edit.wire-gap.hint")
            )
        if keyword is None and at < len(sources):
            source = source_for(keyword_of(sources[at]), source)
        sources[at : at + 1] = [source]
        return with_block(document, found, with_sources(graph, node, tuple(sources)))


class Disconnect(Change, frozen=True, tag="disconnect"):
    """Take one wire of a node away; of None, one of what the graph returns."""

    places: ClassVar[tuple[str, ...]] = ("graph",)
    graph: str
    node: str | None
    index: int

    def changed(self, document: Document) -> Document:
        """Return the document without the wire."""
        found = located(document)
        graph = graph_of(found, self.graph)
        node = None if self.node is None else _Names(found, graph).node(self.node)
        at = _index(found, graph, node, self.index)
        sources = _sources(graph, node)
        return with_block(document, found, with_sources(graph, node, (*sources[:at], *sources[at + 1 :])))


class SetWires(Change, frozen=True, tag="set_wires"):
    """Set all that flows into a node, in order."""

    places: ClassVar[tuple[str, ...]] = ("graph",)
    graph: str
    node: str
    sources: tuple[str, ...]

    def changed(self, document: Document) -> Document:
        """Return the document with the wires."""
        found = located(document)
        graph = graph_of(found, self.graph)
        names = _Names(found, graph)
        sources = tuple(map(names.source, self.sources))
        return with_block(document, found, with_sources(graph, names.node(self.node), sources))


class SetOutputs(Change, frozen=True, tag="set_outputs"):
    """Set what the graph returns; several are returned as a tuple."""

    places: ClassVar[tuple[str, ...]] = ("graph",)
    graph: str
    outputs: tuple[str, ...]

    def changed(self, document: Document) -> Document:
        """Return the document with the outputs."""
        found = located(document)
        graph = graph_of(found, self.graph)
        outputs = tuple(map(_Names(found, graph).source, self.outputs))
        return with_block(document, found, msgspec.structs.replace(graph, outputs=outputs))


class SetGraphInputs(Change, frozen=True, tag="set_graph_inputs"):
    """Name the graph's inputs; names that are kept keep their wires, others are renamed in order or go with theirs."""

    places: ClassVar[tuple[str, ...]] = ("graph",)
    graph: str
    inputs: tuple[str, ...]

    def changed(self, document: Document) -> Document:
        """Return the document with the inputs."""
        found = located(document)
        graph = graph_of(found, self.graph)
        gone = [name for name in graph.inputs if name not in self.inputs]
        new = [name for name in self.inputs if name not in graph.inputs]
        names = dict(zip(gone, new, strict=False)) if len(self.inputs) >= len(graph.inputs) else {}
        graph = _unfed(graph, {name for name in gone if name not in names})
        graph = renamed_sources(msgspec.structs.replace(graph, inputs=self.inputs), names)
        return with_block(document, found, graph)


def _unfed(graph: Graph, gone: set[str]) -> Graph:
    graph = mapped(graph, lambda text: None if source_name(text) in gone else text, lambda name: name)
    return msgspec.structs.replace(graph, wires={name: texts for name, texts in graph.wires.items() if texts})


class SetPositions(Change, frozen=True, tag="set_positions"):
    """Place nodes on the screen, others stay where they are; None gives all back to the automatic layout."""

    places: ClassVar[tuple[str, ...]] = ("graph",)
    graph: str
    positions: dict[str, tuple[float, float]] | None

    def changed(self, document: Document) -> Document:
        """Return the document with the positions."""
        found = located(document)
        graph = graph_of(found, self.graph)
        placed: dict[str, tuple[float, float]] = {}
        if self.positions is not None:
            names = _Names(found, graph)
            placed = {**graph.positions, **{names.node(name): place for name, place in self.positions.items()}}
        return with_block(document, found, msgspec.structs.replace(graph, positions=placed))


class InsertOnWire(Change, frozen=True, tag="insert_on_wire"):
    """Put a new block onto a wire of a node; with a node of None, onto one of what the graph returns."""

    places: ClassVar[tuple[str, ...]] = ("graph",)
    graph: str
    node: str | None
    index: int
    block: Block
    definitions: tuple[Definition, ...] = ()
    """Those that the block needs, where it comes from another document."""

    def changed(self, document: Document) -> Document:
        """Return the document with the block."""
        document, new = merged(document, self.block, self.definitions)
        found = located(document)
        refuse_taken(found, (block.id for block in walk(new)))
        graph = graph_of(found, self.graph)
        node = None if self.node is None else _Names(found, graph).node(self.node)
        id = None if node is None else nodes_by_name(graph)[node].id
        before = len(graph.nodes) if node is None else list(nodes_by_name(graph)).index(node)
        source = _sources(graph, node)[_index(found, graph, node, self.index)]
        kids = (*graph.nodes[:before], new, *graph.nodes[before:])
        graph = with_nodes(graph, kids, {new.id})
        names = {kid.id: name for name, kid in nodes_by_name(graph).items()}
        node = None if id is None else names[id]
        # The node before it may have been renamed where it was called by its position.
        sources = _sources(graph, node)
        source = sources[self.index]
        graph = with_sources(graph, names[new.id], (unnamed_source(source),))
        through = source_for(keyword_of(source), names[new.id])
        sources = (*sources[: self.index], through, *sources[self.index + 1 :])
        return with_block(document, found, with_sources(graph, node, sources))
