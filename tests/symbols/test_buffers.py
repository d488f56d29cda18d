"""Lines that fill a buffer, which no rule of a document does, are told."""

import pytest
import torch

from builder import from_source, to_module, to_source
from tests.symbols.test_whole_files import native


@pytest.mark.parametrize(
    "line",
    [
        "nn.init.ones_(net[0].running_mean)",
        "net[0].running_var[0] = 3.0",
        "net[0].weight.data[1:].add_(net[0].bias.data[1:])",
        "torch.add(net[0].bias.data, 1, out=net[0].bias.data)",
    ],
)
def test_a_buffer_that_is_filled_afterwards_is_told(line):
    """No rule fills a buffer: its line is named, not left out in silence."""
    text = f"import torch\nfrom torch import nn\nnet = nn.Sequential(nn.BatchNorm1d(3))\n{line}\n"
    with pytest.warns(UserWarning, match="line 4: it changes weights as no init rule can"):
        from_source(text)


def test_a_buffer_that_is_filled_where_it_is_made_elsewhere_is_told():
    """In the `__init__` of another class as well."""
    text = """from torch import nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm = nn.BatchNorm1d(3)
        nn.init.constant_(self.norm.running_mean, 2.0)
    def forward(self, x):
        return self.norm(x)
net = Net()
"""
    with pytest.warns(UserWarning, match="it changes weights as no init rule can"):
        from_source(text)


@pytest.mark.filterwarnings("error")
def test_a_buffer_that_is_filled_with_what_it_begins_with_is_no_change():
    """As code does that sets all norms to their start."""
    text = "from torch import nn\nnet = nn.Sequential(nn.BatchNorm1d(3))\nnn.init.ones_(net[0].running_var)\n"
    assert not from_source(text).init


MADE = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.l = nn.Linear(4, 4)
        {lines}
        self.register_buffer("t", t)

    def forward(self, x):
        return self.l(x) + self.t.sum(0)

net = Net()
"""
ZEROS = "t = torch.zeros(4, 4); "
CHANGED = (
    ZEROS + "t.add_(1)",
    ZEROS + "t[0] += 1; t[0][1] += 2",
    ZEROS + "t.masked_fill_(torch.eye(4) > 0, 5.0)",
    ZEROS + "t[torch.eye(4) > 0] = 5.0; t[[0, 1]][0] = 3",
    ZEROS + "t.t()[0] = 3; t.view(-1)[5] = 5; t.T[1] = 2",
    ZEROS + "u = t.view(2, 8); u[0] = 1; t[3] = 2",
    ZEROS + "a, b = t.chunk(2); a[0] = 1; b.fill_diagonal_(7)",
    ZEROS + "a = t[0]; t[0, 3] = 2; a[1] = 7; t = t + a",
    ZEROS + "t[1].copy_(torch.arange(4.0)); torch.add(t, 1, out=t)",
    ZEROS + "t.scatter_(1, torch.arange(4)[:, None], 1.0)",
    ZEROS + "\n        for i in range(1, 4): t[i] = t[i - 1] + 1",
    ZEROS + "\n        for row in t: row[0] = 1",
    ZEROS + "\n        for i in range(4):\n            for j in range(4): t[i][j] = i * 4 + j",
    "t = torch.ones(4, 4).triu_(1); t.mul_(3)",
    "u = torch.zeros(4, 4); t = u * 2 + 1; u[0] = 1",
    "u = torch.zeros(4, 4); u[0] = 1; t = u.clone(); u[1] = 3",
    "u = torch.zeros(4); t = torch.stack([u] * 4); u[0] = 1",
    "u = torch.zeros(4, 4); t = u.float(); t[0] = 1; t = t + u",
    "u = torch.zeros(4, 4); t = u * 2; nn.init.ones_(u)",
    "t = torch.zeros(4, 4); t[0] = 1; nn.init.ones_(t); t[1] = 2",
    "t = torch.empty(4, 4); t.fill_(float('-inf')); t.triu_(1)",
    "t = torch.hann_window(4)[:, None] * torch.hamming_window(window_length=4, periodic=False)",
    "t = torch.kaiser_window(4, True, 3.0).repeat(4, 1) + torch.blackman_window(4)",
    "t = torch.empty(4, 4); u = t[0]; nn.init.constant_(t, float('inf')); t[1:] = u.view(1, 4) * -1",
)


@pytest.mark.filterwarnings("ignore:Net is kept as code")
@pytest.mark.parametrize("lines", CHANGED)
def test_a_tensor_that_lines_change_in_place(lines):
    """It begins as Python leaves it, whatever views and copies of it there are."""
    text = "import torch\nfrom torch import nn\n" + MADE.replace("{lines}", lines)
    assert torch.equal(to_module(from_source(text)).t, native(text).t)


@pytest.mark.filterwarnings("ignore:Net is kept as code")
def test_rows_of_random_numbers_that_are_set():
    """The others are drawn."""
    text = "import torch\nfrom torch import nn\n" + MADE.replace("{lines}", "t = torch.randn(4, 4); t[0] = 3")
    begins = to_module(from_source(text)).t
    assert torch.equal(begins[0], torch.full((4,), 3.0))
    assert begins[1:].std() > 0


def test_zeros_keep_their_sign_and_a_buffer_of_none_is_a_buffer():
    """In the module and in its file, as in torch."""
    text = """
import torch
from torch import nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("z", torch.full((3,), -0.0))
        self.register_buffer("y", torch.tensor([0.0, -0.0, 0.0]))
        self.register_buffer("b", None)
        self.l = nn.Linear(4, 3 + len(self._parameters) + 10 * len(self._buffers))
    def forward(self, x):
        return self.l(x) + self.z.sum() + self.y.sum()
net = Net()
net(torch.rand(2, 4))
"""
    document = from_source(text)
    file, author = {}, {}
    exec(to_source(document), file)
    exec(text, author)  # a text of our own
    for made in (to_module(document), file["build_net"]()):
        assert made.l.out_features == author["net"].l.out_features == 33
        for name in "zy":
            assert torch.equal(torch.signbit(getattr(made, name)), torch.signbit(getattr(author["net"], name)))
