"""Names that the emitted file gives to parts, locals and arguments, by hand."""

import pytest

from builder import to_source
from builder.document.blocks import Document, Function, Graph, Input, Layer, Parallel, Repeat, Sequential, Shared
from builder.module.local import run_here
from builder.network.network import Network
from builder.targets.source.counts import MOST, part_counts
from builder.targets.source.equal import one_for_all
from builder.targets.source.identifiers import argument_wish, variable_wish
from builder.targets.source.locals import Locals, one_of
from builder.targets.source.nodes import Chain, Hole, Leaf, Variable
from builder.targets.source.parts import parts_of
from builder.targets.source.templates import Spot


def layer(kind, id="a", name=None, **args):
    """Return a layer."""
    return Layer(id=id, name=name, kind=kind, args=args)


def call(name, kind="Tensor.chunk", **args):
    """Return a function that is called as its id."""
    return Function(id=name, name=name, kind=kind, args=args)


def graph(*outputs, **fields):
    """Return a graph that returns these."""
    return Graph(id="g", nodes=(call("c"),), outputs=outputs, **fields)


PARTS = {
    "an LSTM": ("l", layer("LSTM"), {(0,), (1, 1)}, None, ("output", ("hidden", "cell"))),
    "an LSTM whole": ("l", layer("LSTM"), {()}, None, ("output", ("hidden", "cell"))),
    "beyond an LSTM": ("l", layer("LSTM"), {(2,)}, None, None),
    "beyond its state": ("l", layer("LSTM"), {(0,), (1, 2)}, None, None),
    "below its output": ("l", layer("LSTM"), {(0, 3)}, None, ("output", ("hidden", "cell"))),
    "a GRU": ("l", layer("GRU"), {(1,)}, None, ("output", "hidden")),
    "attention": ("m", layer("MultiheadAttention"), {(1,)}, None, ("output", "weights")),
    "a Linear": ("l", layer("Linear"), {(0,)}, None, None),
    "pooling": ("p", layer("MaxPool2d"), {(0,)}, None, None),
    "pooling with indices": ("p", layer("MaxPool2d", return_indices=True), {(1,)}, None, ("output", "indices")),
    "another layer with indices": ("p", layer("Linear", return_indices=True), {(1,)}, None, None),
    "a graph": ("g", graph("c:0", "x"), {(1,)}, None, ("c_0", "x")),
    "a graph with numbers": ("g", graph("c", "0"), {(1,)}, None, ("c", "part")),
    "a graph of one": ("g", graph("c"), {(0,)}, None, None),
    "branches": ("p", Parallel(id="p", children=(layer("ReLU"),) * 2, merge="none"), {(1,)}, None, ("p_1", "p_2")),
    "one branch": ("p", Parallel(id="p", children=(layer("ReLU"),), merge="none"), {(0,)}, None, None),
    "branches that are joined": ("p", Parallel(id="p", children=(layer("ReLU"),) * 2), {(0,)}, None, None),
    "values": ("t", call("t", "Tensor.topk", k=3), {(1,)}, None, ("values", "indices")),
    "sorted": ("t", call("t", "Tensor.sort"), {(1,)}, None, ("values", "indices")),
    "the largest of a dim": ("t", call("t", "Tensor.max", dim=1), {(1,)}, None, ("values", "indices")),
    "the largest of all": ("t", call("t", "Tensor.max", dim=None), {(1,)}, None, None),
    "the largest": ("t", call("t", "Tensor.min"), {(1,)}, None, None),
    "three by their letters": ("qkv", call("qkv"), {(0,), (2,)}, 3, ("q", "k", "v")),
    "three by number": ("all", call("all"), {(2,)}, 3, ("all_1", "all_2", "all_3")),
    "four of three letters": ("qkv", call("qkv"), {(2,)}, 4, ("qkv_1", "qkv_2", "qkv_3", "qkv_4")),
    "two with a digit": ("a1", call("a1"), {(1,)}, 2, ("a1_1", "a1_2")),
    "beyond the parts": ("qkv", call("qkv"), {(3,)}, 3, None),
    "of no known number": ("qkv", call("qkv"), {(0,)}, None, None),
}


@pytest.mark.parametrize("case", PARTS)
def test_what_parts_are_called(case):
    """Where it is known that there are just these."""
    name, node, ways, count, expected = PARTS[case]
    assert parts_of(name, node, ways, count) == expected


X = {"c": ("x",)}


def parted(kind, shape=("N", 6, 8), **args):
    """Return how many parts a function returns in the class of its graph."""
    root = Graph(id="g", nodes=(call("c", kind, **args),), wires={"c": ("x",)}, outputs=("c",))
    document = Document(inputs=(Input(name="X", shape=shape),), root=root)
    return part_counts(Network.of(document), run_here, {"g": "Net"}).get("Net", {}).get("c")


COUNTS = {
    "chunks": ({"kind": "Tensor.chunk", "chunks": 2, "dim": 1}, 2),
    "chunks from behind": ({"kind": "Tensor.chunk", "chunks": 2, "dim": -1}, 2),
    "chunks of the batch": ({"kind": "Tensor.chunk", "chunks": 2, "dim": 0}, None),
    "chunks of the batch, unsaid": ({"kind": "Tensor.chunk", "chunks": 2}, None),
    "chunks of what is no batch": ({"kind": "Tensor.chunk", "shape": (2, 6), "chunks": 2}, 2),
    "one chunk": ({"kind": "Tensor.chunk", "chunks": 1, "dim": 1}, None),
    "as many as are named": ({"kind": "Tensor.unbind", "dim": 2}, MOST),
    "more than are named": ({"kind": "Tensor.unbind", "shape": ("N", MOST + 1), "dim": 1}, None),
    "fewer than asked for": ({"kind": "Tensor.chunk", "shape": ("N", 3), "chunks": 4, "dim": 1}, 3),
    "split": ({"kind": "Tensor.split", "split_size": 4, "dim": 1}, 2),
    "a dim that is not there": ({"kind": "Tensor.split", "split_size": 4, "dim": 7}, None),
    "the first dim that is not there": ({"kind": "Tensor.split", "shape": (2, 6), "split_size": 4, "dim": 2}, None),
    "another function": ({"kind": "Tensor.transpose", "dim0": 0, "dim1": 1}, None),
}


@pytest.mark.parametrize("case", COUNTS)
def test_how_many_parts_a_function_returns(case):
    """Where every batch gives as many, and they are few."""
    args, expected = COUNTS[case]
    assert parted(**args) == expected


def test_parts_along_a_dim_that_is_not_there_are_written_as_they_stand():
    """The code of a network with a mistake can be read, and has the same mistake."""
    root = Graph(id="g", nodes=(call("c", "Tensor.split", split_size=4, dim=7),), wires=X, outputs=("c:0",))
    document = Document(inputs=(Input(name="X", shape=("N", 6)),), root=root)
    assert "        c = x.split(4, dim=7)\n        return c[0]\n" in to_source(document)


@pytest.mark.parametrize(("width", "expected"), [(6, {"Net": {"c": 3}}), (4, {})])
def test_all_objects_of_a_class_return_as_many(width, expected):
    """Else each is asked anew."""
    graphs = [
        Graph(
            id=id,
            nodes=(call("c", "Tensor.split", split_size=2, dim=1), call("d", "torch.cat", dim=1)),
            wires={"c": ("x",), "d": ("c:0", "c:1", "c:1") if id == "g" else ("c:0",)},
            outputs=("d",),
        )
        for id in ("g", "h")
    ]
    document = Document(inputs=(Input(name="X", shape=("N", width)),), root=Sequential(id="s", children=tuple(graphs)))
    assert part_counts(Network.of(document), run_here, {"g": "Net", "h": "Net"}) == expected


WISHES = {
    "by its name": (layer("Linear", name="Head"), None, "head"),
    "a name that is no variable": (layer("Linear", name="a b"), None, "shared_linear"),
    "a name that hides": (layer("Conv2d", name="print"), None, "shared_conv2d"),
    "no name": (layer("LayerNorm"), None, "shared_layer_norm"),
    "a sequential": (Sequential(id="s"), "Cell", "shared_block"),
    "a repeat": (Repeat(id="r", child=layer("ReLU")), None, "shared_block"),
    "a class": (Parallel(id="p"), "MyCell", "shared_my_cell"),
    "no class": (Parallel(id="p"), None, "shared_block"),
}


@pytest.mark.parametrize("case", WISHES)
def test_what_a_shared_block_is_called(case):
    """By its name, else by what it is."""
    block, class_name, expected = WISHES[case]
    assert variable_wish(block, class_name) == expected


ARGUMENTS = {
    "what enters": ([(0, "in_features")], 0, 3, "in_features"),
    "what leaves": ([(3, "out_features")], 0, 3, "out_features"),
    "what enters and leaves": ([(0, "in_channels"), (3, "out_channels")], 0, 3, "channels"),
    "what enters and leaves one": ([(0, "in_features"), (0, "out_features")], 0, 0, "features"),
    "what lies between": ([(0, "out_features"), (3, "in_features")], 0, 3, "hidden_features"),
    "what enters later": ([(1, "in_features")], 0, 3, "in_features"),
    "what leaves earlier": ([(1, "out_features")], 0, 3, "hidden_features"),
    "what has no side": ([(0, "kernel_size")], 0, 0, "kernel_size"),
    "a later argument that leaves": ([(1, "num_features"), (3, "out_features")], 0, 3, "out_num_features"),
}


@pytest.mark.parametrize("case", ARGUMENTS)
def test_what_an_argument_of_a_class_is_called(case):
    """By the side on which it is met."""
    places, first, last, expected = ARGUMENTS[case]
    spot = Spot(0, ())
    spot.places = [(number, "Linear", name) for number, name in places]
    assert argument_wish(spot, first, last) == expected


ONES = {
    "self.layers": "layer",
    "layers": "layer",
    "self.blocks": "block",
    "branches": "branch",
    "h": "block",
    "layer": "block",
    "class_": "layer",
    "glass": "layer",
    "as": "layer",
    "ems": "em",
    "a bs": "layer",
}


@pytest.mark.parametrize("name", ONES)
def test_what_one_of_many_is_called(name):
    """By the plural, where it is one."""
    assert one_of(name) == ONES[name]


LOCALS = {
    "an input": ({"inputs": ("x",)}, {}, {"x": "x"}),
    "inputs that hide": ({"inputs": ("float", "match", "_", "input")}, {}, ["float_", "match_", "__", "input_"]),
    "a function without a name": ({}, {"a": Function(id="a", kind="torch.matmul")}, {"a": "matmul"}),
    "two of them": (
        {},
        {"a": Function(id="a", kind="F.relu"), "b": Function(id="b", kind="F.relu")},
        {"a": "relu", "b": "relu_2"},
    ),
    "one that is called as another": (
        {},
        {"a": Function(id="a", kind="F.relu"), "relu": call("relu", "F.relu")},
        {"a": "relu_2", "relu": "relu"},
    ),
    "a layer": ({}, {"0": layer("LayerNorm")}, {"0": "layer_norm"}),
    "a layer by a number": ({}, {"0": layer("LayerNorm", name="0")}, {"0": "layer_norm"}),
    "a container": ({}, {"0": Sequential(id="s")}, {"0": "block"}),
    "a call": ({}, {"0": Shared(id="u", of="fc")}, {"0": "fc"}),
    "a call of one of many": ({}, {"0": Shared(id="u", of="k")}, {"0": "layer"}),
    "a call of what stands elsewhere": ({}, {"0": Shared(id="u", of="z")}, {"0": "shared"}),
    "a long one": ({}, {"a" * 40: call("a" * 40)}, {"a" * 40: "a" * 28}),
    "one that hides": ({}, {"sum": call("sum")}, {"sum": "sum_"}),
}


@pytest.mark.parametrize("case", LOCALS)
def test_what_a_local_is_called(case):
    """By its name, else by what it does; it hides nothing."""
    fields, nodes, expected = LOCALS[case]
    found = Locals(Graph(id="g", **{"inputs": (), **fields}), nodes, {"fc": ("body", "fc"), "k": ("layers", "2")})
    assert found.of == (expected if isinstance(expected, dict) else dict(zip(fields["inputs"], expected, strict=True)))


def test_the_variables_of_loops_are_kept():
    """A loop over one of that name has it again; another is numbered past the others."""
    held = Sequential(id="s", name="layers", holder="ModuleList")
    found = Locals(Graph(id="g"), {"layers": held, "layer": call("layer")}, {})
    assert found.loops == {"layer": "layer_2"}
    assert [found.loop_variable(wish) for wish in ("layer", "x", "layer", "x")] == ["layer_2", "x_2", "layer_2", "x_2"]


@pytest.mark.parametrize(("name", "flow"), [("a", "out"), ("out", None)])
def test_a_value_on_its_way_is_out(name, flow):
    """Unless something is called so."""
    assert Locals(Graph(id="g"), {name: call(name)}, {}).flow == flow


RELU, OTHER = Leaf(("a",), "ReLU", ()), Leaf(("b",), "ReLU", ())
ALIKE = {
    "two": ((RELU, OTHER), Leaf(("a", "b"), "ReLU", ())),
    "the same twice": ((RELU, OTHER, RELU), Leaf(("a", "b"), "ReLU", ())),
    "one": ((RELU,), None),
    "none": ((), None),
    "another kind": ((RELU, Leaf(("b",), "Tanh", ())), None),
    "other arguments": ((RELU, Leaf(("b",), "ReLU", (("inplace", "True"),))), None),
    "the last another": ((RELU, OTHER, Leaf(("c",), "Tanh", ())), None),
    "variables": ((Variable(("a",), "z"), Variable(("b",), "z")), None),
    "holes": ((Hole(1, ("a",)), Hole(1, ("b",))), None),
    "what is inside": (
        (Chain(("s",), None, (RELU,)), Chain(("t",), None, (OTHER,))),
        Chain(("s", "t"), None, (Leaf(("a", "b"), "ReLU", ()),)),
    ),
    "other names": ((Chain(("s",), ("x",), (RELU,)), Chain(("t",), ("y",), (OTHER,))), None),
    "more inside": ((Chain(("s",), None, (RELU,)), Chain(("t",), None, (OTHER, OTHER))), None),
}


@pytest.mark.parametrize("case", ALIKE)
def test_what_is_written_alike_is_written_once(case):
    """For all the blocks that it stands for."""
    nodes, expected = ALIKE[case]
    assert one_for_all(nodes) == expected
