"""Each sentence about a layer, a container or the whole, word for word: beside it `problems_of_blocks.txt`."""

import pytest

from builder.document.blocks import (
    Document,
    Graph,
    InitRule,
    Input,
    Layer,
    Selector,
    Shared,
    TensorPlace,
    Tie,
)
from tests.analysis.told import table, told
from tests.edits.designs import design, linear, parallel, relu, repeat, sequential


def layer(kind, id="x", **args):
    """Return a layer."""
    return Layer(id=id, kind=kind, args=args)


def takes(*shape, dtype="float32"):
    """Return one input."""
    return (Input(name="X", shape=shape, dtype=dtype),)


def conv(**args):
    """Return a convolution of three channels into four."""
    return layer("Conv2d", "conv", **{"in_channels": 3, "out_channels": 4, "kernel_size": 3, **args})


def tied(tensor, of, *children):
    """Return a network in which a tensor of `a` is one of `b`."""
    return design(*children, ties=(Tie(TensorPlace("a", tensor), TensorPlace("b", of)),))


def norm(id):
    """Return a norm of eight channels."""
    return layer("BatchNorm1d", id, num_features=8)


def held(holder, id="h"):
    """Return what has no forward of its own."""
    return sequential(id, relu("z"), holder=holder)


TWO = tuple(Input(name=name, shape=("N", 8)) for name in "ab")
IMAGE, STEPS, IDS = takes("N", 3, 8, 8), takes(5, "N", 8), takes("N", 8, dtype="int64")
LONG = takes("N", 2**16)
LSTM = layer("LSTM", "m", input_size=8, hidden_size=8)
AUTO = layer("Linear", "a", in_features="auto", out_features=4)
NARROW, LAST = layer("Linear", in_features=9, out_features=4), linear("b")
DOCUMENTS = {
    "another width": design(NARROW),
    "other channels": design(conv(in_channels=4), inputs=IMAGE),
    "whole numbers": design(linear("a"), inputs=IDS),
    "short whole numbers": design(linear("a"), inputs=takes("N", 8, dtype="int32")),
    "truths": design(linear("a"), inputs=takes("N", 8, dtype="bool")),
    "doubles": design(linear("a"), inputs=takes("N", 8, dtype="float64")),
    "numbers into an Embedding": design(layer("Embedding", num_embeddings=5, embedding_dim=3)),
    "an image that fits flat": design(layer("Linear", in_features=192, out_features=4), inputs=IMAGE),
    "an image that does not": design(layer("Linear", in_features=99, out_features=4), inputs=IMAGE),
    "a tuple": design(LSTM, LAST, inputs=STEPS),
    "a tuple that is to decide": design(LSTM, layer("LazyLinear", out_features=3), inputs=STEPS),
    "two mistakes": design(conv(in_channels=9, kernel_size=50), inputs=IMAGE),
    "too few inputs": design(layer("MSELoss")),
    "too few of three": design(layer("TripletMarginLoss")),
    "too many inputs": Document(inputs=TWO, root=parallel("p", linear("a"), relu("r"), merge="none")),
    "other dims": design(layer("BatchNorm1d", num_features=3), inputs=IMAGE),
    "dims of no other kind": design(layer("MaxPool2d", kernel_size=2)),
    "no kind for dims": design(layer("PixelShuffle", upscale_factor=2), inputs=IMAGE),
    "a padding that does not fit": design(layer("ReflectionPad1d", padding=9), inputs=takes("N", 3, 8)),
    "a dim that is not there": design(layer("Flatten", start_dim=4)),
    "p of 0": design(layer("Dropout", p=0)),
    "p of 1": design(layer("Dropout1d", p=1)),
    "no dim": design(layer("LogSoftmax")),
    "one value a channel": design(layer("BatchNorm1d", num_features=8), batch=1),
    "steps second": design(layer("GRU", input_size=8, hidden_size=4), inputs=takes("N", 5, 8)),
    "the batch as features": design(layer("Linear", in_features="auto", out_features=4), inputs=takes(8, "N")),
    "two layers that are one": design(linear("a"), layer("LazyLinear", "b", out_features=4)),
    "a bias before a norm": design(conv(), layer("BatchNorm2d", num_features=4), inputs=IMAGE),
    "a softmax before its loss": design(layer("Softmax", dim=1), layer("CrossEntropyLoss", "loss")),
    "a softmax before logarithms": design(layer("Softmax", dim=1), layer("NLLLoss", "loss")),
    "a sigmoid before its loss": design(layer("Sigmoid"), layer("BCEWithLogitsLoss", "loss")),
    "two activations": design(layer("Tanh"), layer("Sigmoid", "s")),
    "an image into a Linear": design(conv(), layer("LazyLinear", out_features=2), inputs=IMAGE),
    "two into a repeat": Document(inputs=TWO, root=repeat("r", sequential("s", linear("a"), relu("z")))),
    "two into a sequential": design(relu("r"), inputs=TWO),
    "an empty parallel": design(parallel("p")),
    "a single branch": design(parallel("p", relu("r"))),
    "a single branch used again": design(parallel("p", relu("r")), Shared(id="s", of="p")),
    "an idle Dropout used again": design(layer("Dropout", p=0), relu("r"), Shared(id="s", of="x")),
    "an idle Dropout used again on another shape": design(
        layer("Dropout", p=0), layer("LazyLinear", "w", out_features=4), relu("r"), Shared(id="s", of="x")
    ),
    "a rule that fills a part": design(linear("a"), init=(InitRule(Selector(), "xavier_uniform_"),)),
    "an idle Dropout used again, and another mistake": design(
        layer("Dropout", p=0), relu("r"), Shared(id="s", of="x"), layer("Linear", "w", in_features=9, out_features=4)
    ),
    "a tuple added": design(parallel("p", relu("r"), LSTM, merge="add"), inputs=STEPS),
    "a tuple multiplied": design(parallel("p", relu("r"), LSTM, merge="mul"), inputs=STEPS),
    "a tuple concatenated": design(parallel("p", relu("r"), LSTM, merge="cat"), inputs=STEPS),
    "a tuple stacked": design(parallel("p", relu("r"), LSTM, merge="stack"), inputs=STEPS),
    "another width at another place": design(AUTO, relu("r"), Shared(id="s", of="a")),
    "a stack at another place": design(sequential("q", relu("z"), AUTO), relu("r"), Shared(id="s", of="q")),
    "idle rules": design(relu("r"), init=(InitRule(Selector(), "ones_"), InitRule(Selector(block="r"), "zeros_"))),
    "a tie of no tensor": tied("wieght", "weight", linear("a"), relu("r"), LAST),
    "a tie to no tensor": tied("weight", "weight", linear("a"), relu("b")),
    "a tie of a buffer": tied("running_mean", "bias", norm("a"), relu("r"), norm("b")),
    "a tie to a buffer": tied("bias", "running_mean", norm("a"), relu("r"), norm("b")),
    "a tie of other shapes": tied("bias", "weight", linear("a"), relu("r"), LAST),
    "a tie of other dtypes": tied(
        "bias", "bias", linear("a"), relu("r"), layer("LazyLinear", "b", out_features=8, dtype="float64")
    ),
    "very large": design(layer("LazyLinear", out_features=2**29)),
    "just not very large": design(layer("Linear", in_features=2**16, out_features=2**16, bias=False), inputs=LONG),
    "just very large": design(layer("Linear", in_features=2**16, out_features=2**16), inputs=LONG),
    "another width of what is used again": design(NARROW, relu("r"), Shared(id="s", of="x")),
    "a mistake inside what runs elsewhere first": design(Shared(id="s", of="t"), relu("r"), sequential("t", NARROW)),
    "a list": design(relu("r"), held("ModuleList")),
    "a repeated list": design(repeat("r", relu("a"), count=2, holder="ModuleList")),
    "a dict as a branch": design(parallel("p", relu("r"), held("ModuleDict"))),
    "a list as the whole": Document(inputs=takes("N", 8), root=held("ModuleList")),
    "what follows from the unknown": design(parallel("p"), layer("LazyLinear", out_features=3), conv(groups=2)),
    "a list in a graph as a place": design(
        relu("r"), Shared(id="s", of="h"), Graph(id="g", nodes=(held("ModuleList"),))
    ),
    "mistakes in document order": design(
        sequential("s", NARROW, relu("r"), layer("Dropout", "d", p=0)),
        linear("a"),
        layer("BatchNorm1d", "n", num_features=9),
    ),
}
PROBLEMS = table("problems_of_blocks.txt")


@pytest.mark.parametrize("case", DOCUMENTS)
def test_what_is_told_of_a_block(case):
    """Each problem with its place, its hint, the words on the button and the edit behind it, in order."""
    assert told(DOCUMENTS[case]) == PROBLEMS[case]
