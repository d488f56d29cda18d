"""What flows on behind a mistake, as if it were mended, and what it costs: by hand."""

import msgspec
import pytest
import torch

from builder import analyse
from builder.analysis.analysis import analyse as analyse_with
from builder.analysis.analysis import resolved_args
from builder.document.blocks import Definition, Document, Function, Graph, Input, Instance, Layer, TensorBlock
from builder.errors import ShapeError
from builder.module import to_module
from builder.module.local import run_here
from tests.edits.designs import design, linear, parallel, relu, sequential
from tests.edits.small_graphs import wired


def layer(kind, id="x", **args):
    """Return a layer."""
    return Layer(id=id, kind=kind, args=args)


def takes(*shape, dtype="float32"):
    """Return one input."""
    return (Input(name="X", shape=shape, dtype=dtype),)


def alone(kind, *shape, dtype="float32", **args):
    """Return a network of one layer."""
    return design(layer(kind, **args), inputs=takes(*shape, dtype=dtype))


def call(kind, *sources, **args):
    """Return a graph of one function, beside a tensor `t` of four numbers."""
    nodes = (TensorBlock(id="t", name="t", shape=(4,)), Function(id="f", name="f", kind=kind, args=args))
    return wired(*nodes, wires={"f": sources}, outputs=("f",))


LSTM = layer("LSTM", "m", input_size=8, hidden_size=8)
UNKNOWN = None
MASKED = wired(
    relu("r", name="act"),
    Layer(id="m", name="m", kind="MultiheadAttention", args={"embed_dim": 8, "num_heads": 2}),
    wires={"m": ("x", "x", "x", "attn_mask=act")},
    outputs=("m:0",),
)
LISTED = wired(sequential("h", linear("a"), holder="ModuleList", name="h"), wires={"h": ("x",)}, outputs=("h",))
BEHIND = {
    "a width": (alone("Linear", "N", 8, in_features=9, out_features=4), 1, (2, 4), "float32", 2 * 8 * 4),
    "whole numbers": (design(linear("a"), inputs=takes("N", 8, dtype="int64")), 1, (2, 8), "float32", 2 * 64),
    "whole numbers into doubles": (
        design(layer("Linear", in_features=8, out_features=3, dtype="float64"), inputs=takes("N", 8, dtype="int32")),
        1,
        (2, 3),
        "float64",
        2 * 24,
    ),
    "a width and a dtype": (
        alone("Linear", "N", 8, dtype="int64", in_features=9, out_features=3),
        2,
        (2, 3),
        "float32",
        2 * 24,
    ),
    "an image that fits flat": (
        alone("Linear", "N", 3, 8, 8, in_features=192, out_features=4),
        1,
        (2, 4),
        "float32",
        2 * 192 * 4,
    ),
    "an image that does not": (
        alone("Linear", "N", 3, 8, 8, in_features=99, out_features=4),
        1,
        (2, 4),
        "float32",
        2 * 192 * 4,
    ),
    "three dims that fit flat": (alone("Linear", "N", 3, 8, in_features=24, out_features=4), 1, (2, 4), "float32", 192),
    "three dims that do not": (
        alone("Linear", "N", 3, 8, in_features=25, out_features=4),
        1,
        (2, 3, 4),
        "float32",
        2 * 3 * 8 * 4,
    ),
    "two dims": (alone("Linear", "N", 4, in_features=4 * 2, out_features=4), 1, (2, 4), "float32", 32),
    "a tuple": (design(LSTM, linear("b"), inputs=takes(5, "N", 8)), 1, (5, 2, 8), "float32", UNKNOWN),
    "a tuple that is to decide": (
        design(LSTM, layer("LazyLinear", out_features=3), inputs=takes(5, "N", 8)),
        1,
        (5, 2, 3),
        "float32",
        UNKNOWN,
    ),
    "another norm": (alone("BatchNorm1d", "N", 3, 8, 8, num_features=3), 1, (2, 3, 8, 8), "float32", 0),
    "another Dropout": (alone("Dropout2d", "N", 8, p=0.5), 0, (2, 8), "float32", 0),
    "a dim": (alone("Softmax", "N", 8, dim=4), 1, (2, 8), "float32", 0),
    "another convolution": (
        alone("Conv1d", "N", 3, 8, 8, in_channels=3, out_channels=4, kernel_size=1),
        1,
        UNKNOWN,
        UNKNOWN,
        0,
    ),
    "channels and a kernel": (
        alone("Conv2d", "N", 3, 8, 8, in_channels=9, out_channels=4, kernel_size=50),
        2,
        UNKNOWN,
        UNKNOWN,
        0,
    ),
    "groups and channels": (
        alone("Conv1d", "N", 3, 8, in_channels=4, out_channels=4, kernel_size=1, groups=3),
        2,
        (2, 4, 8),
        "float32",
        2 * 4 * 8 * 3,
    ),
    "too few inputs": (alone("MSELoss", "N", 8), 1, UNKNOWN, UNKNOWN, 0),
    "nothing known": (design(parallel("p"), linear("a")), 1, UNKNOWN, UNKNOWN, 0),
    "a dim of a function": (call("torch.cat", "x", dim=5), 1, (2, 8), "float32", 0),
    "two dims of a function": (call("Tensor.transpose", "x", dim0=5, dim1=0), 1, (8, 2), "float32", 0),
    "a list of dims": (call("Tensor.permute", "x", dims=[4, 0]), 1, (8, 2), "float32", 0),
    "a list of dims, some left": (call("Tensor.sum", "x", dim=[0, 7]), 1, (), "float32", 0),
    "a list of too many dims": (call("Tensor.sum", "x", dim=[0, 1, 7]), 1, UNKNOWN, UNKNOWN, 0),
    "more dims than are looked at": (
        call("Tensor.movedim", "x", source=[7, 8], destination=[7, 8]),
        4,
        UNKNOWN,
        UNKNOWN,
        0,
    ),
    "dims that are looked at": (
        call("Tensor.movedim", "x", source=[7, 8], destination=[1, 8]),
        3,
        (2, 8),
        "float32",
        0,
    ),
    "a mask of which nothing is known": (MASKED, 1, UNKNOWN, UNKNOWN, 0),
    "a list that is wired": (LISTED, 0, (2, 8), "float32", 128),
    "no remedy": (call("torch.matmul", "x", "t"), 1, UNKNOWN, UNKNOWN, 0),
}


@pytest.mark.parametrize("case", BEHIND)
def test_what_flows_on_behind_a_mistake(case):
    """So that later mistakes show, and nothing that only follows from the first."""
    document, errors, shape, dtype, cost = BEHIND[case]
    analysis = analyse(document)
    assert len(analysis.errors) == errors
    assert analysis.output_shapes == (() if shape is UNKNOWN else (shape,))
    assert getattr(analysis.output, "dtype", UNKNOWN) == dtype
    assert cost in (UNKNOWN, analysis.batch_multiply_adds)


def test_the_batch_is_no_argument():
    """It is a number in what a person is shown and what code is written from."""
    args = analyse(design(layer("LazyLinear", out_features=3), inputs=takes(8, "N"))).blocks["0"].args
    assert (args["in_features"], type(args["in_features"])) == (2, int)


@pytest.mark.parametrize("call", [{}, {"is_causal": True}, {"is_causal": False}], ids=str)
def test_what_a_layer_is_told_beside_one_tensor_counts(call):
    """A hint that there is a mask, without one, is refused by torch as well; the next layer is told nothing."""
    args = {"d_model": 8, "nhead": 2, "dim_feedforward": 4}
    nodes = [Layer(id=id, name=id, kind="TransformerEncoderLayer", args=args) for id in "ab"]
    nodes[0] = msgspec.structs.replace(nodes[0], call=call)
    document = wired(*nodes, wires={"a": ("x",), "b": ("a",)}, outputs=("b",))
    try:
        to_module(document)(torch.zeros(2, 8))
        refused = []
    except RuntimeError:
        refused = ["a"]
    assert [one.path for one in analyse(document).errors] == refused


def test_what_a_layer_owns_is_what_it_was_told():
    """A mistake changes what flows on, not the arguments."""
    seen = analyse(BEHIND["a width"][0]).blocks["0"]
    assert (seen.args["in_features"], seen.parameters, seen.tensors[0].shape) == (9, 40, (4, 9))


OWN = "class Own(nn.Module):\n    def forward(self, x):\n        while x.sum() > 1: x = x / 2\n        return x\n"


def test_arguments_that_wait_for_an_answer_are_not_decided():
    """Nothing is wrong, and yet they are not known."""
    own = Definition(class_name="Own", source=OWN)
    lazy = layer("LazyLinear", out_features=3)
    document = design(linear("a"), Instance(id="i", definition="Own"), lazy, definitions=(own,))
    with pytest.raises(ShapeError, match=r"^2: An argument cannot be determined\.$") as caught:
        resolved_args(document, lambda asked: None)
    assert (caught.value.path, caught.value.hint) == ("2", None)
    assert analyse_with(document, lambda asked: None).awaits


CONV = {"out_channels": 4, "kernel_size": 1}
UNDECIDED = {
    "its own mistake": (
        design(linear("a"), layer("Linear", "b", in_features=9, out_features=8), layer("LazyConv2d", "c", **CONV)),
        r"2: The number of channels is inferred",
        False,
    ),
    "a mistake before it": (
        design(relu("r"), parallel("p"), layer("LazyLinear", out_features=3)),
        "1: This parallel",
        True,
    ),
}


@pytest.mark.parametrize("case", UNDECIDED)
def test_what_keeps_an_argument_from_being_decided(case):
    """Its own mistake, or else the first one, with its remedy if there is one."""
    document, words, has_hint = UNDECIDED[case]
    with pytest.raises(ShapeError, match=f"^{words}") as caught:
        resolved_args(document, run_here)
    assert bool(caught.value.hint) is has_hint


PLAIN = design(layer("Dropout", p=0), linear("a"), parallel("p"))
WITH_NOTE = wired(linear("a", name="fc"), relu("r", name="act"), wires={"fc": ("x",)}, outputs=("fc",))


@pytest.mark.parametrize(
    ("document", "errors", "warnings", "notes"),
    [(PLAIN, ["p"], ["x"], []), (WITH_NOTE, [], [], ["r"]), (design(linear("a")), [], [], [])],
)
def test_problems_by_what_they_are(document, errors, warnings, notes):
    """Each in one of the three, and all together."""
    analysis = analyse(document)
    assert [one.id for one in analysis.errors] == errors
    assert [one.id for one in analysis.warnings] == warnings
    assert [one.id for one in analysis.notes] == notes
    assert not analysis.awaits


@pytest.mark.parametrize(
    ("document", "inputs", "outputs", "parameters", "size"),
    [
        (design(linear("a")), ((2, 8),), ((2, 8),), 72, 288),
        (design(relu("r")), ((2, 8),), ((2, 8),), 0, 0),
        (design(linear("a"), parallel("p")), ((2, 8),), (), 72, 288),
        (Document(inputs=takes("N", 8), root=Graph(id="g")), ((2, 8),), (), 0, 0),
    ],
)
def test_totals_of_a_network(document, inputs, outputs, parameters, size):
    """Of a network without ties what its layers own."""
    analysis = analyse(document)
    assert (analysis.input_shapes, analysis.output_shapes) == (inputs, outputs)
    assert (analysis.parameters, analysis.trainable, analysis.bytes) == (parameters, parameters, size)
