"""Live layers whose tensors are worked out of others become blocks, in both forms."""

import pytest
import torch
from torch import nn

from builder import Document, analyse, to_module
from builder.errors import UnsupportedError
from tests.symbols.parametrized import PARAMETRIZED
from tests.symbols.test_whole_files import native

pytestmark = pytest.mark.filterwarnings("ignore:.*deprecated in favor:FutureWarning")


@pytest.mark.parametrize("name", [name for name in PARAMETRIZED if name not in ("kept as code", "a copy")])
def test_a_live_network_is_read(name):
    """The same print, keys, outputs and count of parameters."""
    text, sample = PARAMETRIZED[name]
    network, x = native(text), eval(sample)
    document = Document.from_module(network, (x,))
    ours = to_module(document)
    assert (str(ours), list(ours.state_dict())) == (str(network), list(network.state_dict()))
    ours.load_state_dict(network.state_dict())
    found = [one[0] if isinstance(one, tuple) else one for one in (ours(x), network(x))]
    assert torch.equal(*found)
    assert analyse(document).parameters == sum(p.numel() for p in network.parameters())


def test_a_parametrization_of_ones_own_is_named():
    """It says what to call first, and names nothing that torch put inside."""
    network = nn.Sequential(nn.Linear(4, 4))
    nn.utils.parametrize.register_parametrization(network[0], "weight", nn.Softplus())
    with pytest.raises(UnsupportedError, match=r"^1 class .*\n.* its weight is parametrized .*remove_param"):
        Document.from_module(network, (2, 4))


def test_a_parametrized_module_of_ones_own_is_named():
    """No block says how a tensor of a graph is worked out."""

    class Own(nn.Module):
        def __init__(self):
            super().__init__()
            self.weight = nn.Parameter(torch.ones(4, 4))

        def forward(self, x):
            return x @ self.weight

    with pytest.raises(UnsupportedError, match="its weight is parametrized"):
        Document.from_module(nn.utils.parametrizations.weight_norm(Own()), (2, 4))
