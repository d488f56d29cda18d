"""The nodes of a graph by name, and what they are given beside tensors."""

from __future__ import annotations

import msgspec

from builder.document.blocks import ArgumentValue, Block, Function, Graph, Layer, Shared
from builder.document.tree import child_name
from builder.network.wire import wires_of


def call_of(node: Block) -> dict[str, ArgumentValue]:
    """Return what a node's forward is given beside tensors."""
    return node.call if isinstance(node, Layer | Shared) else {}


def called_with(node: Block, call: dict[str, ArgumentValue]) -> Block:
    """Return a node of which the forward is given `call` beside tensors, where it can be."""
    if call_of(node) == call or not isinstance(node, Layer | Shared):
        return node
    return msgspec.structs.replace(node, call=call)


def numbers_into(graph: Graph) -> dict[str, frozenset[str]]:
    """Return by the id of a function the names by which numbers are wired to it."""
    if not any("=" in text for texts in graph.wires.values() for text in texts):
        return {}
    found = {}
    for name, node in nodes_by_name(graph).items():
        given = {wire.keyword for wire in wires_of(graph.wires.get(name, ())) if wire.keyword is not None}
        if given and isinstance(node, Function):
            found[node.id] = frozenset(given)
    return found


def nodes_by_name(graph: Graph) -> dict[str, Block]:
    """Return the nodes by their effective name, in order of construction."""
    return {child_name(graph, i, node): node for i, node in enumerate(graph.nodes)}
