"""Functions that a network keeps in its attributes call the modules of its copy, not those of the original."""

import functools

import pytest
import torch
from torch import nn

from builder import Document
from builder.module import to_module


class Kept(nn.Module):
    """Calls what `keep` makes of it."""

    def __init__(self, keep):
        super().__init__()
        self.layers = nn.ModuleDict({"a": nn.Linear(4, 4), "b": nn.Linear(4, 4)})
        self.scale = nn.Parameter(torch.ones(4))
        self.f = keep(self)

    def twice(self, x):
        """Call one layer, scaled."""
        return self.layers["a"](x) * self.scale

    def forward(self, x):
        """Call what is kept."""
        return self.f[0](x) if isinstance(self.f, list) else self.f(x)


def recursive(net):
    """Return a function that calls itself."""

    def deep(x, times=2):
        return deep(net.layers["a"](x), times - 1) if times else x

    return deep


KEPT = {
    "values": lambda net: lambda x: net.layers["b"](x) * 2,
    "children by name": lambda net: lambda x: sum(net.layers[name](x) for name in ("a", "b")),
    "defaults": lambda net: lambda x, layer=net.layers["a"]: layer(x),
    "method": lambda net: net.twice,
    "partial": lambda net: functools.partial(lambda layer, x: layer(x) + net.scale, net.layers["a"]),
    "list": lambda net: [lambda x: net.twice(x)],
    "recursive": recursive,
}


@pytest.mark.parametrize("keep", KEPT.values(), ids=KEPT)
def test_kept_functions_are_traced(keep):
    """The network of the document returns what torch returns, bit by bit."""
    network, x = Kept(keep).eval(), torch.rand(3, 4)
    ours = to_module(Document.from_module(network, (2, 4))).eval()
    ours.load_state_dict(network.state_dict(), strict=True)
    assert torch.equal(ours(x), network(x))


def test_the_original_keeps_its_own():
    """Its function goes on calling its own layer."""
    network = Kept(KEPT["values"])
    function = network.f
    Document.from_module(network, (2, 4))
    assert network.f is function
