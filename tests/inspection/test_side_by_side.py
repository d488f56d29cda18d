import csv
import io

import pytest
import torch
from torch import nn

from builder.inspection.apart import Side, apart_of, times_of
from builder.inspection.report import Settings
from builder.inspection.side_by_side import Comparison, csv_of, only_in, pairs_of, parameter_pairs, ratio, with_times
from tests.inspection.networks import LOOP, inspected, network_of, state_of

X = torch.randn(3, 4, generator=torch.Generator().manual_seed(5))


def drawn(seed, *layers):
    """Return layers in turn, drawn by a seed."""
    torch.manual_seed(seed)
    return nn.Sequential(*(layer() for layer in layers))


def relu_network(seed):
    """Return a network of three layers."""
    return drawn(seed, lambda: nn.Linear(4, 6), nn.ReLU, lambda: nn.Linear(6, 2))


def compared(first, second, x=X, **settings):
    """Return the report of the first network and what compares the second with it."""
    report = inspected(first, x, **settings)
    chosen = Settings(**settings)
    apart, partial = apart_of(Side(first, (x,), chosen), Side(second, (x,), chosen))
    return report, Comparison(inspected(second, x, **settings), apart, partial=partial)


def seen_by_torch(network, x):
    """Return outputs and their gradients of the sum by torch's own hooks."""
    outputs, gradients = {}, {}
    handles = []
    for path, module in network.named_modules():

        def hook(_, __, output, path=path):
            outputs[path] = output.detach().clone()
            output.register_hook(lambda gradient: gradients.setdefault(path, gradient))

        handles.append(module.register_forward_hook(hook))
    network.zero_grad()
    network(x).sum().backward()
    for handle in handles:
        handle.remove()
    norms = {name: one.grad.norm().item() for name, one in network.named_parameters()}
    network.zero_grad()
    return outputs, gradients, norms


def test_two_seeds_are_as_torchs_own_hooks_see_them():
    """Both columns, their ratio, and the largest difference of the outputs."""
    one, other = relu_network(0), relu_network(1)
    report, found = compared(one, other, loss="sum")
    (ones, first_gradients, first_norms), (others, gradients, norms) = seen_by_torch(one, X), seen_by_torch(other, X)
    for pair in pairs_of(report, found):
        a, b = ones[pair.path], others[pair.path]
        assert pair.values("variance") == pytest.approx((a.var().item(), b.var().item()))
        assert ratio(pair.values("std")) == pytest.approx((b.std() / a.std()).item())
        assert pair.values("zeros") == tuple((side == 0).double().mean().item() for side in (a, b))
        rms = [side[pair.path].square().mean().sqrt().item() for side in (first_gradients, gradients)]
        assert pair.values("gradient") == pytest.approx(tuple(rms))
        assert pair.apart.largest == (b - a).abs().max().item()
        assert pair.apart.relative == pytest.approx(((b - a).norm() / a.norm()).item())
    assert {one.name: one.norms for one in parameter_pairs(report, found.second)} == {
        name: pytest.approx((first_norms[name], norms[name])) for name in norms
    }


def test_blocks_of_one_side_alone_stand_where_they_ran():
    """One side has a block less; the outputs behind it have the path of another."""
    longer = drawn(0, lambda: nn.Linear(4, 4), nn.Tanh, lambda: drawn(1, nn.ReLU, lambda: nn.Linear(4, 3)))
    shorter = drawn(0, lambda: nn.Linear(4, 4), nn.Tanh)
    pairs = pairs_of(*compared(shorter, longer))
    assert [(pair.path, pair.first is None) for pair in pairs] == [
        ("", False), ("0", False), ("1", False), ("2", True), ("2.0", True), ("2.1", True),
    ]  # fmt: skip
    assert [pair.path for pair in only_in(pairs)[1]] == ["2"]
    assert [pair.apart is None for pair in pairs] == [True, False, False, True, True, True]
    back = pairs_of(*compared(longer, shorter))
    assert [pair.path for pair in only_in(back)[0]] == ["2"]
    assert (back[3].values("std")[1], ratio(back[3].values("std"))) == (None, None)


def test_two_networks_of_other_names_stand_one_after_the_other():
    """Behind the whole, which both have, those of the first, then those of the second."""
    first, second = nn.Sequential(), nn.Sequential()
    first.a, first.b, second.c = nn.Linear(4, 2), nn.ReLU(), nn.Linear(4, 2)
    assert [pair.path for pair in pairs_of(*compared(first, second))] == ["", "a", "b", "c"]


def test_another_kind_at_the_same_path_is_named():
    """The two are compared all the same."""
    found = pairs_of(*compared(drawn(0, lambda: nn.Linear(4, 4)), drawn(0, nn.ReLU)))
    assert [(pair.kind, pair.apart is None) for pair in found] == [("Sequential", False), ("Linear / ReLU", False)]


def test_a_tied_tensor_stands_beside_each_of_those_it_is():
    """One side has one tensor for two keys of the other."""
    tied, apart = (drawn(0, lambda: nn.Linear(4, 4), lambda: nn.Linear(4, 4)) for _ in range(2))
    tied[1].weight = tied[0].weight
    report, found = compared(apart, tied, loss="sum")
    sums = seen_by_torch(tied, X)[2]
    names = {one.name: one.norms[1] for one in parameter_pairs(report, found.second)}
    assert names["0.weight"] == names["1.weight"] == pytest.approx(sums["0.weight"])
    back = parameter_pairs(found.second, report)
    assert [one.name for one in back] == ["0.weight", "0.bias", "1.weight", "1.bias"]
    assert back[2].norms[0] == pytest.approx(sums["0.weight"])


@pytest.mark.parametrize(
    ("before", "after", "largest", "not_finite"),
    [
        ([1.0, float("inf")], [3.0, float("inf")], 2.0, 0),
        ([float("nan"), 1.0], [float("nan"), 1.0], 0.0, 0),
        ([float("inf"), 1.0], [float("-inf"), 2.0], 1.0, 1),
        ([0.0, float("nan")], [0.5, 1.0], 0.5, 1),
    ],
)
def test_what_is_not_finite_in_both_alike_is_no_difference(before, after, largest, not_finite):
    """And where it is in one alone, that is counted."""
    sides = [Side(nn.Identity(), (torch.tensor([values]),), Settings()) for values in (before, after)]
    ((found,), _) = apart_of(*sides)
    assert (found.largest, found.not_finite) == (largest, not_finite)


@pytest.mark.parametrize("dtype", [torch.bool, torch.int64, torch.float16, torch.bfloat16, torch.complex64])
def test_outputs_of_any_dtype_are_compared(dtype):
    """By their numbers, not in the dtype that they have."""
    before, after = torch.tensor([1, 1]).to(dtype), torch.tensor([1, 0]).to(dtype)
    ((found,), _) = apart_of(*(Side(nn.Identity(), (one,), Settings()) for one in (before, after)))
    assert (found.largest, found.relative) == (1.0, pytest.approx(0.5**0.5))


def test_all_outputs_of_a_call_are_compared():
    """By the largest difference of any, and by all norms together; one that has another shape is counted out."""
    network = nn.LSTM(4, 3)
    sides = Side(network, (X[:, None],), Settings()), Side(network, (X[:, None] * 2,), Settings())
    ((found,), _) = apart_of(*sides)
    with torch.no_grad():
        (a, (b, c)), (d, (e, f)) = (network(side.inputs[0]) for side in sides)
    flat = torch.cat([(d - a).flatten(), (e - b).flatten(), (f - c).flatten()])
    assert found.largest == flat.abs().max().item() == (f - c).abs().max().item() > (d - a).abs().max().item()
    whole = torch.cat([a.flatten(), b.flatten(), c.flatten()])
    assert found.relative == pytest.approx((flat.norm() / whole.norm()).item())
    assert (found.compared, found.outputs) == (3, 3)
    ((found,), _) = apart_of(sides[0], Side(network, (X[:2, None],), Settings()))
    assert (found.compared, found.outputs) == (2, 3)


def test_values_are_compared_up_to_a_budget_and_it_is_said():
    """What comes later is left out, the run is not."""
    sides = [Side(relu_network(seed), (X,), Settings()) for seed in (0, 1)]
    apart, partial = apart_of(*sides, budget=3 * 6 * 4)
    assert [one.path for one in apart] == ["0"]
    assert partial == "Outputs are compared as far as 1: keeping more would take over 72 B."


def test_dropout_draws_the_same_on_both_sides():
    """Training mode alone makes no difference."""
    network = drawn(0, lambda: nn.Linear(4, 4), nn.Dropout)
    settings = Settings("train")
    apart, _ = apart_of(Side(network, (X,), settings), Side(network, (X,), settings))
    assert [one.largest for one in apart] == [0.0, 0.0, 0.0]


def test_comparing_changes_nothing():
    """Law 7, for a class as text that keeps something for its next call."""
    network = network_of(LOOP)
    before = state_of(network)
    sides = Side(network, (X,), Settings("train")), Side(network, (X,), Settings())
    apart_of(*sides)
    times_of(*sides)
    assert state_of(network) == before


def test_times_are_taken_of_every_call_of_both():
    """The whole takes no less than what is in it."""
    first, second = times_of(Side(relu_network(0), (X,), Settings()), Side(drawn(0, nn.ReLU), (X,), Settings()))
    assert [one.path for one in first] == ["", "0", "1", "2"]
    assert [one.path for one in second] == ["", "0"]
    assert first[0].seconds > first[1].seconds > 0
    assert all(one.backward_seconds is None for one in first)


def test_times_of_the_way_back_are_taken_where_there_is_a_loss():
    """Against numbers drawn at random where the loss needs a target and none is given."""
    side = Side(relu_network(0), (X,), Settings(loss="mse"))
    first, _ = times_of(side, side)
    report = with_times(inspected(relu_network(0), X, loss="sum"), first)
    assert report.backward_seconds == first[0].backward_seconds >= first[1].backward_seconds > 0
    assert [call.backward_seconds for call in report.calls] == [one.backward_seconds for one in first]


def test_everything_is_written_as_csv():
    """A row for each call, then one for each parameter; all rows have all columns."""
    report, found = compared(relu_network(0), drawn(1, lambda: nn.Linear(4, 6)), loss="sum")
    pairs = pairs_of(report, found)
    rows = list(csv.DictReader(io.StringIO(csv_of(pairs, parameter_pairs(report, found.second)))))
    assert [row["path"] for row in rows] == ["", "0", "1", "2", "0.weight", "0.bias", "2.weight", "2.bias"]
    assert float(rows[1]["std_a"]) == pairs[1].values("std")[0]
    assert float(rows[1]["largest_difference"]) == pairs[1].apart.largest
    assert (rows[2]["shape_a"], rows[2]["shape_b"], rows[2]["std_b"]) == ("[3, 6]", "", "")
    assert float(rows[5]["gradient_norm_a"]) == parameter_pairs(report, found.second)[1].norms[0]
    assert all(None not in row and None not in row.values() for row in rows)
