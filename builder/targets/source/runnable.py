"""Whether the graphs of a document can run at all."""

from __future__ import annotations

from builder.document.blocks import Document, Function, Graph
from builder.document.graph import check_named, nodes_by_name, parse_source, running_order
from builder.document.tree import places
from builder.errors import DocumentError
from builder.functions.catalogue import FUNCTIONS
from builder.sentences import say


def check_runnable(document: Document) -> None:
    """Refuse graphs that cannot run, as the live network does.

    Raises:
        DocumentError: nodes wait for each other, a wire comes from nowhere, or there are no outputs.
        ShapeError: a function has too few inputs or too many.
    """
    for place in places(document).values():
        if isinstance(place.block, Graph):
            _check(place.block, place.path)


def _check(graph: Graph, path: str) -> None:
    nodes = nodes_by_name(graph)
    stuck = running_order(graph).stuck
    if stuck:
        raise DocumentError(say("module.cycle", names=", ".join(stuck)), path, say("module.cycle.hint"))
    if not graph.outputs:
        raise DocumentError(say("problem.no-outputs"), path, say("problem.no-outputs.hint"))
    for texts in (*(graph.wires.get(name, ()) for name in nodes), graph.outputs):
        for source in texts:
            found = parse_source(source)
            if found is None or not (found.name in nodes or found.name in graph.inputs):
                raise DocumentError(say("module.source", source=source), path, say("module.source.hint"))
    for name, node in nodes.items():
        check_named(graph, name, path)
        if isinstance(node, Function):
            FUNCTIONS[node.kind].check_number(node.args, len(graph.wires.get(name, ())))
