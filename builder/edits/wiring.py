"""Edits of a graph's wires: connect, disconnect, insert on a wire; its inputs, outputs and positions."""

from __future__ import annotations

from operator import is_not
from typing import ClassVar

import msgspec

from builder.document.blocks import Block, Definition, Document, Function, Graph
from builder.document.graph import nodes_by_name
from builder.document.tree import child_name, children, walk, with_children
from builder.edits.edit import Change
from builder.edits.graphs import map_wires, renamed_sources, with_nodes
from builder.edits.merge import merge_definitions
from builder.edits.numbers import is_number
from builder.edits.tree import Places, all_places, place_of, refuse_taken, title, with_block
from builder.errors import EditError
from builder.network.plan import plan_of
from builder.network.wire import Wire, parse_wire, texts_of, wire_of, wires_of
from builder.sentences import near, say


def graph_of(found: Places, id: str) -> Graph:
    """Return the graph with this id.

    Raises:
        EditError: there is none.
    """
    place = place_of(found, id)
    if isinstance(place.block, Graph):
        return place.block
    raise EditError(say("edits.no-wires", block=title(place.block)), place.path, say("edits.no-wires.hint"))


class _Names:
    """The nodes of a graph by what an edit calls them: their name or their id."""

    def __init__(self, found: Places, graph: Graph) -> None:
        self.path = found[graph.id].path
        self.inputs = frozenset(graph.inputs)
        self.known = nodes_by_name(graph)
        self.by_id = {node.id: name for name, node in self.known.items()}

    def node(self, name: str) -> str:
        """Return a node's name.

        Raises:
            EditError: the graph has no node of that name or id.
        """
        if name in self.known:
            return name
        if name in self.by_id:
            return self.by_id[name]
        raise EditError(say("edits.no-node", name=name), self.path, near(name, self.known))

    def wire(self, text: str) -> Wire:
        """Return the wire that an edit means, of which the source may be the id of a node.

        Raises:
            EditError: the text is no source, or the graph has no such input or node.
        """
        wire = parse_wire(text)
        if wire is None:
            raise EditError(say("edits.no-source", name=text), self.path, say("edits.no-source.hint"))
        return wire if wire.source in self.inputs else wire._replace(source=self.node(wire.source))

    def is_number_into(self, source: str, node: str) -> bool:
        """Tell whether a wire brings a number to a function, which takes those by name."""
        return is_number(self.known.get(source)) and isinstance(self.known[node], Function)


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
    plan = plan_of(graph)
    start = plan.names.index(node)
    goal = plan.names.index(source) if source in plan.names else None
    before: dict[int, int | None] = {start: None}
    waiting = [start]
    while waiting and goal not in before:
        here = waiting.pop()
        new = [i for i in dict.fromkeys(plan.takers[plan.slot(here)]) if i not in before]
        before.update(dict.fromkeys(new, here))
        waiting += new
    way: list[str] = []
    at = goal if goal in before else None
    while at is not None:
        way.append(plan.names[at])
        at = before[at]
    return way[::-1] or None


def _index(found: Places, graph: Graph, node: str | None, index: int) -> int:
    count = len(_sources(graph, node))
    if 0 <= index < count:
        return index
    if node is None:
        problem = say("edits.no-output-at", count=count, index=index)
    else:
        problem = say("edits.no-wire-at", node=node, count=count, index=index)
    raise EditError(problem, found[graph.id].path, say("edits.no-wire-at.hint"))


class Connect(Change, frozen=True, tag="connect"):
    """Connect a wire from `source` (an input, a node, `"lstm:1"`) to a node: at `index` for another, or behind all.

    A `node` of None is what the graph returns. A source with a name, `"attn_mask=mask"`, takes the place of that one;
    another in place of it keeps its name.
    """

    places: ClassVar[tuple[str, ...]] = ("graph",)
    graph: str
    source: str
    node: str | None
    index: int | None = None

    def apply_to(self, document: Document) -> Document:
        """Return the document with the wire.

        Raises:
            EditError: there is no such graph, node, source or index, or the wire would close a cycle.
        """
        found = all_places(document)
        graph = graph_of(found, self.graph)
        names = _Names(found, graph)
        node = None if self.node is None else names.node(self.node)
        wire = names.wire(self.source)
        way = None if node is None else circle(graph, wire.source, node)
        if way is not None:
            shown = " → ".join([*way, way[0]])
            raise EditError(say("edits.cycle", way=shown), found[graph.id].path, say("edits.cycle.hint"))
        wires = wires_of(_sources(graph, node))
        same = (k for k, other in enumerate(wires) if wire.keyword is not None and other.keyword == wire.keyword)
        at = next(same, len(wires) if self.index is None else self.index)
        if not 0 <= at <= len(wires):
            raise EditError(
                say("edits.wire-gap", count=len(wires), index=at), found[graph.id].path, say("edits.wire-gap.hint")
            )
        if wire.keyword is None and at < len(wires):
            wire = wire._replace(keyword=wires[at].keyword)
        elif wire.keyword is None and node is not None and names.is_number_into(wire.source, node):
            wire = wire._replace(keyword=wire.source)
        wires = (*wires[:at], wire, *wires[at + 1 :])
        return with_block(document, found, with_sources(graph, node, texts_of(wires)))


class Disconnect(Change, frozen=True, tag="disconnect"):
    """Remove one wire of a node; with a node of None, one output of the graph."""

    places: ClassVar[tuple[str, ...]] = ("graph",)
    graph: str
    node: str | None
    index: int

    def apply_to(self, document: Document) -> Document:
        """Return the document without the wire."""
        found = all_places(document)
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

    def apply_to(self, document: Document) -> Document:
        """Return the document with the wires."""
        found = all_places(document)
        graph = graph_of(found, self.graph)
        names = _Names(found, graph)
        sources = texts_of(map(names.wire, self.sources))
        return with_block(document, found, with_sources(graph, names.node(self.node), sources))


class SetOutputs(Change, frozen=True, tag="set_outputs"):
    """Set what the graph returns; several are returned as a tuple."""

    places: ClassVar[tuple[str, ...]] = ("graph",)
    graph: str
    outputs: tuple[str, ...]

    def apply_to(self, document: Document) -> Document:
        """Return the document with the outputs."""
        found = all_places(document)
        graph = graph_of(found, self.graph)
        outputs = texts_of(map(_Names(found, graph).wire, self.outputs))
        return with_block(document, found, msgspec.structs.replace(graph, outputs=outputs))


class SetGraphInputs(Change, frozen=True, tag="set_graph_inputs"):
    """Name the graph's inputs; names that are kept keep their wires, others are renamed in order or go with theirs.

    What flows into the graph where it stands follows its inputs, at all places of a shared one.
    """

    places: ClassVar[tuple[str, ...]] = ("graph",)
    graph: str
    inputs: tuple[str, ...]

    def apply_to(self, document: Document) -> Document:
        """Return the document with the inputs."""
        found = all_places(document)
        graph = graph_of(found, self.graph)
        gone = [name for name in graph.inputs if name not in self.inputs]
        new = [name for name in self.inputs if name not in graph.inputs]
        names = dict(zip(gone, new, strict=False)) if len(self.inputs) >= len(graph.inputs) else {}
        called = [names.get(name, name) for name in graph.inputs]
        order = [called.index(name) for name in self.inputs if name in called]
        graph = _without_source(graph, {name for name in gone if name not in names})
        graph = renamed_sources(msgspec.structs.replace(graph, inputs=self.inputs), names)
        document = with_block(document, found, graph)
        if order == list(range(len(called))):
            return document
        return msgspec.structs.replace(document, root=_fed_in_order(document.root, graph.id, order))


def _fed_in_order(block: Block, graph: str, order: list[int]) -> Block:
    """Keep of the wires into a graph, wherever it is called below a block, those at these indexes, in their order."""
    kids = children(block)
    below = tuple(_fed_in_order(kid, graph, order) for kid in kids)
    if any(map(is_not, kids, below)):
        block = with_children(block, below)
    if not isinstance(block, Graph):
        return block
    calls = (i for i, kid in enumerate(below) if graph in (kid.id, getattr(kid, "of", None)))
    names = {child_name(block, i, below[i]) for i in calls}
    wires = {
        name: tuple(texts[i] for i in order if i < len(texts)) if name in names else texts
        for name, texts in block.wires.items()
    }
    return msgspec.structs.replace(block, wires={name: texts for name, texts in wires.items() if texts})


def _without_source(graph: Graph, gone: set[str]) -> Graph:
    graph = map_wires(graph, lambda wire: None if wire.source in gone else wire, lambda name: name)
    return msgspec.structs.replace(graph, wires={name: texts for name, texts in graph.wires.items() if texts})


class SetPositions(Change, frozen=True, tag="set_positions"):
    """Place nodes on the screen, others stay where they are; None gives all back to the automatic layout."""

    places: ClassVar[tuple[str, ...]] = ("graph",)
    graph: str
    positions: dict[str, tuple[float, float]] | None

    def apply_to(self, document: Document) -> Document:
        """Return the document with the positions."""
        found = all_places(document)
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

    def apply_to(self, document: Document) -> Document:
        """Return the document with the block."""
        document, new = merge_definitions(document, self.block, self.definitions)
        found = all_places(document)
        refuse_taken(found, (block.id for block in walk(new)))
        graph = graph_of(found, self.graph)
        node = None if self.node is None else _Names(found, graph).node(self.node)
        id = None if node is None else nodes_by_name(graph)[node].id
        before = len(graph.nodes) if node is None else list(nodes_by_name(graph)).index(node)
        _index(found, graph, node, self.index)
        kids = (*graph.nodes[:before], new, *graph.nodes[before:])
        graph = with_nodes(graph, kids, {new.id})
        names = {kid.id: name for name, kid in nodes_by_name(graph).items()}
        node = None if id is None else names[id]
        # The node before it may have been renamed where it was called by its position.
        sources = _sources(graph, node)
        wire = wire_of(sources[self.index])
        graph = with_sources(graph, names[new.id], (str(wire.plain),))
        through = str(Wire(names[new.id], (), wire.keyword))
        sources = (*sources[: self.index], through, *sources[self.index + 1 :])
        return with_block(document, found, with_sources(graph, node, sources))
