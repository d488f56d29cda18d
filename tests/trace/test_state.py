"""What a live forward leaves behind, or asks of its caller, makes its class code, which then does the same."""

from typing import ClassVar

import pytest
import torch
from torch import nn

from builder import from_module, to_module


class Net(nn.Module):
    """Has one layer."""

    def __init__(self):
        super().__init__()
        self.a = nn.Linear(4, 4)


class AsksForGradients(Net):
    """Does something else where no gradients are kept."""

    def forward(self, x):
        """Run it."""
        return self.a(x) * (2 if torch.is_grad_enabled() else 3)


class Freezes(Net):
    """Learns in training alone."""

    def forward(self, x):
        """Run it."""
        self.a.weight.requires_grad = self.training
        return self.a(x)


class Counts(Net):
    """Counts its calls in a list of its own."""

    def __init__(self):
        super().__init__()
        self.seen = []

    def forward(self, x):
        """Run it."""
        self.seen.append(len(self.seen))
        return self.a(x) * len(self.seen)


class CountsInItsClass(Net):
    """Counts the calls of all its objects."""

    seen: ClassVar[dict[int, int]] = {}

    def forward(self, x):
        """Run it."""
        self.seen[len(self.seen)] = 1
        return self.a(x) * min(len(self.seen), 1)


@pytest.mark.parametrize("kind", [AsksForGradients, Freezes, Counts, CountsInItsClass])
def test_such_a_class_is_kept_as_code(kind):
    """It gives the same, call after call, with gradients and without."""
    network, x = kind(), torch.rand(2, 4)
    document = from_module(network, (2, 4))
    ours = to_module(document)
    ours.load_state_dict(network.state_dict())
    assert [definition.class_name for definition in document.definitions] == [kind.__name__]
    for _ in range(2):
        assert torch.equal(ours(x), network(x))
        with torch.no_grad():
            assert torch.equal(ours.eval()(x), network.eval()(x))
        assert [p.requires_grad for p in ours.parameters()] == [p.requires_grad for p in network.parameters()]


class Last(Net):
    """Returns one step of a sequence, and no loss."""

    def forward(self, x):
        """Run it."""
        return self.a(x[:, [-1]]), None


def test_one_item_by_a_list_and_none_beside_a_tensor_are_blocks():
    """None is left out, and that is said."""
    network, x = Last(), torch.rand(2, 3, 4)
    with pytest.warns(UserWarning, match="Last also returns None"):
        document = from_module(network, (2, 3, 4))
    ours = to_module(document)
    ours.load_state_dict(network.state_dict())
    assert not document.definitions
    assert torch.equal(ours(x), network(x)[0])


class Adds(Net):
    """Adds a line to what is printed."""

    def __str__(self):
        return f"{super().__str__()}\nof 20 parameters"

    def forward(self, x):
        """Run it."""
        return self.a(x)


def test_a_line_that_print_adds_is_said():
    """The document's network is printed without it."""
    with pytest.warns(UserWarning, match="printed otherwise than the one that was read, first at of 20 parameters"):
        from_module(Adds(), (2, 4))
