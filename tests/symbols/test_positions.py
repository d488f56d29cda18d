"""Positions that a pasted forward counts are the author's at every size, whatever they count."""

import pytest
import torch

from builder import from_source, to_module, to_source
from builder.document.blocks import Graph

TEXT = """
import torch
from torch import nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 4)
        self.cls = nn.Parameter(torch.randn(1, 1, 4))
        self.place = nn.Parameter(torch.randn(1, 50, 4))
        self.of = nn.Embedding(60, 4)
    def forward(self, x):
        {body}
net = Net()
net(torch.rand(2, 6, 4))
"""
BODIES = [
    "return self.fc(x) + torch.arange(4)",
    "return self.fc(x) * torch.arange(4, dtype=torch.float32)",
    "return self.fc(x) * torch.arange(2, 10, 2)",
    "return self.fc(x) + torch.arange(8, 0, -2)",
    "return self.fc(x) + torch.arange(2)[:, None, None, None]",
    "return self.fc(x) + torch.arange(6)[:, None, None, None]",
    "return x + torch.arange(x.size(0))[:, None, None]",
    "return x + torch.arange(x.size(1))[:, None]",
    "return torch.cat([x, x], 1) * torch.arange(2 * x.shape[1])[:, None]",
    "c = self.cls.expand(x.size(0), -1, -1); y = torch.cat([c, x], 1); return y + self.place[:, :x.shape[1] + 1]",
    "b, n, _ = x.shape; c = self.cls.expand(b, -1, -1); y = torch.cat([c, x], 1); return y + self.place[:, :(n + 1)]",
    "b, n, _ = x.shape; y = torch.cat([x, x[:, :1]], 1); return y + self.of(torch.arange(n + 1))",
]


@pytest.mark.parametrize("body", BODIES)
def test_positions_are_the_author_s(body):
    """At the size that was read and at others that are like it in places."""
    text = TEXT.replace("{body}", body)
    space = {}
    exec(text, space)
    document = from_source(text)
    ours = to_module(document)
    ours.load_state_dict(space["net"].state_dict())
    assert isinstance(document.root, Graph)
    for shape in ((2, 6, 4), (6, 2, 4), (4, 4, 4), (1, 9, 4)):
        x = torch.rand(shape)
        assert torch.equal(ours(x), space["net"](x))


def test_a_tuple_is_no_two_inputs_of_a_class_that_is_kept():
    """A class that takes a tuple is called with one, so the class that calls it is kept as well."""
    text = """
import torch
from torch import nn
class A(nn.Module):
    def __init__(self):
        super().__init__()
        self.f = nn.Linear(4, 4)
    def forward(self, x):
        a, b = x
        return self.f(a), b + 1
class B(nn.Module):
    def __init__(self):
        super().__init__()
        self.s = nn.Sequential(A(), A())
    def forward(self, x):
        a, b = self.s(x)
        return (a, b)
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.p, self.q = nn.Linear(4, 4), nn.Linear(4, 4)
        self.b = B()
    def forward(self, x):
        a, b = self.p(x), self.q(x)
        a, b = self.b((a, b))
        return a * b
net = Net()
net(torch.rand(2, 4))
"""
    space = {}
    exec(text, space)
    with pytest.warns(UserWarning, match="is kept as code"):
        document = from_source(text)
    ours = to_module(document)
    ours.load_state_dict(space["net"].state_dict())
    x = torch.rand(3, 4)
    assert torch.equal(ours(x), space["net"](x))


@pytest.mark.filterwarnings("ignore:Net is kept as code")
def test_a_class_that_is_kept_imports_no_einops():
    """What is taken away imports torch alone: the functions stand in the text."""
    text = TEXT.replace("import torch\n", "import torch\nfrom einops import rearrange\n", 1).replace(
        "{body}", "return rearrange(x, 'b n d -> b d n') if x.shape[1] > 3 else x"
    )
    scope = {}
    exec(to_source(from_source(text)), scope)
    assert "import rearrange" not in to_source(from_source(text))
    assert str(scope["build_net"]()).startswith("Net(")
