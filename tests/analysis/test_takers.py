"""What the nodes of a graph take, by hand, and which input each wire is for."""

import pytest

from builder.analysis.takers import _ANY, input_wires, taker_of
from builder.document.blocks import Function, Graph, Instance, Layer, TensorBlock, Written
from builder.network.plan import Feed
from builder.network.wire import wires_of
from tests.edits.designs import parallel, relu, repeat, sequential


def layer(kind, **args):
    """Return a layer."""
    return Layer(id="a", kind=kind, args=args)


def call(kind, **args):
    """Return a function."""
    return Function(id="f", kind=kind, args=args)


def written(parameters):
    """Return an object of a class whose forward takes these."""
    return Written(
        id="w",
        class_name="Own",
        source=f"class Own(nn.Module):\n    def forward(self, {parameters}):\n        return x\n",
    )


ATTENTION = ("query", "key", "value", "key_padding_mask", "attn_mask")
TAKERS = {
    "a layer": (relu("r"), ("ReLU", 1, 1, False, ("input",), "1 input")),
    "a layer of an older name": (layer("LazyLinear"), ("Linear", 1, 1, False, ("input",), "1 input")),
    "a layer of two": (layer("Bilinear"), ("Bilinear", 2, 2, False, ("input1", "input2"), "2 inputs")),
    "attention": (layer("MultiheadAttention"), ("MultiheadAttention", 3, 4, False, ATTENTION, "3 to 5 inputs")),
    "a recurrent layer": (layer("LSTM"), ("LSTM", 1, 2, True, ("input", "hx"), "1 to 2 inputs")),
    "an Identity": (layer("Identity"), ("Identity", 1, 1, True, ("input",), "1 input")),
    "a sequential": (sequential("s"), ("Sequential", 1, 1, True, (), "1 input")),
    "a list": (sequential("s", holder="ModuleList"), ("ModuleList", 1, 1, True, (), "1 input")),
    "a dict": (sequential("s", holder="ModuleDict"), ("ModuleDict", 1, 1, True, (), "1 input")),
    "a repeat": (repeat("r", relu("z")), ("Repeat", 1, 1, True, (), "1 input")),
    "a repeated list": (repeat("r", relu("z"), holder="ModuleList"), ("ModuleList", 1, 1, True, (), "1 input")),
    "a parallel": (parallel("p"), ("Parallel", 1, _ANY, True, (), "1 or more inputs")),
    "a tensor": (TensorBlock(id="t", name="t", shape=(1,)), ("Tensor", 0, 0, True, (), "no inputs")),
    "a graph": (Graph(id="g", inputs=("x", "y")), ("Graph", 2, 2, True, (), "2 inputs")),
    "an instance": (Instance(id="i", definition="Cell"), ("Instance", 0, _ANY, True, (), "0 or more inputs")),
    "a function": (call("torch.add"), ("torch.add", 2, 2, False, (), "2 inputs")),
    "a function of any number": (call("torch.cat"), ("torch.cat", 1, _ANY, False, (), "1 or more inputs")),
    "a function with a mask": (
        call("F.scaled_dot_product_attention"),
        ("F.scaled_dot_product_attention", 3, 4, False, (), "3 to 4 inputs"),
    ),
    "a constant": (call("torch.mul", other=2.0), ("torch.mul", 1, 1, False, (), "1 input")),
    "a constant that is left out": (call("torch.mul", other=None), ("torch.mul", 2, 2, False, (), "2 inputs")),
    "an object": (written("x, y, z=None"), ("Own", 2, 3, True, (), "2 to 3 inputs")),
    "an object of any number": (written("x, *others"), ("Own", 1, _ANY, True, (), "1 or more inputs")),
}


@pytest.mark.parametrize("case", TAKERS)
def test_what_a_node_takes(case):
    """How many inputs, in words too, by which names, and whether tuples."""
    node, expected = TAKERS[case]
    taker = taker_of(node)
    assert (taker.name, taker.least, taker.most, taker.tuples, taker.names, taker.words) == expected


GIVEN = {
    "x y z": [0, 1, 2],
    "x y z m": [0, 1, 2, 3],
    "x y z attn_mask=m": [0, 1, 2, None, 3],
    "attn_mask=m x y z": [1, 2, 3, None, 0],
    "x value=v key=k": [0, 2, 1],
    "x y": [0, 1],
    "query=x": [0],
    "value=v": [None, None, 0],
    "": [],
}


def feeds(text):
    """Return wires from nowhere in particular."""
    return tuple(Feed(i, wire) for i, wire in enumerate(wires_of(text.split())))


@pytest.mark.parametrize("wires", GIVEN)
def test_which_wire_each_input_has(wires):
    """By name or in order, up to the last that is given."""
    assert input_wires(taker_of(layer("MultiheadAttention")), feeds(wires)) == GIVEN[wires]


REFUSED = {
    "x y z m a": ("MultiheadAttention takes attn_mask by name only.", "Connect it as attn_mask.", "attn_mask=a", 4),
    "x y z m n:1 a": (
        "MultiheadAttention takes attn_mask by name only.",
        "Connect it as attn_mask.",
        "attn_mask=n:1",
        4,
    ),
    "x query=q": ("MultiheadAttention receives query twice.", "Disconnect q.", None, 1),
    "query=q x": ("MultiheadAttention receives query twice.", "Disconnect x.", None, 1),
    "x y value=v value=w:0": ("MultiheadAttention receives value twice.", "Disconnect w:0.", None, 3),
    "x bias=b y": ("MultiheadAttention has no input named bias.", f"Its inputs are {', '.join(ATTENTION)}.", None, 1),
    "x y values=v": ("MultiheadAttention has no input named values.", "Did you mean value?", None, 2),
}


@pytest.mark.parametrize("wires", REFUSED)
def test_which_wire_is_too_much(wires):
    """With the one to disconnect, or to give by name."""
    found = input_wires(taker_of(layer("MultiheadAttention")), feeds(wires))
    remedy = found.remedy
    assert (found.severity, found.problem, found.hint, getattr(remedy, "source", None), remedy.at) == (
        "error",
        *REFUSED[wires],
    )
