"""Graphs for tables of edits, and how one is written in a line."""

from __future__ import annotations

import re

from builder.document.blocks import Block, Document, Graph, Layer, Shared, TensorBlock
from builder.document.graph import nodes_by_name
from builder.document.tree import child_name, children
from builder.edits import (
    Edit,
    apply,
)
from tests.edits.designs import linear, relu
from tests.edits.small_graphs import add, wired


def drawn(block: Block) -> str:
    """Write a block as its id, a graph as its inputs, nodes with what flows into them, outputs and positions."""
    if not isinstance(block, Graph):
        kids = [f"{child_name(block, i, kid)} {drawn(kid)}" for i, kid in enumerate(children(block))]
        called = f">{block.of}" if isinstance(block, Shared) else ""
        return f"{block.id}{called}[{', '.join(kids)}]" if kids else f"{block.id}{called}"
    flows = {name: ", ".join(texts) or "-" for name, texts in block.wires.items()}
    nodes = [f"{name} {drawn(node)}({flows.get(name, '')})" for name, node in nodes_by_name(block).items()]
    places = [f"{name}@{place[0]:g}" for name, place in block.positions.items()]
    return f"{block.id}{{{'; '.join([', '.join(block.inputs), *nodes, ', '.join(block.outputs), *places])}}}"


def made(document: Document, edit: Edit) -> str:
    """Return what an edit makes of the root; ids that it makes up are stars."""
    return re.sub(r"\b[0-9a-f]{12}\b", "*", drawn(apply(document, edit).root))


LSTM = Layer(id="l", name="lstm", kind="LSTM", args={"input_size": 8, "hidden_size": 8})
MHA = Layer(id="m", name="attn", kind="MultiheadAttention", args={"embed_dim": 8, "num_heads": 2})
TENSOR = TensorBlock(id="t", name="t", shape=(8,))
LONG = wired(
    linear("a", name="fc"),
    relu("b", name="act"),
    linear("c", name="out"),
    add("sum"),
    wires={"fc": ("x",), "act": ("fc",), "out": ("act",), "sum": ("out", "act")},
    outputs=("sum", "fc"),
    positions={"fc": (1.0, 0.0), "act": (2.0, 0.0), "sum": (4.0, 0.0)},
)
"""fc, act, out in a row, act added to out; fc is returned too."""
PARTS = wired(
    LSTM,
    add("sum"),
    relu("r", name="act"),
    MHA,
    TENSOR,
    inputs=("x", "mask"),
    wires={
        "lstm": ("x",),
        "sum": ("lstm:0", "lstm:1:0"),
        "act": ("sum",),
        "attn": ("act", "act", "act", "attn_mask=mask"),
    },
    outputs=("attn:0", "lstm:1:1", "attn:1"),
)
"""Parts of tuples, and a mask by its name."""
NAMELESS = wired(
    linear("a"),
    relu("b"),
    Shared(id="s", of="a"),
    relu("c"),
    wires={"node_0": ("x",), "node_1": ("node_0",), "node_2": ("node_1",), "node_3": ("node_2",)},
    outputs=("node_3",),
    positions={"node_1": (1.0, 0.0), "node_2": (2.0, 0.0)},
)
"""All called by their positions, and the first one twice."""
PAIR = Graph(
    id="in",
    name="box",
    inputs=("p", "q"),
    nodes=(linear("ia", name="fc"), add("isum"), relu("ib", name="act")),
    wires={"fc": ("p",), "isum": ("fc", "q"), "act": ("isum",)},
    outputs=("act", "q", "fc"),
)
INSIDE = wired(
    linear("a", name="fc"),
    PAIR,
    add("sum"),
    relu("r", name="last"),
    wires={"fc": ("x",), "box": ("fc", "x"), "sum": ("box:0", "box:1"), "last": ("box:2",)},
    outputs=("sum", "box:0", "last"),
)
"""A graph of two inputs and three outputs in a graph that has a node called fc as well."""
LONE = wired(
    Graph(id="in", name="box", nodes=(LSTM,), wires={"lstm": ("x",)}, outputs=("lstm",)),
    relu("r", name="act"),
    wires={"box": ("x",), "act": ("box:0",)},
    outputs=("act", "box:1:0", "box:1"),
)
TWICE = wired(
    add("sum"), relu("r", name="act"), wires={"sum": ("x", "x"), "act": ("sum",)}, outputs=("act",), inputs=("x", "y")
)
