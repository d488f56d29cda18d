"""A pasted forward gives the author's outputs and gradients, also where it reads by `.data` or writes in place."""

import pytest
import torch

from builder import from_source, to_module
from builder.document.blocks import Graph

pytestmark = pytest.mark.filterwarnings("ignore:.* is kept as code")
TEXT = """
from collections import Counter, defaultdict, deque
import torch
from torch import nn
import torch.nn.functional as F
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(4, 4)
        self.b = nn.Linear(4, 4)
        self.w = nn.Parameter(torch.randn(4, 4))
        self.register_buffer("c", torch.ones(4))
    def forward(self, x):
        {body}
net = Net()
net(torch.rand(2, 4))
"""
BODIES = [
    "return F.relu(x @ self.w.data + self.c.data) + self.b(x)",
    "h = self.a(x); return self.b(h.data) + h",
    "h = self.a(x).data; return self.b(h) * h.data",
    "h = self.a(x); h.data.mul_(2); return self.b(h)",
    "h = self.a(x); h.detach().mul_(2); return self.b(h)",
    "h = self.a(x); h.unsqueeze(1).mul_(2); return self.b(h)",
    "h = self.a(x); y = h.unsqueeze(1); h.mul_(2); return self.b(h) + y.squeeze(1)",
    "h = self.a(x); r = h.squeeze(0); r += 1; return h * r",
    "h = self.a(x); y = h.float(); y.mul_(2); return self.b(h)",
    "h = self.a(x); y = h.unflatten(1, (2, 2)); y += 1; return self.b(h)",
    "h = self.a(x); y = F.dropout(h, 0.0); y += 1; return self.b(h)",
    "w = self.w.data.clamp_(0, 1); return self.a(x) @ w",
    "c = self.c.unsqueeze(0); c += 1; return self.a(x) @ self.w + c",
    "with torch.no_grad(): h = self.a(x)\n        return self.b(h)",
    "with torch.no_grad(): m = (x > 0.5).float()\n        return self.b(x) * m",
    "with torch.set_grad_enabled(False): h = self.a(x)\n        return self.b(h)",
    "with torch.set_grad_enabled(bool(x.sum() > 99)): h = self.a(x)\n        return self.b(h)",
    "with nn.attention.sdpa_kernel(nn.attention.SDPBackend.MATH):\n"
    "            return F.scaled_dot_product_attention(*[self.a(x)[None]] * 3)[0]",
    "d = defaultdict(list)\n        for i in range(3): d[i % 2].append(self.a(x))\n        return d[0][1] + d[1][0]",
    "q = deque([self.a(x)], maxlen=2); q.extend([x, x * x.sum().item()]); return self.b(q.popleft()) + q[0]",
    "return self.a(x) * Counter(x.long().flatten().tolist()).most_common(1)[0][1]",
    "return self.b(x + self.a.weight.new_ones(x.shape[0], 4)) + self.a.weight.data.new(2, 4).zero_()",
]
GRAPHS = [
    "return F.relu(x @ self.w.data + self.c.data) + self.b(x)",
    "h = self.a(x); return self.b(h.data) + h",
    "h = self.a(x); h = h.unsqueeze(0); h *= 2; return h.squeeze(0)",
    "with torch.no_grad(): m = (x > 0.5).float()\n        return self.b(x) * m",
    "with torch.set_grad_enabled(False): m = (x > 0.5).float()\n        return self.b(x) * m",
    "return self.b(x + self.a.weight.new_ones(x.shape[0], 4))",
]


def native(text):
    """Run a text by Python itself, which only a test may do; return its network."""
    scope = {}
    exec(text, scope)
    return scope["net"]


def learned(network, x):
    """Run a network forward and back; return what came out, each gradient and what its tensors hold then."""
    network(x).sum().backward()
    gradients = {name: None if p.grad is None else p.grad.tolist() for name, p in network.named_parameters()}
    return network(x).tolist(), gradients, {name: tensor.tolist() for name, tensor in network.state_dict().items()}


@pytest.mark.parametrize("body", BODIES)
def test_outputs_gradients_and_tensors_are_the_authors(body):
    """Two runs, so that what a forward leaves behind is seen; no gradient where torch gives none."""
    text = TEXT.format(body=body)
    ours, theirs = to_module(from_source(text)), native(text)
    ours.load_state_dict(theirs.state_dict())
    x = torch.rand(2, 4)
    assert learned(ours, x) == learned(theirs, x)


@pytest.mark.parametrize("body", GRAPHS)
def test_what_a_graph_can_say_is_drawn(body):
    """As blocks, instead of a class kept as text."""
    assert isinstance(from_source(TEXT.format(body=body)).root, Graph)


NONE_IN_A_TUPLE = """
import torch
from torch import nn
class Cell(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(4, 4)
    def forward(self, pair):
        x, before = pair
        before = x if before is None else before
        return self.a(x) + before, x
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.cells = nn.Sequential(Cell(), Cell())
    def forward(self, x):
        x, _ = self.cells((x, None))
        return x
net = Net()
net(torch.randn(2, 4))
"""


def test_none_beside_a_tensor_in_a_tuple_is_kept():
    """No graph has an input that is None, so the class around is kept as code."""
    ours, theirs = to_module(from_source(NONE_IN_A_TUPLE)), native(NONE_IN_A_TUPLE)
    ours.load_state_dict(theirs.state_dict())
    x = torch.rand(2, 4)
    assert learned(ours, x) == learned(theirs, x)
