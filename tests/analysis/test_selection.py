"""What selectors mean, by torch, and what it costs to find it out, by hand."""

import pytest
import torch
from torch import nn

from builder import analyse
from builder.analysis.selection import MAX_COMPARISONS, Tensors, TooManyError
from builder.document.blocks import Document, Graph, InitRule, Input, Layer, Selector, Shared, TensorBlock
from builder.module import to_module
from tests.edits.designs import design, linear, parallel, relu, sequential

SMALL = {"d_model": 4, "nhead": 2, "dim_feedforward": 3, "batch_first": True}
NESTED = {
    "MultiheadAttention": {"embed_dim": 4, "num_heads": 2},
    "TransformerEncoderLayer": SMALL,
    "TransformerDecoderLayer": SMALL,
    "Transformer": {**SMALL, "num_encoder_layers": 1, "num_decoder_layers": 1},
}
KINDS = ["LayerNorm", "Linear", "MultiheadAttention", "NonDynamicallyQuantizableLinear", *NESTED]


def alone(kind, **fields):
    """Return a graph in which one layer stands, however it would be called."""
    layer = Layer(id="m", name="m", kind=kind, args=NESTED[kind])
    root = Graph(id="g", nodes=(layer,), wires={}, outputs=("x",))
    return Document(inputs=(Input(name="X", shape=("N", 4)),), root=root, **fields)


@pytest.mark.parametrize("kind", NESTED)
@pytest.mark.parametrize("selected", dict.fromkeys(KINDS))
def test_tensors_inside_a_layer_are_of_the_class_that_owns_them(kind, selected):
    """The classes of torch's own modules in there."""
    document = alone(kind, frozen=(Selector(kind=selected),))
    owners = [module for module in to_module(alone(kind)).modules() if type(module).__name__ == selected]
    expected = sum(p.numel() for module in owners for p in module.parameters(recurse=False))
    analysis = analyse(document)
    assert analysis.parameters - analysis.trainable == expected


SCHEMES = ["zeros_", "eye_", "dirac_", "orthogonal_", "xavier_uniform_", "kaiming_normal_", "normal_", "trunc_normal_"]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("dims", range(7))
def test_a_rule_is_idle_where_torch_cannot_fill(scheme, dims):
    """By the number of dims."""
    try:
        getattr(nn.init, scheme)(torch.ones([2] * dims))
        expected = 0
    except ValueError:
        expected = 1
    tensor = TensorBlock(id="t", name="t", shape=(2,) * dims)
    document = Document(root=Graph(id="g", nodes=(tensor,), outputs=("t",)), init=(InitRule(Selector(), scheme),))
    assert sum("matches no tensor" in one.problem for one in analyse(document).problems) == expected


def test_nothing_is_said_of_rules_while_a_layer_is_undecided():
    """It may have what they fill."""
    document = design(parallel("p"), Layer(id="l", kind="LazyLinear", args={"out_features": 2}), init=IDLE)
    assert [one.id for one in analyse(document).problems] == ["p"]


IDLE = (InitRule(Selector(), "dirac_"),)
TWO = design(linear("a"), sequential("s", linear("b", name="bias"), relu("r")), Shared(id="u", of="a"))


@pytest.mark.parametrize(
    ("select", "keys"),
    [
        (Selector(), ["0.weight", "0.bias", "1.bias.weight", "1.bias.bias"]),
        (Selector(tensor="bias"), ["0.bias", "1.bias.bias"]),
        (Selector(tensor="0.bias"), ["0.bias"]),
        (Selector(tensor="b?as"), ["0.bias", "1.bias.bias"]),
        (Selector(tensor="*bias*"), ["0.bias", "1.bias.weight", "1.bias.bias"]),
        (Selector(tensor="2.*"), []),
        (Selector(block="s"), ["1.bias.weight", "1.bias.bias"]),
        (Selector(block="u"), ["2.weight", "2.bias"]),
        (Selector(block="u", tensor="2.bias"), ["2.bias"]),
        (Selector(block="r"), []),
        (Selector(block="s", kind="Linear", tensor="weight"), ["1.bias.weight"]),
        (Selector(kind="ReLU"), []),
        (Selector(block="s", kind="ReLU"), []),
    ],
    ids=str,
)
def test_what_is_selected(select, keys):
    """By its keys from what is selected on, in the order of torch."""
    assert [tensor.key for tensor in Tensors(analyse(TWO).root).selected(select)] == keys


def test_a_tensor_that_is_met_again_is_named_where_it_is_met_first():
    """As what is frozen is counted once."""
    met = Tensors(analyse(TWO).root).selected(Selector(block="u"))
    assert [(tensor.key, tensor.own, tensor.name, tensor.kind) for tensor in met] == [
        ("2.weight", "0.weight", "weight", "Linear"),
        ("2.bias", "0.bias", "bias", "Linear"),
    ]


A, B, ALL = Selector(block="a"), Selector(block="s"), Selector()
COSTS = {
    "all": ([ALL], 40 + 4),
    "all twice": ([ALL, ALL], 40 + 4 + 4),
    "one block": ([A], 20 + 2),
    "one block twice": ([A, A], 20 + 2 + 2),
    "one after another": ([A, B, A], 3 * (20 + 2)),
    "all between": ([ALL, A, ALL, B, ALL], 40 + 3 * 4 + 2 * (20 + 2)),
    "a whole name": ([Selector(tensor="bias")], 40 + 2),
    "a whole key": ([Selector(tensor="0.bias")], 40 + 1),
    "no such name": ([Selector(tensor="none")], 40),
    "a pattern": ([Selector(tensor="bia?")], 40 + 4),
    "a pattern for nothing": ([Selector(tensor="x*")], 40 + 4),
    "a kind": ([Selector(kind="Linear")], 40 + 4),
    "no such kind": ([Selector(kind="ReLU")], 40),
    "nothing below": ([Selector(block="r")], 0),
}


@pytest.mark.parametrize("case", COSTS)
def test_what_it_costs_to_select(case):
    """Ten for each tensor that is come to, which is remembered of the last block; one for each that is compared."""
    selectors, cost = COSTS[case]
    tensors = Tensors(analyse(TWO).root)
    for select in selectors:
        list(tensors.selected(select))
    assert MAX_COMPARISONS - tensors._left == cost


def test_what_is_not_looked_at_costs_nothing():
    """The first tensor is enough to know that a rule is not idle."""
    tensors = Tensors(analyse(TWO).root)
    met = tensors.selected(ALL)
    next(met)
    met.close()
    assert MAX_COMPARISONS - tensors._left == 40 + 1


@pytest.mark.parametrize("left", [0, 39, 40, 43])
def test_more_than_is_left_is_too_many(left):
    """Whether it is come to or compared."""
    tensors = Tensors(analyse(TWO).root)
    tensors._left = left
    with pytest.raises(TooManyError):
        list(tensors.selected(ALL))


def test_what_is_left_may_be_used_up():
    """To the last comparison."""
    tensors = Tensors(analyse(TWO).root)
    tensors._left = 44
    assert len(list(tensors.selected(ALL))) == 4
    assert tensors._left == 0
