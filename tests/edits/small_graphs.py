"""Small graphs written short."""

from __future__ import annotations

from typing import Any

from builder.document.blocks import Block, Document, Function, Graph, Input
from tests.edits.designs import linear, relu


def add(id: str) -> Function:
    """Return an addition, called as its id."""
    return Function(id=id, name=id, kind="torch.add")


def skip(**fields: Any) -> Document:
    """Return a graph `g`: fc, relu, fc2, and what enters added to that."""
    nodes = (linear("a", name="fc"), relu("r", name="relu"), linear("b", name="fc2"), add("add"))
    wires = {"fc": ("x",), "relu": ("fc",), "fc2": ("relu",), "add": ("fc2", "x")}
    return wired(*nodes, wires=wires, outputs=("add",), **fields)


def wired(*nodes: Block, **fields: Any) -> Document:
    """Return a document whose root is a graph `g` of these nodes."""
    ties = fields.pop("ties", ())
    return Document(inputs=(Input(name="X", shape=("N", 8)),), root=Graph(id="g", nodes=nodes, **fields), ties=ties)


def wires(document: Document, id: str = "g") -> dict[str, tuple[str, ...]]:
    """Return the wires of a graph, what it returns under the name `return`."""
    from builder.document.tree import places

    graph = places(document)[id].block
    assert isinstance(graph, Graph)
    return {**graph.wires, "return": graph.outputs}
