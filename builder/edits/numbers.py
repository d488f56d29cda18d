"""Numbers of a graph follow the expressions in its functions: what uses a size by its name is wired to it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from builder.document.arithmetic import FUNCTIONS
from builder.document.blocks import Block, Document, Function, Graph
from builder.document.graph import nodes_by_name
from builder.document.numbers import NUMBER_KINDS, names_in, rename_numbers
from builder.edits.tree import Places, with_block
from builder.network.plan import plan_of
from builder.network.wire import Wire, texts_of, wires_of


def is_number(node: Block | None) -> bool:
    """Tell whether a node gives a number."""
    return isinstance(node, Function) and node.kind in NUMBER_KINDS


def with_function(document: Document, found: Places, function: Function) -> Document:
    """Return the document with a function changed, wired to the sizes that its expressions name and to no others."""
    place = found[function.id]
    graph = None if place.parent is None else found[place.parent].block
    if not isinstance(graph, Graph) or place.name is None:
        return with_block(document, found, function)
    used = names_in(function.args)
    wires = wires_of(graph.wires.get(place.name, ()))
    kept = [wire for wire in wires if wire.keyword is None or wire.keyword in used]
    new = _size_wires(graph, place.name, sorted(used - {wire.keyword for wire in kept}))
    nodes = tuple(function if node.id == function.id else node for node in graph.nodes)
    sources = {**graph.wires, place.name: texts_of((*kept, *new))}
    graph = msgspec.structs.replace(graph, nodes=nodes, wires={name: texts for name, texts in sources.items() if texts})
    return with_block(document, found, graph)


def _size_wires(graph: Graph, node: str, names: list[str]) -> Iterator[Wire]:
    """Yield wires from the sizes of these names, where there are such and no circle comes of it."""
    known = nodes_by_name(graph)
    after = _after(graph, node) if names else set()
    for name in names:
        if (is_number(known.get(name)) or name in graph.inputs) and name not in after:
            yield Wire(name, (), name)


def _after(graph: Graph, node: str) -> set[str]:
    """Return the names of a node and of all that comes after it."""
    plan = plan_of(graph)
    found, waiting = set(), [plan.names.index(node)]
    while waiting:
        here = waiting.pop()
        if plan.names[here] not in found:
            found.add(plan.names[here])
            waiting.extend(plan.takers[plan.slot(here)])
    return found


def with_names(graph: Graph, names: dict[str, str]) -> Graph:
    """Return a graph in which functions call a number by the new name of its node, where they went by the old one."""
    names = {old: new for old, new in names.items() if new not in FUNCTIONS}
    nodes, wires = list(graph.nodes), dict(graph.wires)
    for i, (name, node) in enumerate(nodes_by_name(graph).items()):
        given = wires_of(wires.get(name, ()))
        taken = {wire.keyword for wire in given}
        new = {old: name for old, name in names.items() if Wire(name, (), old) in given and name not in taken}
        if isinstance(node, Function) and new:
            nodes[i] = msgspec.structs.replace(node, args=rename_numbers(node.args, new))
            wires[name] = texts_of(wire._replace(keyword=new.get(str(wire.keyword), wire.keyword)) for wire in given)
    return msgspec.structs.replace(graph, nodes=tuple(nodes), wires=wires)
