"""In which order weights are drawn, and by which seeds: each network written out in plain torch."""

import pytest
import torch
from torch import nn

from builder import to_module
from builder.document.blocks import Document, InitRule, Layer, Parallel, Repeat, Selector, Sequential, Shared
from tests.targets.laws import same


def linear(id, out=4):
    """Make a Linear of four features."""
    return Layer(id=id, kind="Linear", args={"in_features": 4, "out_features": out})


def network(*children, **fields):
    """Make a document of a sequential."""
    return Document(root=Sequential(id="root", children=children), seed=5, **fields)


PAIR = Sequential(id="s", children=(linear("a"), Shared(id="b", of="c"), linear("c")))
ORDERS = {
    # the keys in the order in which torch draws them
    "as they stand": (network(linear("a"), linear("b")), ["0", "1"]),
    "what is shared first": (network(linear("a"), linear("b"), Shared(id="s", of="b")), ["1", "0"]),
    "shared ones as they stand": (
        network(linear("a"), linear("b"), linear("c"), Shared(id="s", of="c"), Shared(id="t", of="b")),
        ["1", "2", "0"],
    ),
    "what is inside before": (
        network(linear("a"), Sequential(id="o", children=(linear("b"), linear("c"))), *(
            Shared(id=f"{id}s", of=id) for id in ("o", "c")
        )),
        ["1.1", "1.0", "0"],
    ),
    "copies one after the other, each what it shares first": (
        network(Repeat(id="r", child=PAIR, count=2)),
        ["0.0.2", "0.0.0", "0.1.2", "0.1.0"],
    ),
    "branches as they stand": (
        network(Parallel(id="p", children=(linear("a"), linear("b"))), linear("c")),
        ["0.branch_0", "0.branch_1", "1"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", ORDERS)
def test_weights_are_drawn_in_the_order_of_construction(case):
    """What is shared in a scope comes first, each after what it needs, then everything else in pre-order."""
    document, keys = ORDERS[case]
    state = to_module(document).state_dict()
    torch.manual_seed(5)
    for key in keys:
        layer = nn.Linear(4, 4)
        assert same(state[f"{key}.weight"], layer.weight)
        assert same(state[f"{key}.bias"], layer.bias)


def test_rules_are_drawn_behind_all_layers():
    """Under the same seed, in their order, each over its tensors as they stand; later ones win."""
    rules = (InitRule(Selector(tensor="weight"), "normal_"), InitRule(Selector(block="b"), "uniform_"))
    state = to_module(network(linear("a"), linear("b"), init=rules)).state_dict()
    torch.manual_seed(5)
    nn.Linear(4, 4), nn.Linear(4, 4)
    first, _ = (nn.init.normal_(torch.empty(4, 4)) for _ in range(2))
    weight, bias = nn.init.uniform_(torch.empty(4, 4)), nn.init.uniform_(torch.empty(4))
    assert same(state["0.weight"], first)
    assert same(state["1.weight"], weight)
    assert same(state["1.bias"], bias)


def test_what_a_rule_cannot_fill_draws_nothing():
    """A scheme for matrices passes over a bias."""
    state = to_module(network(linear("a"), linear("b"), init=(InitRule(Selector(), "xavier_normal_"),))).state_dict()
    torch.manual_seed(5)
    nn.Linear(4, 4), nn.Linear(4, 4)
    expected = [nn.init.xavier_normal_(torch.empty(4, 4)) for _ in range(2)]
    assert same(state["0.weight"], expected[0])
    assert same(state["1.weight"], expected[1])
