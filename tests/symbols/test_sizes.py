"""Sizes of the input are values: what a pasted forward computes with them is blocks, and the author's at every size."""

import pytest
import torch

from builder import from_source, to_module, to_source
from builder.document.blocks import Function, Graph
from builder.document.tree import walk

TEXT = """
import math
import torch
from torch import nn
import torch.nn.functional as F
class Block(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.fc = nn.Linear(dim, dim)
    def forward(self, x, H, W):
        B, N, C = x.shape
        y = self.fc(x).transpose(1, 2).view(B, C, H, W)
        return F.avg_pool2d(y, 3, 1, 1).flatten(2).transpose(1, 2) + x
class Embed(nn.Module):
    def __init__(self, c, dim, p):
        super().__init__()
        self.p = p
        self.proj = nn.Conv2d(c, dim, p, p)
    def forward(self, x):
        B, C, H, W = x.shape
        return self.proj(x).flatten(2).transpose(1, 2), H // self.p, W // self.p
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.c = nn.Conv2d(4, 4, 3, padding=1)
        self.fc = nn.Linear(4, 4)
        self.up = nn.Upsample(scale_factor=1.5)
        self.embed = Embed(4, 6, 2)
        self.block = Block(6)
        self.block4 = Block(4)
        self.pos = nn.Parameter(torch.randn(1, 400, 4))
    def forward(self, x):
        B, C, H, W = x.shape
        {body}
net = Net()
net(torch.rand(2, 4, 8, 12))
"""
SIZES = ((2, 4, 8, 12), (3, 4, 8, 8), (1, 4, 12, 8), (2, 4, 16, 20), (4, 4, 4, 4))
BODIES = [
    "return F.avg_pool2d(x, x.size()[2:])",
    "return F.avg_pool2d(self.c(x), (x.size(2), x.size(3)))",
    "y = self.c(x); return F.max_pool2d(y, y.shape[-2:]).flatten(1)",
    "return x.view(B, C, H * W)",
    "return x.view(B, C, -1).transpose(1, 2).reshape(B, H, W, C)",
    "return self.c(x).view(B, -1, H * W)",
    "q = self.c(x).view(B, C, H * W).transpose(1, 2); return torch.bmm(q, x.view(B, -1, H * W)).softmax(-1)",
    "x = x.view(B, C, H // 2, 2, W // 2, 2).permute(0, 1, 3, 5, 2, 4); return x.reshape(B, C * 4, H // 2, W // 2)",
    "return x.reshape(B * H, W, C)",
    "y = x.permute(0, 2, 3, 1).reshape(B * H, W, C); return self.fc(y).view(B, H, W, C)",
    "T = x.shape[3]; return x + torch.arange(T)",
    "return x.flatten(2) + torch.arange(H * W)",
    "return x.flatten(2) + torch.arange(0, H * W)",
    "return x[..., :W // 2] + torch.arange(0, W // 2 * 2, 2)",
    "return x + torch.arange(W - 1, -1, -1)",
    "return x[:, :, H // 2:, :W - 1]",
    "return x[:, :, -1:, :W // 2].expand(-1, -1, H, -1)",
    "x = x.flatten(2).transpose(1, 2); n = x.shape[1]; return x + self.pos[:, :n]",
    "x = x.flatten(2).transpose(1, 2); return x + self.pos[:, :x.size(1)]",
    "y = x.flatten(2).transpose(1, 2); N = y.size(1); return torch.cat([y[:, N // 2:], y[:, :N // 2]], 1) * N",
    "return F.interpolate(x, size=(x.shape[2] * 2, x.shape[3] * 2))",
    "return F.interpolate(self.c(x)[:, :, ::2, ::2], size=x.shape[2:])",
    "return F.interpolate(F.max_pool2d(x, 2), size=(H, W), mode='bilinear', align_corners=False) + x",
    "return F.adaptive_avg_pool2d(x, (H // 2, W // 4))",
    "return x / (x.shape[2] * x.shape[3])",
    "N = len(x); return x.view(N, -1) * len(x)",
    "return x.new_zeros(B, H, W) + x.sum(1)",
    "return torch.zeros(B, W, H) + x.mean(1).transpose(1, 2)",
    "m = torch.ones(H, W).tril(); return x * m",
    "return self.pos[:, :W].transpose(1, 2)[:, :, None].expand(B, -1, H, -1) + x",
    "return torch.arange(H).view(1, 1, H, 1).repeat(B, 1, 1, W) + x",
    "y = x.flatten(2).transpose(1, 2); return self.block4(self.block4(y, H, W), H, W)",
    "x, H, W = self.embed(x); return self.block(x, H, W)",
    "x, H, W = self.embed(x); x = self.block(x, H, W); return x.transpose(1, 2).reshape(-1, 6, H, W)",
    "y = x[..., ::2]; return y.reshape(y.shape[0], y.shape[3], y.shape[1], y.shape[2])",
    "y = F.interpolate(x, scale_factor=2); return y.reshape(y.shape[0], y.shape[3], y.shape[1], y.shape[2])",
    "return x.narrow(3, 1, W - 2)",
    "y = self.up(x); return y.reshape(y.shape[0], y.shape[3], y.shape[1], y.shape[2])",
    "return F.pad(x, (0, x.shape[3], 0, x.shape[2] // 2))",
    "p = (4 - W % 4) % 4; return F.pad(x, (0, p))",
    "return torch.roll(x, x.shape[2] // 2, 2)",
    "n = x.shape[2] * x.shape[3]; return x.flatten(2).sum(-1) * n - n + n // 3",
    "g = 2; y = x.view(B, g, C // g, H, W).transpose(1, 2); return y.contiguous().view(B, -1, H, W)",
    "y = self.c(x).view(B, C, -1); H = H // 2; return y[:, :, :H]",
    "return x.view(B, C, H * W).topk(x.size(2), 2)[0]",
    "return x.permute(0, 2, 3, 1).reshape(-1, C).view(B, H * W, C)",
    "y = x[..., :H].flatten(2); n = int(y.shape[2] ** 0.5); return y.view(B, C, n, n)",
    "return x[:, :, :int(H / 2), :int(W * 3 / 4)] / (H / 2)",
    "k = min(H, W); return x[:, :, :k, :k] * max(H, W, 12)",
    "p = max((math.ceil(H / 3) - 1) * 3 + 4 - H, 0); return F.pad(x, (0, 0, p // 2, p - p // 2))",
    "return x / math.sqrt(W) + 2.5 * H / W - -(H / 3)",
    "h = int((H - 1) / 8 * 4 + 1); return x[:, :, :h, :round(W / 3)]",
    "h = math.floor(H * 0.7); w = math.ceil(W * 0.3); return x[:, :, :h, :w]",
    "max = H * 2; sqrt = W; return x.new_zeros(B, max, sqrt + max) + x.sum()",
    "return x + torch.eye(H, W) + torch.linspace(0, W - 1, W) / W",
    "y, x1 = torch.meshgrid(torch.linspace(-1, 1, H), torch.linspace(-1, 1, W), indexing='ij'); return x + y * x1",
    "y, x1 = torch.meshgrid(torch.arange(W), torch.arange(H), indexing='xy'); return x + y.float() * x1",
    "m = torch.full((W, W), True).triu(1); return (x.transpose(2, 3) @ x).masked_fill(m, -1e9).softmax(-1)",
    "m = nn.Transformer.generate_square_subsequent_mask(W); return (x.transpose(2, 3) @ x + m).softmax(-1)",
    "return x + torch.rand(B, 1, 1, W) * torch.randn(W)",
    "return F.unfold(x, 2, stride=2).view(B, C, 4, H // 2, W // 2)",
    "return F.fold(F.unfold(x, 3, padding=1), (H, W), 3, padding=1)",
    "return x[:, :, :, :H]",
    "a, b, c = x.chunk(3, 2); return torch.cat([c, a, b], 2)",
]


def read(body):
    """Return the author's text, and the document that comes of it."""
    text = TEXT.replace("{body}", body)
    return text, from_source(text)


def made(text):
    """Return the network that a text binds, or that its function builds."""
    space = {}
    exec(text, space)
    return space["net"] if "net" in space else space["build_net"]()


def outcome(network, shape):
    """Return what a network gives for an input of a shape; of one that it does not take nothing."""
    torch.manual_seed(0)
    try:
        return network(torch.rand(shape))
    except (RuntimeError, ValueError, IndexError):
        return None


@pytest.mark.parametrize("body", BODIES)
def test_every_size_gives_what_the_author_s_gives(body):
    """The live network does, and the emitted file; what the author's does not take they do not take either."""
    text, document = read(body)
    author = made(text)
    for network in (to_module(document), made(to_source(document))):
        network.load_state_dict(author.state_dict())
        for shape in SIZES:
            theirs, ours = outcome(author, shape), outcome(network, shape)
            assert (theirs is None) == (ours is None)
            assert theirs is None or torch.equal(theirs, ours)


@pytest.mark.parametrize("body", BODIES)
def test_it_is_drawn_and_its_file_reads_as_the_same(body):
    """Nothing is kept as code, and the text that comes of the file is the file."""
    document = read(body)[1]
    assert isinstance(document.root, Graph)
    source = to_source(document)
    assert to_source(from_source(f"{source}\nnet = build_net()\nnet(torch.rand(2, 4, 8, 12))\n")) == source


OTHER = """
import torch
from torch import nn
import torch.nn.functional as F
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.c = nn.Conv1d(4, 4, 3, padding=1)
    def forward(self, x):
        {body}
net = Net()
net(torch.rand({shape}))
"""
UNFIXED = [
    ("n = x.shape[2]; return F.pad(self.c(x), (0, (4 - n % 4) % 4))", [(2, 4, 9), (1, 4, 12), (2, 4, 5)]),
    ("y = self.c(x); return y * torch.arange(y.shape[2]) / x.size(2)", [(2, 4, 9), (1, 4, 12)]),
    ("return x / x.shape[1]", [(2, 9), (1, 12)]),
    ("b, c, h, w = x.size(); f = x.view(b, c, h * w); return f / (c * h * w)", [(2, 9, 4, 4), (1, 3, 8, 2)]),
    ("return F.layer_norm(x, x.shape[-1:]) * x.shape[-1] ** -0.5", [(2, 3, 8), (1, 3, 4)]),
    ("b, c, h, w = x.size(); return x.view(b, 2, c // 2, h, w).transpose(1, 2)", [(2, 4, 3, 9), (1, 8, 2, 5)]),
    ("return x @ x * x.shape[2]", [(2, 3, 3), (1, 5, 5)]),
]


@pytest.mark.parametrize(("body", "shapes"), UNFIXED)
def test_what_no_layer_fixes_is_open(body, shapes):
    """Channels and features are mostly fixed by layers; where a network takes others, no number holds their size."""
    text = OTHER.replace("{body}", body).replace("{shape}", f"{shapes[0]}")
    author, document = made(text), from_source(text)
    assert isinstance(document.root, Graph)
    for network in (to_module(document), made(to_source(document))):
        network.load_state_dict(author.state_dict())
        assert all(torch.equal(outcome(author, shape), outcome(network, shape)) for shape in shapes)


def test_what_a_layer_fixes_stays_a_number():
    """The features of a Linear are not measured."""
    document = read("y = self.fc(x.flatten(2).transpose(1, 2)); return y.reshape(B, -1, 2, C // 2) * C")[1]
    assert "shape[1]" not in to_source(document)


@pytest.mark.parametrize(
    "body",
    [
        "return torch.stack(torch.unbind(x, 2)[::-1], 2)",
        "return torch.cat(torch.split(x, 2, dim=2)[::-1], 2)",
        "return torch.cat(x.chunk(3, 2)[::-1], 2)",
        "return torch.cat([p * i for i, p in enumerate(x.chunk(3, 2))], 2)",
        "return x.unfold(2, 3, 1)",
    ],
)
@pytest.mark.filterwarnings("ignore:Net is kept as code")
def test_a_number_of_parts_that_hangs_on_a_size_stays_code(body):
    """A graph would hold as many as the first input has."""
    text, document = read(body)
    author, network = made(text), to_module(document)
    assert not isinstance(document.root, Graph)
    for shape in SIZES:
        theirs, ours = outcome(author, shape), outcome(network, shape)
        assert torch.equal(theirs, ours)


def test_a_size_is_called_as_the_author_calls_it():
    """A block of it has the name of the variable."""
    document = read("height = x.shape[2]; return x.view(x.size(0), -1, height * 3)")[1]
    sizes = [block.name for block in walk(document.root) if isinstance(block, Function) and block.kind == "Tensor.size"]
    assert sizes == ["height"]


def test_a_part_of_an_open_dim_is_open():
    """Else a document would hold the size that the part had when the text was read."""
    document = read("y = x[..., 1:]; return y.reshape(y.shape[0], y.shape[3], -1)")[1]
    assert to_module(document)(torch.rand(2, 4, 8, 20)).shape == (2, 19, 32)
