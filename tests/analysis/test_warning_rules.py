"""Each rule of what is seldom meant at its edges, by hand: what it sees, where it says so, what it leaves in peace."""

import pytest

from builder import analyse
from builder.analysis.warnings import BATCH_NORMS, BY_KIND, BY_RIGHT, CONVOLUTIONS, THROUGH
from builder.document.blocks import Document, Graph, Input, Layer, Shared
from tests.edits.designs import design, linear, parallel, relu, repeat, sequential


def layer(kind, id="x", name=None, **args):
    """Return a layer."""
    return Layer(id=id, name=name, kind=kind, args=args)


def conv(id, size=3, dims=2, **args):
    """Return a convolution of three channels into three."""
    return layer(f"Conv{dims}d", id, in_channels=3, out_channels=3, kernel_size=size, **args)


def norm(count=8, dims=1):
    """Return a norm of so many channels."""
    return layer(f"BatchNorm{dims}d", "n", num_features=count)


WIRE = {"i": ("x",)}
FLAT, STEPS, IMAGE, LINE = ("N", 8), ("N", 5, 8), ("N", 3, 8, 8), ("N", 3, 8)
VEC, WIDE = layer("LazyLinear", "v", out_features=2), layer("LazyLinear", "w", out_features=8)
ONE = {
    "a Dropout of 0": (layer("Dropout", p=0), FLAT, ["0"]),
    "a Dropout of 0.0": (layer("AlphaDropout", p=0.0), FLAT, ["0"]),
    "a Dropout of 1": (layer("Dropout", p=1), FLAT, ["0"]),
    "a Dropout of 0.5": (layer("Dropout", p=0.5), FLAT, []),
    "a Dropout": (layer("Dropout"), FLAT, []),
    "a dim of 0": (layer("Softmax", dim=0), FLAT, []),
    "no dim": (layer("Softmax"), FLAT, ["0"]),
    "no dim of a Softmin": (layer("Softmin"), FLAT, ["0"]),
    "no dim of a LogSoftmax": (layer("LogSoftmax"), FLAT, ["0"]),
    "two values a channel": (norm(), FLAT, []),
    "one value a channel": (norm(), (1, 8), ["0"]),
    "one value a channel of a line": (norm(), (1, 8, 1), ["0"]),
    "one value a channel of an image": (norm(dims=2), (1, 8, 1, 1), ["0"]),
    "a line of two": (norm(), (1, 8, 2), []),
    "one channel of two values": (norm(1), (2, 1), []),
    "one channel of one value": (norm(1), (1, 1), ["0"]),
    "steps first": (layer("RNN", input_size=8, hidden_size=4), (5, "N", 8), []),
    "steps second": (layer("RNN", input_size=8, hidden_size=4), STEPS, ["0"]),
    "steps second, as it is told": (layer("RNN", input_size=8, hidden_size=4, batch_first=True), STEPS, []),
    "steps alone": (layer("LSTM", input_size=8, hidden_size=4), ("N", 8), []),
    "steps without a batch": (layer("GRU", input_size=8, hidden_size=4), (2, 5, 8), []),
    "the batch as features of a LayerNorm": (layer("LayerNorm", normalized_shape="auto"), (8, "N"), ["0"]),
    "the batch as features of an RMSNorm": (layer("RMSNorm", normalized_shape="auto"), (8, "N"), ["0"]),
    "the batch twice": (layer("LazyLinear", out_features=3), ("N", "N"), ["0"]),
    "the batch first": (layer("LazyLinear", out_features=3), FLAT, []),
}


@pytest.mark.parametrize("case", ONE)
def test_what_is_said_of_one_layer(case):
    """Once, and at it."""
    block, shape, paths = ONE[case]
    found = analyse(design(block, inputs=(Input(name="X", shape=shape),))).problems
    assert [(one.severity, one.path) for one in found] == [("warning", path) for path in paths]


TWO = {
    "two Linear": ([linear("a"), linear("b")], FLAT, ["1"]),
    "through an Identity": ([linear("a"), layer("Identity"), linear("b")], FLAT, ["2"]),
    "through a Flatten": ([linear("a"), layer("Flatten", start_dim=1), linear("b")], FLAT, ["2"]),
    "through several": ([linear("a"), layer("Dropout"), layer("Identity", "i"), linear("b")], FLAT, ["3"]),
    "three Linear": ([linear("a"), linear("b"), linear("c")], FLAT, ["1", "2"]),
    "an activation between": ([linear("a"), relu("r"), layer("Dropout"), linear("b")], FLAT, []),
    "an activation behind": ([linear("a"), layer("Dropout"), relu("r"), linear("b")], FLAT, []),
    "out of a sequential": ([sequential("s", relu("r"), linear("a")), linear("b")], FLAT, ["1"]),
    "out of one that ends otherwise": ([sequential("s", linear("a"), relu("r")), linear("b")], FLAT, []),
    "out of one that is seen through": ([linear("a"), sequential("s", layer("Dropout")), linear("b")], FLAT, ["2"]),
    "past an empty one": ([linear("a"), sequential("s"), linear("b")], FLAT, ["2"]),
    "into a sequential": ([linear("a"), sequential("s", layer("Dropout"), linear("b"))], FLAT, ["1.1"]),
    "into one that begins otherwise": ([linear("a"), sequential("s", relu("r"), linear("b"))], FLAT, []),
    "into one, behind what is not seen through": (
        [linear("a"), sequential("s", layer("LayerNorm", "n", normalized_shape=8), linear("b"))],
        FLAT,
        [],
    ),
    "deep on both sides": (
        [sequential("s", sequential("t", linear("a"))), sequential("u", sequential("v"), sequential("w", linear("b")))],
        FLAT,
        ["1.1.0"],
    ),
    "a parallel between": ([linear("a"), parallel("p", layer("Identity"), relu("r")), linear("b")], FLAT, []),
    "a graph between": (
        [linear("a"), Graph(id="g", nodes=(layer("Identity", name="i"),), wires=WIRE, outputs=("i",)), linear("b")],
        FLAT,
        [],
    ),
    "a shared one first": ([linear("a"), relu("r"), Shared(id="s", of="a"), linear("b")], FLAT, ["3"]),
    "a shared one last": ([linear("a"), relu("r"), linear("b"), Shared(id="s", of="a")], FLAT, ["3"]),
    "between copies": ([repeat("q", linear("a"), count=3)], FLAT, ["0.1"]),
    "between copies of more": ([repeat("q", sequential("s", linear("a"), layer("Dropout")), count=2)], FLAT, ["0.1.0"]),
    "into the first copy": (
        [linear("b"), repeat("q", sequential("s", linear("a"), relu("r")), count=2)],
        FLAT,
        ["1.0.0"],
    ),
    "out of the last copy": ([repeat("q", sequential("s", relu("r"), linear("a")), count=2), linear("b")], FLAT, ["1"]),
    "two convolutions": ([conv("a"), conv("b")], IMAGE, ["1"]),
    "of other dims": ([conv("a", dims=1), conv("b", dims=1)], LINE, ["1"]),
    "groups of the first": ([conv("a", groups=3), conv("b")], IMAGE, []),
    "groups of the second": ([conv("a"), conv("b", groups=3)], IMAGE, []),
    "a projection first": ([conv("a", size=1), conv("b")], IMAGE, []),
    "a projection last": ([conv("a"), conv("b", size=[1, 1])], IMAGE, []),
    "half a projection": ([conv("a"), conv("b", size=[1, 3])], IMAGE, ["1"]),
    "a bias before a norm": ([linear("a"), norm()], FLAT, ["0"]),
    "a bias of a convolution": ([conv("a"), norm(3, 2)], IMAGE, ["0"]),
    "a bias inside a sequential": ([sequential("s", relu("r"), linear("a")), norm()], FLAT, ["0.1"]),
    "a bias before a norm inside": ([linear("a"), sequential("s", norm())], FLAT, ["0"]),
    "a bias that something follows": ([linear("a"), layer("Dropout"), norm()], FLAT, []),
    "no bias": ([layer("LazyLinear", "a", out_features=8, bias=False), norm()], FLAT, []),
    "a bias of another dim": ([WIDE, norm(5)], STEPS, []),
    "a softmax before a softmax": ([layer("Softmax", dim=1), layer("LogSoftmax", "l", dim=1)], FLAT, ["1"]),
    "a softmax, a layer, a softmax": ([layer("Softmax", dim=1), layer("Dropout", "d"), layer("Tanh", "t")], FLAT, []),
    "squashed, and an activation that is not": ([layer("Tanh"), relu("r")], FLAT, []),
    "an image into a Linear": ([conv("a"), VEC], IMAGE, ["1"]),
    "an image through a norm": ([conv("a", bias=False), norm(3, 2), relu("r"), layer("Dropout"), VEC], IMAGE, ["4"]),
    "an image that is pooled": ([layer("MaxPool2d", kernel_size=2), VEC], IMAGE, ["1"]),
    "an image that is flattened": ([conv("a"), layer("Flatten"), VEC], IMAGE, []),
    "an image through another norm": ([conv("a"), layer("GroupNorm", num_groups=1, num_channels=3), VEC], IMAGE, []),
    "a line into a Linear": ([conv("a", dims=1), VEC], LINE, []),
    "an image that is refused": ([conv("a"), layer("Linear", "l", in_features=9, out_features=2)], IMAGE, []),
    "an image as it comes": ([VEC], IMAGE, []),
}


@pytest.mark.parametrize("case", TWO)
def test_what_is_said_of_two_layers(case):
    """At the one that should change, once, however they are nested."""
    children, shape, paths = TWO[case]
    found = analyse(design(*children, inputs=(Input(name="X", shape=shape),))).warnings
    assert [one.path for one in found] == paths


HELD = sequential("h", relu("z"), holder="ModuleList")
LISTS = {
    "in a sequential": ([relu("r"), HELD], ["1"]),
    "in a list": ([sequential("l", HELD, holder="ModuleDict")], ["0"]),
    "in a repeat": ([repeat("q", HELD, count=2)], ["0.0"]),
    "in a repeated list": ([repeat("q", HELD, count=2, holder="ModuleList")], ["0"]),
    "in a branch": ([parallel("p", HELD, relu("r"))], ["0.branch_0"]),
    "two of them": ([HELD, relu("r"), sequential("k", relu("y"), holder="ModuleDict")], ["0", "2"]),
    "at a shared place": ([parallel("p", relu("r"), HELD), Shared(id="s", of="h")], ["0.branch_1", "1"]),
    "none": ([sequential("s", relu("z"))], []),
}


@pytest.mark.parametrize("case", LISTS)
def test_where_nothing_flows_through_a_list(case):
    """Told at each place that would run one."""
    children, paths = LISTS[case]
    assert [one.path for one in analyse(design(*children)).errors] == paths


def test_rules_are_found_by_the_kind_they_are_about():
    """And what some rule looks past is what one of them names."""
    assert {"Dropout", "Softmax", "BatchNorm2d", "GRU", "Linear"} <= BY_KIND.keys()
    assert {"Linear", "Conv1d", "BatchNorm1d", "CrossEntropyLoss", "NLLLoss", "Tanh"} <= BY_RIGHT.keys()
    assert {"Dropout", "Identity", "Flatten", "BatchNorm2d", "ReLU"} <= THROUGH
    assert "ReLU" not in BY_KIND.keys() | BY_RIGHT.keys()


@pytest.mark.parametrize(
    "node",
    [
        layer("GRU", "n", "n", input_size=8, hidden_size=8),
        layer("Bilinear", "n", "n", in1_features=8, in2_features=8, out_features=2),
    ],
)
def test_nothing_is_said_of_a_layer_that_takes_two(node):
    """No rule is about two tensors."""
    graph = Graph(id="g", inputs=("x", "y"), nodes=(node,), wires={"n": ("x", "y")}, outputs=("n",))
    shapes = {"x": (5, "N", 8), "y": (1, "N", 8)} if node.kind == "GRU" else {"x": ("N", 8), "y": ("N", 8)}
    document = Document(inputs=tuple(Input(name=name, shape=shape) for name, shape in shapes.items()), root=graph)
    assert analyse(document).problems == ()


def test_which_kinds_are_of_a_family():
    """By their names; each by its own and by its lazy one."""
    lazy = [f"{start}{n}d" for start in ("LazyConv", "LazyBatchNorm") for n in (1, 2, 3)]
    assert {f"BatchNorm{n}d" for n in (1, 2, 3)} == BATCH_NORMS
    assert {f"Conv{n}d" for n in (1, 2, 3)} | {f"ConvTranspose{n}d" for n in (1, 2, 3)} == CONVOLUTIONS
    assert not {*lazy} & (BATCH_NORMS | CONVOLUTIONS)


@pytest.mark.parametrize(
    ("children", "paths"),
    [
        ((layer("Dropout", p=0), linear("a"), layer("Dropout", "y", p=0)), ["0", "2"]),
        ((layer("Dropout", p=0), VEC, layer("Dropout", "y", p=0)), ["0", "2"]),
        ((layer("Dropout", p=0.5), VEC, layer("Dropout", "y", p=0)), ["2"]),
    ],
)
def test_what_is_said_of_a_layer_is_said_of_the_next_one_like_it(children, paths):
    """Also where it runs on another shape, which it looks at no more than the first did."""
    assert [one.path for one in analyse(design(*children)).problems] == paths


def test_no_rule_looks_past_what_it_is_about():
    """So it does not matter which of the two is asked first."""
    assert not any(rule.left & rule.through for rules in BY_RIGHT.values() for rule in rules)
    assert "LayerNorm" not in THROUGH
