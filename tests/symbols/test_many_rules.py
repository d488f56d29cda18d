"""Many layers that are filled alike are told by the blocks they are in, where not all of their class are filled."""

import pytest
import torch

from builder import from_source, to_module, to_source
from tests.symbols.test_copies import native

HEAD = "import torch\nfrom torch import nn\n"
TRUNK = """
trunk = nn.Sequential(*(nn.Sequential(nn.Linear(2, 2), nn.ReLU()) for _ in range(60)))
for module in trunk.modules():
    if isinstance(module, nn.Linear):
        nn.init.constant_(module.weight, 0.5)
"""
REST = {
    "beside it": ("net = nn.Sequential(trunk, nn.Linear(2, 2))", 1),
    "above it": ("net = nn.Sequential(nn.Linear(2, 2), nn.Sequential(trunk, nn.Tanh()), nn.Linear(2, 2))", 1),
    "one inside": ("nn.init.constant_(trunk[9][0].weight, 2.0); net = nn.Sequential(trunk, nn.Linear(2, 2))", 60),
    "one that is shared": (
        "net = nn.Sequential(trunk, nn.Linear(2, 2), nn.Linear(2, 2)); net[1].weight = trunk[3][0].weight",
        1,
    ),
}


@pytest.mark.filterwarnings("ignore:The code creates several networks")
@pytest.mark.parametrize(("rest", "count"), REST.values(), ids=REST)
def test_many_layers_that_are_filled_alike_are_one_rule(rest, count):
    """The document and its file fill just them, as Python does."""
    document = from_source(HEAD + TRUNK + rest, network="net")
    own, author = [to_module(document), native(to_source(document))], native(HEAD + TRUNK + rest)
    assert len(document.init) == count
    for key, value in author.state_dict().items():
        is_filled = bool((value == value.flatten()[0]).all())
        assert not is_filled or all(torch.equal(one.state_dict()[key], value) for one in own)
        assert is_filled or all(one.state_dict()[key].std() > 0 for one in own)
