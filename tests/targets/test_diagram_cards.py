"""What stands in a box of a diagram, which are drawn, and which wires join them: by hand."""

import pytest

from builder.document.blocks import (
    Document,
    Function,
    Graph,
    Input,
    Layer,
    Parallel,
    Repeat,
    Sequential,
    Shared,
    TensorBlock,
)
from builder.local import analyse
from builder.targets.diagram.look import Options
from builder.targets.diagram.subject import Subject


def linear(id="a", **fields):
    """Make a Linear of four features."""
    return Layer(id=id, kind="Linear", args={"in_features": 4, "out_features": 4}, **fields)


def relu(id="r", **fields):
    """Make an activation."""
    return Layer(id=id, kind="ReLU", **fields)


def network(*children, **fields):
    """Make a document of a sequential that takes four features."""
    return Document(
        **{"inputs": (Input(name="X", shape=("N", 4)),), "root": Sequential(id="root", children=children), **fields}
    )


GRAPH = Graph(
    id="g",
    class_name="Block",
    nodes=(
        linear("fc", name="fc"),
        TensorBlock(id="t", name="t", shape=(4,), role="buffer"),
        Shared(id="again", of="fc"),
        Function(id="cat", name="cat", kind="torch.cat", args={"dim": 1}),
        Function(id="sum", name="sum", kind="torch.add"),
        Function(id="view", name="view", kind="Tensor.view", args={"shape": [2, -1]}),
    ),
    wires={"fc": ("x",), "node_2": ("fc",), "sum": ("node_2", "t"), "cat": ("sum", "x"), "view": ("cat",)},
    outputs=("view",),
)
DOCUMENT = network(
    linear("first"),
    Shared(id="second", of="first"),
    Repeat(id="rep", child=Sequential(id="body", children=(relu(),)), count=3, names="layer {i}"),
    Repeat(id="list", child=relu("l"), count=1),
    Parallel(id="cats", children=(relu("b0"), relu("b1", name="left")), merge="cat", dim=-1),
    Parallel(id="sums", children=(relu("c0"), relu("c1")), class_name="Twice"),
    Parallel(id="none", children=(relu("d0"), relu("d1")), merge="none"),
    GRAPH,
)
CARDS = {
    # id: title, name, category, lines, shared, small
    "first": ("Linear", "0", "linear", ("4 → 4",), True, False),
    "second": ("Linear", "1", "linear", ("4 → 4",), True, False),
    "rep": ("Repeat × 3", "2", "container", (), False, False),
    "body": ("Sequential", "layer 0 … layer 2", "container", (), False, False),
    "l": ("ReLU", "0", "activation", (), False, False),
    "cats": ("Concat", "4", "container", ("cat dim -1",), False, False),
    "b1": ("ReLU", "left", "activation", (), False, False),
    "sums": ("Twice", "5", "container", ("add",), False, False),
    "g": ("Block", "7", "container", (), False, False),
    "t": ("Buffer", "t", "tensor", ("[4]",), False, False),
    "again": ("Linear", "", "linear", ("reuses fc",), False, False),
    "fc": ("Linear", "fc", "linear", ("4 → 4",), False, False),
    "cat": ("cat dim 1", "", "function", (), False, True),
    "sum": ("+", "sum", "function", (), False, True),
    "root": ("Sequential", "", "container", (), False, False),
}


def looked(document=DOCUMENT, depth=None, **options):
    """Look at a document to draw it."""
    return Subject(analyse(document), depth, Options(**options))


@pytest.mark.parametrize("id", CARDS)
def test_what_stands_in_a_box(id):
    """Title, name, category and lines; whether it is shared, and small."""
    found = looked()
    card = found.card(found.places[id].block)
    category = card.category.partition(" ")[0]
    assert (card.title, card.name, category, card.lines, card.shared, card.small) == CARDS[id]
