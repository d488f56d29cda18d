from collections import defaultdict

import pytest
import torch
from hypothesis import given
from torch import nn
from torch.nn.functional import cross_entropy, mse_loss

from builder import templates, to_module
from builder.datasets.read import prepare
from builder.datasets.samples import Sample
from builder.errors import BuilderError
from builder.inspection.report import Settings
from builder.inspection.run import RunInputs, inspect_module
from builder.inspection.tensors import tensors_in
from builder.inspection.watch import Watch
from tests.inspection.networks import CUT, LOOP, document_of, inspected, network_of, sequential, state_of
from tests.strategies import documents

X = torch.randn(6, 4, generator=torch.Generator().manual_seed(3))
PICTURES = torch.randn(4, 1, 6, 6, generator=torch.Generator().manual_seed(4))
CONV = sequential(
    lambda: nn.Conv2d(1, 4, 3), lambda: nn.BatchNorm2d(4), lambda: nn.ReLU(inplace=True), lambda: nn.Dropout(0.5),
    nn.Flatten, lambda: nn.Linear(64, 3),
)  # fmt: skip


def call_of(report, path, number=0):
    """Return one call of a report."""
    return next(one for one in report.calls if (one.path, one.number) == (path, number))


def test_what_blocks_return_is_what_plain_hooks_see():
    """A layer that works in place does not change what was said of the one before it."""
    network, x, seen = nn.Sequential(nn.Linear(4, 5), nn.ReLU(inplace=True), nn.Linear(5, 2)), X, {}
    for name, module in network.named_children():
        module.register_forward_hook(lambda _, inputs, output, name=name: seen.update({name: output.clone()}))
    network(x)
    report = inspected(network, x)
    for name, output in seen.items():
        (found,) = call_of(report, name).outputs
        assert (found.min, found.max) == (output.min().item(), output.max().item())
        assert found.mean == pytest.approx(output.mean().item(), rel=1e-5)
    assert call_of(report, "1").outputs[0].min == 0 > call_of(report, "0").outputs[0].min


@pytest.mark.parametrize("loss", ["sum", "mean", "cross_entropy", "mse"])
def test_gradients_are_those_of_torch(loss):
    """Of outputs and of parameters, for every loss; this one is a script of plain torch."""
    network = nn.Sequential(nn.Linear(4, 5), nn.Tanh(), nn.Linear(5, 3))
    target = torch.arange(6) % 3 if loss == "cross_entropy" else torch.randn(6, 3)
    report = inspected(network, X, target=target, loss=loss)
    hidden = network[1](network[0](X))
    hidden.retain_grad()
    output = network[2](hidden)
    losses = {"sum": output.sum, "mean": output.mean, "mse": lambda: mse_loss(output, target)}
    value = losses.get(loss, lambda: cross_entropy(output, target))()
    value.backward()
    assert report.loss == pytest.approx(value.item(), rel=1e-6)
    assert call_of(report, "1").gradients[0].norm == pytest.approx(hidden.grad.norm().item(), rel=1e-4)
    for found in report.parameters:
        assert found.gradient.norm == pytest.approx(network.get_parameter(found.name).grad.norm().item(), rel=1e-4)


def test_a_shared_layer_shows_the_gradient_of_each_call():
    """By hand: y = w (w x) gives w x for the outer call and w x for the inner one; their sum is `.grad`."""
    layer = nn.Linear(1, 1, bias=False)
    nn.init.constant_(layer.weight, 3.0)
    report = inspected(nn.Sequential(layer, layer), torch.tensor([[2.0]]), loss="sum")
    (found,) = report.parameters
    assert [(use.path, use.gradient.mean) for use in found.uses] == [("0", 6.0), ("1", 6.0)]
    assert (found.gradient.mean, found.adds_up, found.names) == (12.0, True, ("0.weight", "1.weight"))


def test_calls_of_a_text_class_are_told_apart():
    """Each call of a layer in a loop, and the weight that the text itself reads."""
    report = inspected(network_of(LOOP), X, loss="sum")
    assert [(one.path, one.number) for one in report.calls] == [("", 0), ("a", 0), ("a", 1), ("a", 2)]
    weight = report.parameters[0]
    assert [(use.path, use.number) for use in weight.uses] == [("", 0), ("a", 0), ("a", 1), ("a", 2)]
    assert weight.adds_up


def test_a_recurrent_layer_called_twice_shows_both_uses():
    """It keeps its weights in a list of its own as well."""
    network = network_of(
        "class Twice(nn.Module):\n"
        "    def __init__(self):\n        super().__init__()\n        self.gru = nn.GRU(4, 4)\n"
        "    def forward(self, x):\n        return self.gru(self.gru(x)[0])[0]\n"
        "net = Twice()"
    )
    report = inspected(network, torch.randn(3, 2, 4), loss="sum")
    assert [len(one.uses) for one in report.parameters] == [2, 2, 2, 2]
    assert all(one.adds_up for one in report.parameters)


REASONS = {
    "y = self.a(x).detach()": "line 8, detach",
    "y = self.a(x).data": "line 8",
    "y = F.one_hot(self.a(x).argmax(1), 4).float()": "line 8, argmax returns int64",
    "y = x * self.a(x)[0, 0].item()": "line 8, item takes",
    "with torch.no_grad():\n            y = self.a(x)": "line 9, torch.no_grad() holds",
    "y = x": "No call of this run reads it",
    "y = x\n        self.a(x)": "does not reach the loss",
}


@pytest.mark.parametrize(("body", "words"), REASONS.items())
def test_a_parameter_without_gradient_says_why(body, words):
    """The line of the text that ends its way back, counted in the class's own text."""
    report = inspected(network_of(CUT.format(body=body)), X, loss="sum")
    assert words in report.parameters[0].reason
    assert report.parameters[2].gradient is not None


def test_a_node_of_a_graph_is_named_where_it_ends_the_way_back():
    """A graph has no lines."""
    text = CUT.format(body="y = self.a(x).detach()").replace("if y.sum() > 1e9:\n            y = y + 1", "y = y + 1")
    report = inspected(network_of(text), X, loss="sum")
    assert "at detach, detach returns" in report.parameters[0].reason


def test_without_a_loss_there_are_no_gradients_and_it_says_so():
    """As torch: before backward `.grad` is None."""
    report = inspected(CONV, PICTURES)
    assert all(one.gradient is None and ".grad is None" in one.reason for one in report.parameters)


def test_a_frozen_parameter_says_that_it_is():
    """It is no mistake."""
    network = nn.Sequential(nn.Linear(4, 4), nn.Linear(4, 1))
    network[0].weight.requires_grad_(False)
    assert "frozen" in inspected(network, X, loss="sum").parameters[0].reason


@pytest.mark.parametrize("loss", ["none", "cross_entropy"])
@pytest.mark.parametrize("mode", ["train", "eval"])
@pytest.mark.parametrize("network", [CONV, network_of(LOOP)], ids=["batch norm and dropout", "a text that changes"])
def test_looking_changes_nothing(network, mode, loss):
    """Weights, buffers, grads, plain attributes, modes, hooks and generators are bit-equal afterwards (law 7)."""
    network.train(mode == "eval")
    next(network.parameters()).grad = torch.ones_like(next(network.parameters()))
    before = state_of(network)
    inspected(network, PICTURES if network is CONV else X, mode=mode, loss=loss)
    assert state_of(network) == before


def test_looking_changes_nothing_where_torch_refuses():
    """The report says where it stopped; the state is as it was."""
    before = state_of(CONV)
    report = inspected(CONV, torch.zeros(2, 1, 5, 6), mode="train", loss="sum")
    assert report.partial.startswith("Stopped at 5: mat1 and mat2")
    assert call_of(report, "4").outputs[0].shape == (2, 48)
    assert state_of(CONV) == before


@pytest.mark.filterwarnings("ignore")
@given(documents())
def test_looking_changes_no_network(document):
    """Law 7 for random documents, both ways; all that runs returns what a plain run returns."""
    network = to_module(document)
    inputs = tuple(one.tensor for one in prepare(document, Sample()))
    before = state_of(network)
    report = inspect_module(network, RunInputs(inputs), Settings(mode="train", loss="sum"))
    assert state_of(network) == before
    network.train()
    with torch.random.fork_rng():
        torch.manual_seed(0)
        try:
            outputs = tensors_in(network(*(one.clone() for one in inputs)))
        except IndexError:  # tokens that were added to each other before an embedding
            assert report.partial is not None
            return
    assert [one.shape for one in report.calls[0].outputs] == [tuple(one.shape) for one in outputs]
    finite = [one[one.isfinite()].double() for one in outputs]
    assert [one.max for one in report.calls[0].outputs] == pytest.approx(
        [one.max().item() if one.numel() else None for one in finite]
    )


def test_a_report_says_where_the_same_module_stands_first():
    """A shared layer has a place of its own on the canvas."""
    report = inspected(to_module(templates.load("shared_layer")), torch.randn(2, 4))
    assert call_of(report, "4").same_as == "2"


def test_functions_of_graphs_are_calls():
    """A node has the path that it has on the canvas."""
    document = document_of(
        "class Net(nn.Module):\n"
        "    def __init__(self):\n        super().__init__()\n        self.a = nn.Linear(4, 4)\n"
        "    def forward(self, x):\n        return torch.cat([self.a(x), x], 1)\n"
        "net = Net()"
    )
    report = inspected(to_module(document), X, loss="sum")
    assert [(one.path, one.kind, one.is_function) for one in report.calls[1:]] == [
        ("a", "Linear", False),
        ("cat", "torch.cat", True),
    ]
    assert call_of(report, "cat").gradients[0].mean == 1.0


def test_a_run_with_too_many_calls_stops_and_says_where(monkeypatch):
    """What came before is there."""
    monkeypatch.setattr("builder.inspection.watch.MOST_CALLS", 3)
    report = inspected(CONV, PICTURES)
    assert report.partial.startswith("Partial, stopped at 2")
    assert len(report.calls) == 3


def test_a_lazy_layer_is_refused():
    """It has no size yet."""
    with pytest.raises(BuilderError, match="has no size before"):
        inspected(nn.LazyLinear(3), X)


def test_a_loss_that_does_not_fit_says_so():
    """The statistics of the forward are there all the same."""
    report = inspected(nn.Linear(4, 3), X, target=torch.zeros(5, dtype=torch.int64), loss="cross_entropy")
    assert "does not fit" in report.notes[0]
    assert report.calls[0].outputs[0].shape == (6, 3)


def test_no_hook_is_left_where_a_hook_fails():
    """The watch takes its hooks off whatever happens."""

    class Failing(Watch):
        def ended(self, entry, output):
            raise KeyError

    with pytest.raises(KeyError), Failing(CONV).hooks():
        CONV(PICTURES)
    assert not any(module._forward_hooks or module._forward_pre_hooks for module in CONV.modules())


@pytest.mark.nightly
@pytest.mark.parametrize("name", ["resnet50", "gpt2", "vit_b_16"])
def test_published_networks_are_inspected_with_nothing_changed(name):
    """Weights, buffers, grads, attributes, modes, hooks and generators are as they were (law 7), both ways."""
    document = templates.load(name)
    network = to_module(document)
    inputs = tuple(one.tensor for one in prepare(document, Sample()))
    before = state_of(network)
    report = inspect_module(network, RunInputs(inputs), Settings(mode="train", loss="cross_entropy"))
    assert report.partial is None
    assert all(one.gradient is not None for one in report.parameters)
    assert state_of(network) == before


@pytest.mark.nightly
@pytest.mark.parametrize("name", ["resnet50", "gpt2", "vit_b_16"])
def test_values_of_published_networks_are_those_of_plain_hooks(name):
    """Of all that every module returns, and of each parameter's gradient; the other side is torch alone."""
    document = templates.load(name)
    network, seen = to_module(document).train(), defaultdict(list)
    inputs = tuple(one.tensor for one in prepare(document, Sample()))
    report = inspect_module(network, RunInputs(inputs), Settings(mode="train", loss="mean"))
    for path, module in network.named_modules():
        module.register_forward_hook(lambda _, given, output, path=path: seen[path].append(numbers_of(output)))
    torch.manual_seed(0)
    network(*inputs).mean().backward()
    calls = [one for one in report.calls if not one.is_function]
    for one in calls:
        found, expected = one.outputs[0], seen[one.same_as or one.path].pop(0)
        assert (found.min, found.max, found.mean, found.std) == pytest.approx(expected, rel=1e-4, abs=1e-6)
    assert not any(seen.values())
    for one in report.parameters:
        gradient = network.get_parameter(one.name).grad.double()  # a float32 norm of so many is 0.3 % off
        assert one.gradient.norm == pytest.approx(gradient.norm().item(), rel=1e-4, abs=1e-9)


def numbers_of(output):
    """Return the least, the largest, the mean and the spread of the first tensor of an output, by torch in double."""
    values = tensors_in(output)[0].detach().double()
    return values.min().item(), values.max().item(), values.mean().item(), values.std().item()


def test_a_target_that_does_not_fit_is_not_said_of_the_parameters():
    """They lead to the output; it is the loss that cannot be worked out."""
    report = inspect_module(
        network_of("net = nn.Linear(4, 3)"), RunInputs((X,), target=torch.full((len(X),), 3)),
        Settings(loss="cross_entropy"),
    )  # fmt: skip
    assert report.notes == (
        "There are no gradients: The target names classes from 3 to 3, and the output has 3 classes. "
        "Use numbers from 0 to 2.",
    )
    assert {one.reason for one in report.parameters} == {
        "No loss was sent back through this run, so it has no gradient yet."
    }
