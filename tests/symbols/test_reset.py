"""`reset_parameters` lets a layer begin again as it is constructed, whatever filled it before."""

import pytest

from builder import from_source, to_module
from tests.symbols.test_whole_files import native

HEAD = (
    "import copy\nfrom torch import nn\nfrom torch.nn.init import ones_, zeros_\n"
    "from torch.nn.utils.parametrizations import weight_norm\n"
)
RESETS = {
    "layer": "net = nn.Linear(3, 3)\nones_(net.bias)\nones_(net.weight)\nnet.reset_parameters()",
    "norm": "net = nn.BatchNorm1d(3)\nzeros_(net.weight)\nones_(net.bias)\nnet.reset_parameters()",
    "filled after it": "net = nn.Linear(3, 3)\nones_(net.weight)\nnet.reset_parameters()\nones_(net.bias)",
    "rows": "net = nn.LSTM(3, 3)\nones_(net.bias_ih_l0)\nnet.bias_hh_l0.data[3:6].fill_(1.)\nnet.reset_parameters()",
    "all that has it": "net = nn.Sequential(nn.Linear(3, 3), nn.ReLU(), nn.LayerNorm(3))\nfor p in net.parameters():\n"
    "    ones_(p)\nfor m in net.children():\n    if hasattr(m, 'reset_parameters'):\n        m.reset_parameters()",
    "a layer inside": "net = nn.TransformerEncoderLayer(4, 2)\nones_(net.linear1.bias)\nones_(net.norm2.bias)\n"
    "net.linear1.reset_parameters()",
    "the former values stay with a copy": "a = nn.Linear(3, 3)\nones_(a.weight)\nb = copy.deepcopy(a)\n"
    "a.reset_parameters()\nnet = nn.Sequential(a, b)",
    "a copy is reset": "a = nn.Linear(3, 3)\nones_(a.weight)\nb = copy.deepcopy(a)\nb.reset_parameters()\n"
    "net = nn.Sequential(a, b)",
    "a weight that is worked out": "net = weight_norm(nn.Linear(3, 3))\nones_(net.bias)\nnet.reset_parameters()",
    "a class of ones own": "class Scaled(nn.Linear):\n    def __init__(self):\n        super().__init__(3, 3)\n"
    "        self.scale = nn.Parameter(torch.ones(3))\n    def forward(self, x):\n"
    "        return super().forward(x) * self.scale\nnet = Scaled()\nones_(net.bias)\nnet.reset_parameters()",
}


def fixed(network):
    """Return the names of the tensors all of whose values are one number."""
    return [name for name, tensor in network.state_dict().items() if tensor.unique().numel() == 1]


@pytest.mark.filterwarnings("ignore:.*is kept as code")
@pytest.mark.parametrize("text", RESETS.values(), ids=RESETS)
def test_a_reset_undoes_what_filled_a_layer(text):
    """What is drawn is drawn again, what is constant is so again, and nothing else."""
    text = f"import torch\n{HEAD}{text}\n"
    assert fixed(to_module(from_source(text, network="net"))) == fixed(native(text))
