"""Pasted einops becomes calls of torch: what comes out is the author's, and the file needs torch alone."""

import pytest
import torch

from builder import from_source, to_module, to_source
from builder.document.blocks import Graph
from builder.errors import SourceError

TEXT = """
import torch
from torch import nn
import einops
from einops import rearrange, reduce, repeat, pack, unpack, einsum, parse_shape
from einops.layers.torch import Rearrange, Reduce
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.cls = nn.Parameter(torch.randn(1, 1, 4))
        self.w = nn.Parameter(torch.randn(4, 4))
        self.fc = nn.Linear(4, 4)
    def forward(self, x):
        {body}
net = Net()
net(torch.rand(2, 4, 6, 8))
"""
BODIES = [
    "return rearrange(x, 'b c h w -> b h w c')",
    "return rearrange(x, 'b c h w -> b (h w) c')",
    "return rearrange(x, 'b c (h p) (w q) -> b (h w) (p q c)', p=2, q=4)",
    "return rearrange(x, 'b (k c) h w -> k b c h w', k=2)",
    "return rearrange(x, 'b ... -> b (...)')",
    "return rearrange(x, 'b c ... -> ... b c')",
    "return rearrange(x, 'b c h w -> (b c) h 1 w')",
    "return rearrange(x[:, :1], 'b 1 h w -> b h w')",
    "return rearrange(x, 'b c h w -> c h w b').contiguous()",
    "return einops.rearrange([x, x + 1], 'k b c h w -> b c h (k w)')",
    "return reduce(x, 'b c h w -> b c', 'mean')",
    "return reduce(x, 'b c (h 2) w -> b c h w', 'max') if False else reduce(x, 'b c (h k) w -> b h c w', 'max', k=2)",
    "return reduce(x, 'b c h w -> b 1 1 c', 'sum')",
    "return reduce(x, 'b ... -> b', 'min')",
    "return repeat(x, 'b c h w -> b c (h r) w', r=3)",
    "return repeat(x[:, 0, 0, 0], 'b -> b n', n=5)",
    "return repeat(self.cls, '1 1 d -> b 1 d', b=x.shape[0]) + x[:, 0, :1, :4]",
    "return repeat(self.cls, '() n d -> b n d', b=x.size(0)) * 2",
    "return einsum(x, self.w, 'b channel h w, out channel -> b out h w')",
    "b, h = x.shape[0], 2; return rearrange(self.fc(x.transpose(1, 3)), 'b w h (n d) -> (b n) w h d', n=h)",
    "y = rearrange(x, 'b c h w -> b (h w) c'); c = repeat(self.cls, '1 1 d -> b d', b=x.shape[0])\\n"
    "        z, ps = pack([c, y], 'b * d'); a, r = unpack(z, ps, 'b * d'); return self.fc(r) + a[:, None]",
]


def both(text):
    """Return the author's network and ours, with the same weights."""
    space = {}
    exec(text, space)
    document = from_source(text)
    ours = to_module(document)
    ours.load_state_dict(space["net"].state_dict())
    return space["net"], ours, document


@pytest.mark.parametrize("body", BODIES)
def test_a_forward_gives_what_the_author_s_gives(body):
    """At the size in the text and at others, to the bit but for sums."""
    net, ours, document = both(TEXT.replace("{body}", body.replace("\\n", "\n")))
    assert isinstance(document.root, Graph)
    assert "einops" not in to_source(document)
    for shape in ((2, 4, 6, 8), (3, 4, 6, 8), (1, 4, 10, 12)):
        x = torch.rand(shape)
        torch.testing.assert_close(ours(x), net(x), rtol=1e-6, atol=1e-6)


LAYERS = [
    "Rearrange('b c h w -> b (h w) c')",
    "Rearrange('b c (h p1) (w p2) -> b (h w) (p1 p2 c)', p1=2, p2=4)",
    "Rearrange('b c h w -> b (c h w)')",
    "Reduce('b c h w -> b c', 'mean')",
    "Reduce('b c (h k) w -> b c h w', 'max', k=2)",
]


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_is_a_block_that_prints_as_einops_does(layer):
    """Among other layers of a Sequential, and in the file without einops."""
    text = (
        "import torch\nfrom torch import nn\nfrom einops.layers.torch import Rearrange, Reduce\n"
        f"net = nn.Sequential(nn.ReLU(), {layer}, nn.Tanh())\nnet(torch.rand(2, 4, 6, 8))\n"
    )
    net, ours, document = both(text)
    assert repr(ours) == repr(net)
    x = torch.randn(3, 4, 6, 8)
    torch.testing.assert_close(ours(x), net(x), rtol=1e-6, atol=1e-6)
    space = {}
    exec(to_source(document), space)
    torch.testing.assert_close(space["build_net"]()(x), net(x), rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize(
    "call",
    [
        "rearrange(x, 'b c h w -> b c')",
        "rearrange(x, 'b c (h p) w -> b c h p w')",
        "rearrange(x, 'b c h w')",
        "rearrange(x, 'b b h w -> b h w b')",
        "rearrange(x, 'b (c h w -> b c h w')",
        "rearrange(x, 'b c h w -> b c h w', z)",
        "reduce(x, 'b c h w -> b c', 'median')",
        "reduce(x, 'b c h w -> b z', 'mean')",
        "repeat(x, 'b c h w -> b c h w k')",
        "pack([x], 'b c')",
        "rearrange(x, 5)",
    ],
)
def test_a_pattern_that_does_not_fit_is_refused(call):
    """In a sentence, with the line."""
    with pytest.raises(SourceError, match="line 14"):
        from_source(TEXT.replace("{body}", f"z = 2; return {call}"))


def test_a_layer_is_found_in_its_module():
    """Whether it is imported by its name or reached through the module."""
    text = "from torch import nn\nimport einops.layers.torch as rearranged\nnet = nn.Sequential({})\n"
    document = from_source(text.format("rearranged.Rearrange('b c h w -> b (c h w)'), nn.Linear(12, 2)"))
    assert to_module(document)(torch.zeros(2, 3, 2, 2)).shape == (2, 2)
