"""Small helpers of timm that a text imports are written out in it; what is large stays to be pasted."""

import pytest
import torch

from builder import from_source, to_module, to_source
from builder.errors import SourceError

HEAD = "import math\nimport torch\nfrom torch import nn\n"
BLOCK = """
class Block(nn.Module):
    def __init__(self, dim, drop):
        super().__init__()
        self.a = nn.Linear(dim, dim)
        self.path = DropPath(drop)
        trunc_normal_(self.a.weight, std=0.02)

    def forward(self, x):
        return x + self.path(self.a(x))


net = Block(*to_2tuple(4)[:1], 0.4)
"""
IMPORT = "from timm.models.layers import (DropPath, to_2tuple,\n    trunc_normal_)\n"
pytestmark = pytest.mark.filterwarnings("ignore:.*(written out|kept as code|Ignored)")


def test_a_branch_is_dropped_for_whole_samples():
    """In training alone, with what is kept scaled, as the class is printed and drawn in timm."""
    net = to_module(from_source(HEAD + IMPORT + BLOCK))
    assert "(path): DropPath(drop_prob=0.400)" in str(net)
    x = torch.rand(8, 4)
    torch.manual_seed(0)
    kept = x.new_empty(8, 1).bernoulli_(0.6) / 0.6
    torch.manual_seed(0)
    assert torch.equal(net.train()(x), x + net.a(x) * kept)
    assert torch.equal(net.eval()(x), x + net.a(x))


def test_the_emitted_file_imports_torch_alone():
    """The helper goes along as the text's own class."""
    source = to_source(from_source(HEAD + IMPORT + BLOCK))
    assert "timm" not in source
    assert "class DropPath(nn.Module)" in source


def test_what_is_written_out_is_said():
    """By the names that the text imports."""
    with pytest.warns(UserWarning, match="DropPath, to_2tuple, trunc_normal_ are written out here, as timm 1.0"):
        from_source(HEAD + IMPORT + BLOCK)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"{HEAD}{IMPORT}net = nn.Linear(3.5, 2)", 6),
        (f"{HEAD}{IMPORT}net = DropPath('a', 2, 3)", 6),
        (f"{HEAD}net = nn.Linear(3.5, 2)\n{IMPORT}", 4),
        (f"{HEAD}from timm.layers import DropPath, Attention\nnet = nn.Sequential(DropPath(), Attention(4))", 5),
        (f"{HEAD}from timm.layers import Attention\nnet = nn.Sequential(Attention(4))", 5),
    ],
)
def test_lines_are_counted_as_they_were_pasted(text, line):
    """Whatever was written out above them."""
    with pytest.raises(SourceError) as caught:
        from_source(text)
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("from timm.layers import Mlp\n\nclass Mlp(nn.ReLU):\n    pass\nnet = Mlp()", "Mlp()"),
        ("from timm.layers import make_divisible as fit\nnet = nn.Linear(fit(30), fit(37))", "Linear(in_features=32, "),
        ("from timm.layers import make_divisible\nnet = nn.Linear(make_divisible(10.5), 1)", "Linear(in_features=16, "),
        ("from timm.data import IMAGENET_DEFAULT_STD as std\nnet = nn.Linear(len(std), 1)", "Linear(in_features=3, "),
        ("from timm.layers import to_3tuple\nnet = nn.Conv3d(1, 1, to_3tuple([1, 2, 3]))", "kernel_size=(1, 2, 3)"),
        ("from timm.layers import Mlp\nnet = Mlp(4, 8, drop=0.1)", "(fc1): Linear(in_features=4, out_features=8"),
        ("from timm.layers import PatchEmbed\nnet = PatchEmbed(8, 4, embed_dim=6)", "(norm): Identity()"),
    ],
)  # fmt: skip
def test_each_helper_is_what_it_is_in_timm(text, printed):
    """A class of the text's own goes before."""
    assert printed in str(to_module(from_source(HEAD + text)))
