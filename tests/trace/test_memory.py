"""Modules that change in place what others read: pasted and live networks do as torch does, or are refused."""

import warnings

import pytest
import torch

from builder import Document, from_source, to_module, to_source
from builder.document.blocks import Graph, Instance
from builder.errors import UnsupportedError
from builder.trace.memory import copy_changed_inputs
from builder.trace.names import NodeNames
from builder.trace.steps import Overwrite, Recording, Step
from tests.call_counts import growth
from tests.trace.live import HEAD, live

INNER = """
class Inner(nn.Module):
    def __init__(self):
        super().__init__()
        self.act, self.fc = nn.ReLU(inplace=True), nn.Linear(4, 4)
    def forward(self, x):
        return self.fc(self.act(x))
"""
NET = "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()"
MODULES = """
        self.fc, self.tail, self.short = nn.Linear(4, 4), nn.Linear(4, 4), nn.Linear(4, 4)
        self.act, self.drop, self.same = nn.ReLU(inplace=True), nn.Dropout(0.5, inplace=True), nn.Identity()
        self.main = nn.Sequential(nn.ReLU(inplace=True), nn.Linear(4, 4))
        self.late = nn.Sequential(nn.Dropout(0.5), nn.ReLU(inplace=True))
        self.two = nn.Sequential(nn.Dropout(0.5, inplace=True), nn.ReLU(inplace=True))
        self.inner = Inner()"""
DRAWN = {
    "the first of a sequential": "h = self.fc(x); return self.main(h) + self.short(h)",
    "a layer, read later": "h = self.fc(x); return self.tail(self.act(h)) + h",
    "a layer, read before": "h = self.fc(x); k = h + 1; return self.act(h) * k",
    "a layer, read by itself": "h = self.fc(x); return self.act(h) + h",
    "two in a sequential": "h = self.fc(x); return self.two(h) - h",
    "a layer, called twice": "h = self.fc(x); a = self.act(h); b = self.act(self.tail(h)) + a; return b + h",
    "one after another": "h = self.fc(x); h = self.drop(h); h = self.act(h); return self.tail(h)",
    "one after another, read before": "h = self.fc(x); k = h + 1; return self.act(self.drop(h)) - k",
}
KEPT_AS_TEXT = {
    "a view, read later": "h = self.fc(x); v = h.view(-1, 4); self.act(h); return self.tail(v)",
    "an identity's result": "h = self.fc(x); k = self.same(h); return self.act(k) + h",
    "in evaluation alone": "h = self.fc(x); return self.late(h) + h",
    "inside a class": "h = self.fc(x); return self.inner(h) + h",
}


def text(forward):
    """Write a network with this forward."""
    body = "\n        ".join(forward.split("; "))
    return f"{HEAD}{INNER}{NET}{MODULES}\n    def forward(self, x):\n        {body}\nnet = Net()\n"


def emitted(document):
    """Return the network of the emitted file."""
    names = {}
    exec(to_source(document), names)
    return names["build_net"]()


def outputs(network, weights, training):
    """Return what a network gives, and the gradients of its parameters."""
    network.load_state_dict(weights)
    network.train(training)
    torch.manual_seed(1)
    returned = network(torch.randn(3, 4))
    returned.square().sum().backward()
    return [returned.detach(), *(p.grad for p in network.parameters() if p.grad is not None)]


def assert_alike(document, network):
    """The document's module and its file give what the network gives, and the same gradients."""
    weights = network.state_dict()
    for training in (True, False):
        expected = outputs(network, weights, training)
        for ours in (to_module(document), emitted(document)):
            torch.testing.assert_close(outputs(ours, weights, training), expected)
        network.zero_grad()


@pytest.mark.parametrize("forward", [*DRAWN.values(), *KEPT_AS_TEXT.values()], ids=[*DRAWN, *KEPT_AS_TEXT])
def test_pasted_forward_does_as_torch_does(forward):
    """Whatever a text reads after a change in place, its network gives what Python's gives."""
    with warnings.catch_warnings(action="ignore"):
        assert_alike(from_source(text(forward)), live(text(forward)))


@pytest.mark.parametrize("forward", DRAWN.values(), ids=DRAWN)
def test_live_forward_does_as_torch_does(forward):
    """A live network with a layer in place comes out as a graph that does the same."""
    network = live(text(forward))
    with warnings.catch_warnings(action="ignore"):
        assert_alike(Document.from_module(network, (2, 4)), network)


@pytest.mark.parametrize("forward", DRAWN.values(), ids=DRAWN)
def test_pasted_forward_is_drawn(forward):
    """What a graph can express stays one."""
    with warnings.catch_warnings(action="ignore"):
        assert isinstance(from_source(text(forward)).root, Graph)


@pytest.mark.parametrize("forward", KEPT_AS_TEXT.values(), ids=KEPT_AS_TEXT)
def test_pasted_forward_is_kept_as_text(forward):
    """What no graph can express is kept as its author wrote it."""
    with warnings.catch_warnings(action="ignore"):
        assert isinstance(from_source(text(forward)).root, Instance)


@pytest.mark.parametrize("forward", KEPT_AS_TEXT.values(), ids=KEPT_AS_TEXT)
def test_live_forward_is_refused(forward):
    """A live network of which no graph can do the same is refused."""
    with pytest.raises(UnsupportedError, match="changes a tensor in place that is also read elsewhere"):
        Document.from_module(live(text(forward)), (2, 4))


def test_parameter_changed_in_place_is_kept_as_text():
    """A parameter that a layer changes in place is changed for the next call too."""
    inner = "self.inner = Inner()"
    code = text("return self.act(self.scale) + x")
    code = code.replace(inner, f"{inner}\n        self.register_buffer('scale', -torch.ones(4))")
    with warnings.catch_warnings(action="ignore"):
        assert isinstance(from_source(code).root, Instance)


def test_pasted_and_live_have_the_same_nodes():
    """Functions are called alike, whichever way a network came."""
    code = text("h = self.fc(x); k = h.chunk(2, 1)[0]; return torch.cat([k, k / 2, self.same(k) * h[:, :2]], 1)")
    with warnings.catch_warnings(action="ignore"):
        pasted, traced = from_source(code).root, Document.from_module(live(code), (2, 4)).root
    assert [node.name for node in pasted.nodes] == [node.name for node in traced.nodes]


def test_a_long_forward_takes_calls_that_grow_with_its_length():
    """Twice as many layers in place take about twice the calls: each looks at those alone that read the same."""

    def prepare(count):
        calls = [Step(f"f{i}", None, "fc", {}, ((f"a{i - 1}" if i else "x", ()),)) for i in range(count)]
        changes = [
            Step(f"a{i}", None, "act", {}, ((f"f{i}", ()),), overwrites=(Overwrite(0, True),)) for i in range(count)
        ]
        steps = [step for pair in zip(calls, changes, strict=True) for step in pair]
        outputs = tuple((f"f{i}", ()) for i in range(count))
        return lambda: copy_changed_inputs(Recording(("x",), steps, outputs))

    assert growth(prepare, 100) < 2.4


def test_names_of_many_nodes_take_calls_that_grow_with_their_number():
    """Each goes on from the last of its kind."""

    def prepare(count):
        names = NodeNames(set())
        return lambda: [names.of("torch.add") for _ in range(count)]

    assert growth(prepare, 100) < 2.4
