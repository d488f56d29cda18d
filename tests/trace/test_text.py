"""Classes of a live network that no graph can express are kept as text, and do just what they did."""

import warnings

import pytest
import torch
from torch import nn

from builder import Document, analyse, from_json, to_module, to_source
from builder.document.blocks import Graph, Instance, Sequential
from builder.errors import UnsupportedError
from tests.trace.kept_as_text import NETWORKS, Chosen, Halved, Headed


def read(network, shape):
    """Return the document of a network."""
    with warnings.catch_warnings(action="ignore"):
        return Document.from_module(network, shape)


def outputs(network, weights, shape, training):
    """Return what a network gives under a seed, with its gradients."""
    network.load_state_dict(weights)
    network.train(training)
    network.zero_grad()
    torch.manual_seed(1)
    found = network(torch.randn(shape))
    found = found if isinstance(found, tuple) else (found,)
    sum(part.square().sum() for part in found).backward()
    return [*found, *(p.grad for p in network.parameters()), *(b.clone() for b in network.buffers())]


def alike(ours, theirs, shape):
    """Tell whether two networks are printed alike and give the same numbers in both modes."""
    weights = {key: tensor.clone() for key, tensor in theirs.state_dict().items()}
    assert str(ours) == str(theirs)
    assert list(ours.state_dict()) == list(weights)
    for training in (True, False):
        pair = [outputs(one, weights, shape, training) for one in (theirs, ours)]
        assert all(a is b or torch.equal(a, b) for a, b in zip(*pair, strict=True))
        assert str(ours) == str(theirs)


@pytest.mark.parametrize("case", NETWORKS)
def test_the_module_does_what_the_network_does(case):
    """In print, keys, outputs, gradients and buffers, in both modes."""
    make, shape = NETWORKS[case]
    network = make()
    alike(to_module(read(network, shape)), network, shape)


@pytest.mark.parametrize("case", NETWORKS)
def test_the_file_does_what_the_network_does(case):
    """The emitted file holds the classes and imports all that they need."""
    make, shape = NETWORKS[case]
    network = make()
    names = {"__name__": "net"}
    exec(to_source(from_json(read(network, shape).to_json())), names)
    alike(names["build_net"](), network, shape)


def test_what_stands_around_is_drawn():
    """Only the smallest class becomes text."""
    make, shape = NETWORKS["lists of tensors"]
    root = read(make(), shape).root
    assert isinstance(root, Sequential)
    assert [type(child).__name__ for child in root.children] == ["Layer", "Instance", "Layer"]


def test_one_class_serves_all_its_objects():
    """What differs between them are its arguments."""
    make, shape = NETWORKS["a class that differs between modes"]
    document = read(make(), shape)
    assert [definition.class_name for definition in document.definitions] == ["Halved"]


class Handed(nn.Module):
    """Hands a flag on to a class that no graph can express."""

    def __init__(self):
        super().__init__()
        self.inner, self.fc = Flagged(), nn.Linear(3, 3)

    def forward(self, x):
        """Run it."""
        return self.inner(self.fc(x), True)


class Flagged(nn.Module):
    """Does another thing in each mode and by a flag."""

    def forward(self, x, twice):
        """Run it."""
        return x * (2 if twice else 1) if self.training else x


def test_a_class_that_is_handed_a_flag_is_kept_with_its_caller():
    """From outside a class as text takes tensors alone."""
    network = nn.Sequential(nn.Linear(3, 3), Handed())
    document = read(network, (2, 3))
    assert isinstance(document.root.children[1], Instance)
    alike(to_module(document), network, (2, 3))


class Tied(nn.Module):
    """Scales by the same numbers as its neighbour."""

    def __init__(self, scale):
        super().__init__()
        self.scale = scale

    def forward(self, x):
        """Run it."""
        return x * self.scale if self.training else x


def test_what_shares_tensors_is_refused():
    """Its text would make two of one."""
    scale = nn.Parameter(torch.ones(3))
    with pytest.raises(UnsupportedError, match=r"(?s)2 classes.*Tied at 0.*Tied at 1"):
        read(nn.Sequential(Tied(scale), Tied(scale)), (2, 3))


def test_integers_that_are_given_are_kept():
    """Those drawn at random may be none that the network takes."""
    network, given = Chosen(), [torch.randn(2, 3), torch.tensor([5, 7])]
    with warnings.catch_warnings(action="ignore"):
        ours = to_module(Document.from_module(network, given))
    ours.load_state_dict(network.state_dict())
    assert torch.equal(ours(*given), network(*given))


class Returned(nn.Module):
    """Adds in place to what may be its child's own input."""

    def __init__(self):
        super().__init__()
        self.fc, self.same = nn.Linear(3, 3), Halved()

    def forward(self, x):
        """Run it."""
        out = self.same(self.fc(x))
        out += x
        return out


def test_a_view_that_nobody_reads_may_be_changed():
    """What a child hands back is its own input in one mode."""
    network = Returned()
    document = read(network, (2, 3))
    assert isinstance(document.root, Graph)
    alike(to_module(document), network, (2, 3))


def test_an_auxiliary_head_costs_nothing():
    """It learns along, and is not run in use."""
    assert analyse(read(Headed(), (2, 3))).multiply_adds == 3 * 3 + 3 * 2
