"""What stands in a box of a diagram, which are drawn, and which wires join them: by hand."""

import pytest

from builder import to_dot
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
from builder.targets.diagram import subject
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


DEPTHS = {None: 3, 0: 0, 1: 1, 2: 2, 9: 3, -1: 0}


@pytest.mark.parametrize("depth", DEPTHS)
def test_a_drawing_goes_down_as_far_as_is_asked(depth):
    """And no further than there is something."""
    assert looked(depth=depth).depth == DEPTHS[depth]


def test_a_drawing_stops_where_boxes_would_not_fit(monkeypatch):
    """The first level is always drawn."""
    monkeypatch.setattr(subject, "MAX_BOXES", 10)
    assert looked().depth == 1
    monkeypatch.setattr(subject, "MAX_BOXES", 1)
    assert looked().depth == 1


def test_what_is_folded_says_how_much_is_inside():
    """One block, or so many."""
    found = looked(depth=1)
    lines = {id: found.card(found.places[id].block).lines for id in ("rep", "list", "cats", "g", "first")}
    assert lines == {
        "rep": ("2 blocks inside",),
        "list": ("1 block inside",),
        "cats": ("cat dim -1", "2 blocks inside"),
        "g": ("6 blocks inside",),
        "first": ("4 → 4",),
    }


def test_activations_alone_can_be_hidden():
    """Layers and functions alike."""
    gate = Graph(
        id="g",
        nodes=(Function(id="f", name="f", kind="F.relu"), Function(id="h", name="h", kind="torch.add"), relu("r")),
    )
    found = looked(network(linear(), gate), activations=False)
    assert [found.hidden(found.places[id].block) for id in ("f", "h", "r", "a", "g")] == [
        True,
        False,
        True,
        False,
        False,
    ]
    assert not looked(network(relu())).hidden(relu())


BRANCHES = network(
    linear(),
    Parallel(id="cats", children=(relu("b0"), relu("b1")), merge="cat", dim=-1),
    Parallel(id="none", children=(relu("d0"), relu("d1")), merge="none"),
    Parallel(id="empty"),
)
SHAPES = {"": "?", "0": "[N, 4]", "1": "[N, 8]", "1.branch_0": "[N, 4]", "2": "[N, 8], [N, 8]", "3": "?", "4": "?"}


@pytest.mark.parametrize("path", SHAPES)
def test_the_shapes_that_leave_a_module(path):
    """All of them, or that they are not known."""
    assert looked(BRANCHES).shapes(path) == SHAPES[path]


def test_shapes_can_be_left_out():
    """Everywhere."""
    found = looked(network(linear()), shapes=False)
    assert (found.shapes("0"), found.part("0", ())) == ("", "")


LSTM = Layer(id="l", kind="LSTM", args={"input_size": 4, "hidden_size": 3})
PARTS = {(): "[N, 3], [1, 3], [1, 3]", (0,): "[N, 3]", (1,): "[1, 3], [1, 3]", (1, 1): "[1, 3]", (2,): "?", (0, 0): "?"}


@pytest.mark.parametrize("way", PARTS)
def test_the_shapes_of_a_part(way):
    """That of the way to it; a part that is none is not known."""
    assert looked(network(LSTM)).part("0", way) == PARTS[way]


COUNTS = {"0": "20 parameters", "1": "", "2": "1 parameter", "nowhere": ""}


@pytest.mark.parametrize("path", COUNTS)
def test_parameters_in_words(path):
    """Nothing where there are none."""
    prelu = Layer(id="p", kind="PReLU")
    assert looked(network(linear(), relu(), prelu)).parameters(path) == COUNTS[path]


@pytest.mark.parametrize(("count", "expected"), [(9, (9, 0, 0)), (10, (6, 1, 3)), (20, (6, 11, 3))])
def test_a_gap_stands_for_what_does_not_fit(count, expected, monkeypatch):
    """Two thirds of the boxes before it, one third behind."""
    for name, value in (("MAX_BOXES", 9), ("_HEAD", 6), ("_TAIL", 3)):
        monkeypatch.setattr(subject, name, value)
    kids = [relu(str(i)) for i in range(count)]
    head, gap, tail = looked().shown(kids)
    assert (len(head), gap, len(tail)) == expected
    assert [*head, *kids[len(head) : len(head) + gap], *tail] == kids


@pytest.mark.parametrize("view", ["tree", "flow"])
@pytest.mark.parametrize(
    ("name", "options"),
    [("cards", Options()), ("cards-print", Options(look="print", rankdir="LR", shapes=False, activations=False))],
)
def test_all_of_it_is_drawn_so(golden, name, options, view):
    """Boxes, frames, pills, bonds and wires, with what is written at each."""
    golden(f"{name}-{view}.dot", to_dot(DOCUMENT, view, options=options).source)


KEPT = Graph(
    id="root",
    nodes=(
        Sequential(id="m", name="m", holder="ModuleList", children=(linear("a"), relu("b"), linear("c"))),
        Repeat(id="n", name="n", holder="ModuleDict", names="head {i}", child=linear("d"), count=2),
        Shared(id="u", of="a"),
        Shared(id="v", name="again", of="c"),
        Function(id="i", name="i", kind="Tensor.__getitem__", args={"index": "..., :2"}),
        Function(id="s", kind="Tensor.size", args={"dim": 1}),
        Function(id="t", name="t", kind="torch.mul", args={"other": "=h"}),
        Parallel(id="p", name="p", children=(), merge="none"),
        TensorBlock(id="w", name="w", shape=()),
    ),
    wires={
        "n": ("x",),
        "node_2": ("n",),
        "again": ("node_2",),
        "i": ("again",),
        "node_5": ("x",),
        "t": ("i", "h=node_5"),
        "p": ("t",),
    },
    outputs=("p", "w"),
)


@pytest.mark.parametrize("view", ["tree", "flow"])
def test_what_a_graph_keeps_is_drawn_apart(golden, view):
    """Lists whose modules are called one by one, sizes, parts and tensors without a wire."""
    document = Document(inputs=(Input(name="X", shape=("N", 4)),), root=KEPT)
    golden(f"kept-{view}.dot", to_dot(document, view).source)
