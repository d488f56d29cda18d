"""Tensors that no file of weights holds are drawn as in `to_module`."""

import pytest
import torch
from torch import nn

from builder import Document, from_source, to_module
from builder.document.blocks import Layer, Sequential
from builder.weights import plain
from builder.weights.plain import fill_plain

TEXT = """import torch
from torch import nn

class Shifted(nn.Module):
    def __init__(self):
        super().__init__()
        self.l = nn.Linear(4, 4)
        {keeps}

    def forward(self, x):
        if x.sum() > 0:
            return self.l(x)
        return x

net = Shifted()
net(torch.rand(2, 4))
"""
KEEPS = {
    "an attribute": ("self.mask = torch.rand(4)", lambda net: net.mask),
    "in a list": ("self.masks = [1, torch.rand(4)]", lambda net: net.masks[1]),
    "in a tuple": ("self.masks = (torch.rand(4), 'text')", lambda net: net.masks[0]),
    "in a dict": ("self.masks = {'a': 1, 'b': torch.rand(4)}", lambda net: net.masks["b"]),
    "in a dict of lists": ("self.masks = {'a': [torch.rand(4)]}", lambda net: net.masks["a"][0]),
    "a buffer that is not persistent": (
        "self.register_buffer('mask', torch.rand(4), persistent=False)",
        lambda net: net.mask,
    ),
}


@pytest.mark.filterwarnings("ignore:Shifted is kept as code", "ignore:masks? is used in the network")
@pytest.mark.parametrize("case", KEEPS)
def test_what_no_file_holds_is_drawn(case):
    """Wherever a class keeps it."""
    keeps, tensor = KEEPS[case]
    document = from_source(TEXT.replace("{keeps}", keeps))
    network = to_module(document, device="meta")
    fill_plain(network, document)
    assert torch.equal(tensor(_written(network)), tensor(_written(to_module(document))))


def _written(network: nn.Module) -> nn.Module:
    return next(module for module in network.modules() if type(module).__name__ == "Shifted")


def test_parameters_stay_for_the_file_to_fill():
    """So a network without such tensors is not drawn at all."""
    document = Document(
        root=Sequential(id="r", children=(Layer(id="n", kind="BatchNorm1d", args={"num_features": 4}),))
    )
    network = to_module(document, device="meta")
    fill_plain(network, document)
    assert all(tensor.is_meta for tensor in network.state_dict().values())


def test_a_network_without_such_tensors_is_not_drawn(monkeypatch):
    """It may be large."""
    document = Document(root=Sequential(id="r", children=(Layer(id="r", kind="ReLU"),)))
    monkeypatch.setattr(plain, "to_module", lambda document: pytest.fail("drawn in vain"))
    fill_plain(nn.Linear(2, 2, device="meta"), document)
