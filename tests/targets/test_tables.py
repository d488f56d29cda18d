import math

import pytest
import torch
from hypothesis import given
from torch import nn

from builder import parameter_table, to_module
from builder.document.blocks import Document, Layer, Parallel, Sequential, Shared, TensorPlace, Tie
from builder.targets.tables import COLUMNS, parameter_columns
from tests.strategies import documents

LINEAR = Layer(id="a", kind="Linear", args={"in_features": 4, "out_features": 4})
SHARED = Document(root=Sequential(id="root", children=(LINEAR, Shared(id="b", of="a"))))


@given(documents())
def test_the_table_counts_every_learned_parameter_once(document):
    """The table's total equals torch's own count, ties included."""
    network = to_module(document)
    assert parameter_table(network)["count"].sum() == sum(p.numel() for p in network.parameters())


@given(documents())
def test_every_access_reaches_its_parameter(document):
    """What stands in `access` is what one types in Python."""
    network = to_module(document)
    keys = dict(network.named_parameters(remove_duplicate=False))
    for path, access in parameter_table(network)[["path", "access"]].itertuples(index=False):
        assert eval(access, {"net": network}) is keys[path]


@given(documents())
def test_tabulating_changes_nothing(document):
    """Weights, RNG, mode and hooks are bit for bit as they were."""
    network = to_module(document)
    before, state, rng = str(network), _copy(network), torch.get_rng_state()
    parameter_table(network)
    assert str(network) == before
    assert all(torch.equal(tensor, state[key]) for key, tensor in network.state_dict().items())
    assert torch.equal(torch.get_rng_state(), rng)


def test_the_columns_are_those_that_were_promised():
    """An empty network has the same columns."""
    assert list(parameter_table(nn.Sequential()).columns) == list(COLUMNS)


def test_the_plain_columns_are_those_of_the_table():
    """What a worker sends is what the table holds; a statistic that is not there is NaN in both."""
    network = to_module(SHARED)
    table = parameter_table(network)
    assert repr(parameter_columns(network)) == repr({name: table[name].tolist() for name in table})


def test_a_shared_layer_has_a_row_at_each_place():
    """The second place names the first and counts nothing."""
    table = parameter_table(to_module(SHARED))
    assert table["path"].tolist() == ["0.weight", "0.bias", "1.weight", "1.bias"]
    assert table["tied_to"].tolist() == [None, None, "0.weight", "0.bias"]
    assert table["count"].tolist() == [16, 4, 0, 0]


def test_a_tied_tensor_names_the_one_it_is_tied_to():
    """A tie of one tensor leaves the other of the layer free."""
    kids = (LINEAR, Layer(id="c", kind="Linear", args=LINEAR.args))
    tie = Tie(TensorPlace("c", "weight"), TensorPlace("a", "weight"))
    table = parameter_table(to_module(Document(root=Parallel(id="root", children=kids), ties=(tie,))))
    assert table["tied_to"].tolist() == [None, None, "branch_0.weight", None]


def test_statistics_are_those_of_torch():
    """Mean, unbiased standard deviation, bounds and the norm of the gradient."""
    network = nn.Sequential(nn.Linear(50, 40))
    network(torch.ones(1, 50)).sum().backward()
    row = parameter_table(network).iloc[0]
    weight = network[0].weight.detach()
    assert torch.allclose(torch.tensor([row["mean"], row["std"]]), torch.stack([weight.mean(), weight.std()]).double())
    assert (row["min"], row["max"]) == (weight.min().item(), weight.max().item())
    assert abs(row["grad_norm"] - network[0].weight.grad.norm().item()) < 1e-4


def test_on_the_meta_device_there_are_shapes_but_no_statistics():
    """Nothing is read where there is nothing."""
    row = parameter_table(to_module(SHARED, device="meta")).iloc[0]
    assert row["shape"] == (4, 4)
    assert math.isnan(row["mean"])


def test_a_row_by_hand():
    """Each column of two parameters, one of which is frozen and one half as wide."""
    network = nn.Sequential(nn.Linear(2, 1))
    network[0].weight = nn.Parameter(torch.tensor([[1.0, 3.0]]), requires_grad=False)
    network[0].bias = nn.Parameter(torch.tensor([2.0], dtype=torch.float16))
    network[0].bias.grad = torch.tensor([-4.0], dtype=torch.float16)
    weight, bias = (row._asdict() for row in parameter_table(network).itertuples(index=False))
    assert [*weight.values()][:-1] == [
        *("0.weight", "net[0].weight", "Linear", (1, 2), "float32", 2, 8, False, None),
        *(2.0, pytest.approx(2**0.5), 1.0, 3.0),
    ]
    assert (bias["dtype"], bias["bytes"], bias["trainable"], bias["grad_norm"]) == ("float16", 2, True, 4.0)
    assert math.isnan(weight["grad_norm"])
    assert math.isnan(bias["std"])


PARAMETRIC = nn.Module()
PARAMETRIC.register_parameter("a b", nn.Parameter(torch.ones(1)))
ACCESSES = {
    "an attribute": ({"fc": nn.Linear(1, 1)}, "net.fc.weight"),
    "a keyword": ({"class": nn.Linear(1, 1)}, 'net.get_submodule("class").weight'),
    "a space": ({"block 0": nn.Linear(1, 1)}, 'net.get_submodule("block 0").weight'),
    "a sequential": ({"s": nn.Sequential(nn.ReLU(), nn.Linear(1, 1))}, "net.s[1].weight"),
    "a list": ({"s": nn.ModuleList([nn.Linear(1, 1)])}, "net.s[0].weight"),
    "a parameter in a list": ({"s": nn.ParameterList([torch.ones(1)])}, "net.s[0]"),
    "a parameter behind a plain tensor": ({"s": nn.ParameterList([3, torch.ones(1)])}, "net.s[1]"),
    "a parameter in a dict": ({"s": nn.ParameterDict({"a b": torch.ones(1)})}, 'net.s["a b"]'),
    "a parameter with a space": ({"s": PARAMETRIC}, 'net.s.get_parameter("a b")'),
    "a dict": ({"s": nn.ModuleDict({"a": nn.Linear(1, 1)})}, 'net.s["a"].weight'),
}


@pytest.mark.parametrize("case", ACCESSES)
def test_how_a_parameter_is_reached(case):
    """As one types it, and it reaches the parameter."""
    modules, access = ACCESSES[case]
    network = nn.Module()
    for name, module in modules.items():
        network.add_module(name, module)
    assert parameter_table(network)["access"][0] == access
    assert eval(access, {"net": network}) is next(network.parameters())


def test_a_place_that_holds_nothing_has_no_row():
    """A module may be None, as `downsample` often is."""
    network = nn.Sequential(nn.Linear(1, 1))
    network.register_module("downsample", None)
    assert list(parameter_table(network).iloc[:, 0]) == ["0.weight", "0.bias"]


def _copy(network):
    return {key: tensor.clone() for key, tensor in network.state_dict().items()}
