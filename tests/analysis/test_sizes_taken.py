"""What sizes a network is said to take are those that torch takes."""

import pytest
import torch

from builder import from_source, to_module
from builder.analysis import analyse
from builder.analysis.size_words import size_sentences
from builder.local import run_here

TEXT = """
import torch
from torch import nn
import torch.nn.functional as F
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.c = nn.Conv2d(2, 2, 3, padding=1)
        self.pool = nn.MaxPool2d(2)
        self.fc = nn.Linear(32, 3)
        self.e = nn.Embedding(9, 2)
    def forward(self, x):
        B, C, H, W = x.shape
        {body}
net = Net()
net(torch.rand({shape}))
"""
EVEN = "y = F.interpolate(self.pool(self.pool(self.c(x))), scale_factor=4); return torch.cat([x, y], 1)"
TOLD = [
    ("return self.c(x)", (2, 2, 8, 8), "H and W any"),
    (EVEN, (2, 2, 8, 8), "H and W divisible by 4"),
    ("return self.fc(self.pool(self.c(x)).flatten(1))", (2, 2, 8, 8), "H and W from 8 to 9"),
    ("return self.fc(x.flatten(2)) + x.sum()", (2, 2, 4, 8), None),
    ("return self.c(x @ x.transpose(2, 3) @ x.transpose(2, 3))", (2, 2, 8, 8), "H any"),
    (
        "return self.c(x[:, :, 1:].reshape(B, C, H // 2, 2, W).mean(3))",
        (2, 2, 7, 8),
        "H at least 3, 1 more than a multiple of 2",
    ),
    ("return self.c(F.pad(x, (0, 0, 0, 0))).view(B, C, H // 2, 2, W // 3, 3)", (2, 2, 6, 6), "W divisible by 3"),
    ("return F.avg_pool2d(self.c(x), 5, 3)", (2, 2, 8, 8), "H and W at least 5"),
]


def told(body, shape):
    """Return the document of a text, and what is said of its sizes."""
    document = from_source(TEXT.replace("{body}", body).replace("{shape}", f"{shape}"))
    sizes = analyse(document, run_here).sizes
    return document, sizes


def runs(network, shape):
    """Tell whether torch runs a network on a shape."""
    try:
        network(torch.rand(shape))
    except (RuntimeError, IndexError, ValueError):
        return False
    return True


@pytest.mark.parametrize(("body", "shape", "said"), TOLD)
def test_what_is_said_holds_in_torch(body, shape, said):
    """Every size up to 20 is taken if the rule says so, and no other."""
    document, sizes = told(body, shape)
    network = to_module(document)
    assert said is None or said in " ".join(size_sentences(document, sizes))
    for taken in sizes.taken:
        for n in range(1, 21):
            sizes_here = [n if (0, d) in taken.places else m for d, m in enumerate(shape)]
            fits = (n - taken.size) % taken.step == 0 and taken.least <= n <= (taken.most or n)
            assert runs(network, sizes_here) == fits, (taken, n)


def test_a_network_of_one_size_gets_no_sentence():
    """Nothing is left open."""
    document, sizes = told("return self.fc(x.flatten(1))", (2, 2, 4, 4))
    assert size_sentences(document, sizes) == ()


@pytest.mark.filterwarnings("ignore:Net is kept")
@pytest.mark.parametrize("body", ["return self.e(torch.arange(H)) + x.sum()", "return x[:, :, [0, 1]]"])
def test_of_what_hangs_on_values_nothing_is_said(body):
    """Positions that are looked up, and code of a person's own, follow no rule of shapes."""
    assert told(body, (2, 2, 8, 8))[1] is None
