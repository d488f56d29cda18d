"""Moves nodes of a graph into a graph of their own, and inlines a graph inside a graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from builder.document.blocks import Block, Graph
from builder.document.graph import nodes_by_name
from builder.edits.graphs import Names, map_wires, renamed_sources, with_nodes
from builder.errors import EditError
from builder.network.plan import plan_of
from builder.network.wire import Wire, texts_of, wire_of, wires_of
from builder.sentences import say

_NEW = "@"
"""Begins names that stand in for those not yet known; no node or input is called so."""


def carve(graph: Graph, chosen: Sequence[Block], id: str) -> Graph:
    """Return the graph with these of its nodes inside a new graph `id`, wired through its inputs and outputs.

    Raises:
        EditError: what flows out of them flows back in through others.
    """
    ids = {node.id for node in chosen}
    names = {name: node for name, node in nodes_by_name(graph).items() if node.id in ids}
    _refuse_detour(graph, names)
    entering = _wires_in(graph, names)
    leaving = _wires_out(graph, names)
    inner = _inner(graph, names, entering, leaving, id)
    instead = {wire: Wire(_NEW).part(*[k] * (len(leaving) > 1)) for k, wire in enumerate(leaving)}
    outer = map_wires(graph, lambda wire: _replace_source(instead, wire), lambda name: None if name in names else name)
    outer = msgspec.structs.replace(outer, wires={**outer.wires, _NEW: texts_of(entering)})
    first = next(i for i, node in enumerate(graph.nodes) if node.id in ids)
    nodes: list[Block] = []
    for i, node in enumerate(graph.nodes):
        nodes.extend([inner] if i == first else [] if node.id in ids else [node])
    outer = with_nodes(outer, nodes, {id})
    return _restore_names(outer, {_NEW: id})


def _replace_source(instead: Mapping[Wire, Wire], wire: Wire) -> Wire:
    """Put another wire in place of one, for the same input."""
    return instead.get(wire.plain, wire)._replace(keyword=wire.keyword)


def _restore_names(graph: Graph, ids: Mapping[str, str]) -> Graph:
    """Put the names of nodes, by id, for those that stood in for them."""
    names = {node.id: name for name, node in nodes_by_name(graph).items()}
    return renamed_sources(graph, {stand_in: names[id] for stand_in, id in ids.items()})


def _wires_in(graph: Graph, names: Mapping[str, Block]) -> list[Wire]:
    wires = (wire for name in names for wire in wires_of(graph.wires.get(name, ())))
    return list(dict.fromkeys(wire.plain for wire in wires if wire.source not in names))


def _wires_out(graph: Graph, names: Mapping[str, Block]) -> list[Wire]:
    every = [*(texts for name, texts in graph.wires.items() if name not in names), graph.outputs]
    wires = [wire.plain for texts in every for wire in wires_of(texts) if wire.source in names]
    used = {wire_of(text).source for texts in graph.wires.values() for text in texts}
    return list(dict.fromkeys(wires)) or [Wire(name) for name in names if name not in used]


def _inner(graph: Graph, names: Mapping[str, Block], entering: list[Wire], leaving: list[Wire], id: str) -> Graph:
    taken = Names(names)
    inputs = {f"{_NEW}{k}": taken.free(wire.source) for k, wire in enumerate(entering)}
    stand_ins = dict(zip(entering, map(Wire, inputs), strict=True))
    inner = msgspec.structs.replace(
        graph,
        id=id,
        name=None,
        class_name=None,
        inputs=tuple(inputs),
        wires={
            name: texts_of(_replace_source(stand_ins, wire) for wire in wires_of(texts))
            for name, texts in graph.wires.items()
            if name in names
        },
        outputs=texts_of(leaving),
        positions={name: place for name, place in graph.positions.items() if name in names},
    )
    inner = with_nodes(inner, tuple(names.values()), set())
    inner = renamed_sources(inner, inputs)
    # A graph has one input at least, be it one that nothing takes.
    return msgspec.structs.replace(inner, inputs=tuple(inputs.values()) or ("x",))


def _refuse_detour(graph: Graph, names: Mapping[str, Block]) -> None:
    plan = plan_of(graph)
    chosen = [i for i, name in enumerate(plan.names) if name in names]
    reached, waiting = set(chosen), list(chosen)
    while waiting:
        new = set(plan.takers[plan.slot(waiting.pop())]) - reached
        reached |= new
        waiting += new
    outside = {plan.names[i] for i in reached.difference(chosen)}
    for i in chosen:
        between = {feed.wire.source for feed in plan.feeds[i]} & outside
        if between:
            culprit = min(between)
            raise EditError(say("edits.between", name=culprit), hint=say("edits.between.hint", name=culprit))


def inline(graph: Graph, name: str, inner: Graph) -> Graph:
    """Return the graph with the nodes of `inner`, which stands at the node `name`, among its own.

    Raises:
        EditError: the tuple that it returns is used as a whole.
    """
    nodes = nodes_by_name(graph)
    inside = nodes_by_name(inner)
    stand_ins = {key: f"{_NEW}{k}" for k, key in enumerate(inside)}
    begins = dict(zip(inner.inputs, wires_of(graph.wires.get(name, ())), strict=False))
    begins |= {key: Wire(stand_in) for key, stand_in in stand_ins.items()}
    outputs = wires_of(inner.outputs)

    def from_outside(wire: Wire) -> Wire | None:
        start = begins.get(wire.source)
        return None if start is None else start.part(*wire.output)._replace(keyword=wire.keyword)

    def returned(wire: Wire) -> Wire | None:
        if wire.source != name:
            return wire
        way = wire.output
        if len(outputs) == 1:
            start = from_outside(outputs[0])
        elif not way:
            raise EditError(say("edits.whole-tuple"), hint=say("edits.whole-tuple.hint"))
        else:
            start, way = from_outside(outputs[way[0]]) if way[0] < len(outputs) else None, way[1:]
        return None if start is None else start.part(*way)._replace(keyword=wire.keyword)

    outer = map_wires(graph, returned, lambda key: None if key == name else key)
    wires = {
        stand_ins[key]: texts_of(wire for wire in map(from_outside, wires_of(texts)) if wire is not None)
        for key, texts in inner.wires.items()
    }
    outer = msgspec.structs.replace(outer, wires={**outer.wires, **wires})
    kids: list[Block] = []
    for key, node in nodes.items():
        kids.extend(_pin_names(inner) if key == name else [node])
    outer = with_nodes(outer, kids, {node.id for node in inner.nodes})
    return _restore_names(outer, {stand_ins[key]: node.id for key, node in inside.items()})


def _pin_names(inner: Graph) -> list[Block]:
    """Return the nodes with the names they have by position, but for second calls."""
    named = with_nodes(inner, inner.nodes, {node.id for node in inner.nodes})
    return list(named.nodes)
