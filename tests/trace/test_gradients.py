"""A live network gives a document with its outputs and gradients, or is refused."""

import pytest
import torch
from torch import nn

from builder import Document, to_module
from builder.document.blocks import Instance


class Net(nn.Module):
    """Two layers and a parameter, run by a function that a test gives."""

    def __init__(self, run):
        super().__init__()
        self.a = nn.Linear(4, 4)
        self.b = nn.Linear(4, 4)
        self.w = nn.Parameter(torch.randn(4, 4))
        self.run = run

    def forward(self, x):
        """Run the function."""
        return self.run(self, x)


def data(net, x):
    """Read a parameter and a tensor by `.data`."""
    h = net.a(x)
    return net.b(h.data) + x @ net.w.data + h


def mask(net, x):
    """Make a mask that has no gradient anyway."""
    with torch.no_grad():
        kept = (x > 0.5).float()
    return net.b(x) * kept


def frozen(net, x):
    """Stop the gradients of a layer."""
    with torch.no_grad():
        h = net.a(x)
    return net.b(h)


def detached(net, x):
    """Change the memory of a tensor through another that autograd does not know to be its view."""
    h = net.a(x)
    h.detach().mul_(2)
    return net.b(h)


def squeezed(net, x):
    """Change the memory of a tensor through a view."""
    h = net.a(x)
    h.squeeze().mul_(2)
    return net.b(h)


def gradients(network, x):
    """Return what comes out and each gradient."""
    found = network(x)
    found.sum().backward()
    return found.tolist(), {name: None if p.grad is None else p.grad.tolist() for name, p in network.named_parameters()}


@pytest.mark.parametrize("run", [data, mask])
def test_outputs_and_gradients_are_those_of_the_network(run):
    """No gradient where torch gives none."""
    network = Net(run)
    ours = to_module(Document.from_module(network, torch.rand(2, 4)))
    ours.load_state_dict(network.state_dict())
    x = torch.rand(2, 4)
    assert gradients(ours, x) == gradients(network, x)


@pytest.mark.parametrize("run", [frozen, detached, squeezed])
def test_what_no_graph_says_is_kept_as_text(run):
    """Instead of a graph with other gradients or outputs."""
    network = Net(run)
    document = Document.from_module(network, torch.rand(2, 4))
    ours = to_module(document)
    ours.load_state_dict(network.state_dict())
    x = torch.rand(2, 4)
    assert isinstance(document.root, Instance)
    assert gradients(ours, x) == gradients(network, x)
