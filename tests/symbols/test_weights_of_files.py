"""Weights that an `__init__` fetches are left out, and so is what it does to their table before it loads them."""

import pytest

from builder import from_source
from builder.errors import SourceError

TEXT = """
import torch
import torch.nn as nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(4, 4)
        self.init_weights()
    def init_weights(self):
        own = self.state_dict()
        state = torch.hub.load_state_dict_from_url('https://example.org/net.pth')
        {}
    def forward(self, x):
        return self.a(x)
net = Net()
"""
LEFT_OUT = [
    "for k, v in state.items():\n            if 'fc' in k: continue\n            own.update({k: v})\n"
    "        self.load_state_dict(own)",
    "state = {k: v for k, v in state.items() if k in own}; own.update(state); self.load_state_dict(own)",
    "for k, v in state.items():\n            if k in own:\n                own[k].copy_(v)",
    "new = {}\n        for k in list(state.keys()):\n            new[k.replace('module.', '')] = state[k]\n"
    "        self.load_state_dict(new, strict=False)",
    "for name, child in self.named_children():\n            if name in state.keys():\n"
    "                child.load_state_dict(state[name], strict=True)",
    "del state['fc.weight']; state.pop('fc.bias'); self.load_state_dict(state, strict=False)",
]
NEEDED = [
    "for k in state.keys():\n            self.add_module(k, nn.ReLU())",
    "for k in state.keys():\n            self.b = nn.ReLU()",
    "if 'b' in state.keys():\n            self.b = nn.ReLU()",
    "own.update(state); self.b = nn.Linear(4, len(own))",
    "n = 0\n        for k in state.keys(): n += 1\n        self.b = nn.Linear(4, n)",
    "a = []\n        for k in state.keys():\n            a.append(nn.ReLU())\n        self.b = nn.ModuleList(a)",
    "a = []; b = a\n        for k in state.keys():\n            b.append(3)\n        self.b = nn.ReLU(len(a))",
]


@pytest.mark.parametrize("lines", LEFT_OUT)
def test_what_only_moves_weights_is_left_out(lines):
    """And said; the network is the same without."""
    with pytest.warns(UserWarning, match="Ignored: line 11: torch.hub.load_state_dict_from_url"):
        document = from_source(TEXT.format(lines))
    assert [node.kind for node in document.root.nodes] == ["Linear"]


@pytest.mark.parametrize("lines", NEEDED)
def test_a_network_that_hangs_on_the_weights_of_a_file_is_refused(lines):
    """Whatever it is made of is not here."""
    with pytest.raises(SourceError, match="is not available here"):
        from_source(TEXT.format(lines))
