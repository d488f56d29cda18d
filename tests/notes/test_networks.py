"""Notes give the network that their author had, and what it does not need never refuses them."""

import json
import warnings

import pytest

from builder import from_source
from builder.errors import SourceError

HEAD = "import torch\nfrom torch import nn\n"
NET = f"{HEAD}net = nn.Sequential(nn.Linear(2, 3), nn.ReLU())\n"
OWN = "class Own(nn.Module):\n    def forward(self, x)\n        return x\n"


def read(text):
    """Return the kinds of the layers of a text's network, and what is said."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        document = from_source(text)
    return [block.kind for block in document.root.children], " ".join(str(one.message) for one in caught)


@pytest.mark.parametrize(
    "more",
    [
        "print(net[0]）",
        "print(net.state_dict()）\nx = torch.rand(2, 2",
        "net(torch.rand(1, 2)）",
        "Here we see (what it is.",
        "net\ntensor([1., 2.])",
        "print(net.no_such_thing)",
        OWN,
        f"{OWN}\nother = nn.Sequential(Own(), nn.Linear(2, 2))",
        "!pip install x\n%timeit net(torch.rand(1, 2))\nnet?",
    ],
)
def test_a_line_that_the_network_does_not_need_never_refuses_a_text(more):
    """It is left out, with its number."""
    kinds, said = read(NET + more)
    assert kinds == ["Linear", "ReLU"]
    assert "line" in said


@pytest.mark.parametrize(
    ("more", "line"),
    [
        ("net.add_module('a', nn.Linear(3，4))", 4),
        ("net[0].weight.data.fill_(1.）", 4),
        ("last = net[0]\nlast.weight.data.fill_(1.）", 5),
        ("nn.init.zeros_(net[0].bias）", 4),
        ("net[1] = nn.Tanh(", 4),
        ("if True:\n    net.append(nn.Linear(3, 4）)\n    x = 1", 5),
        ("weight = net[0].weight\nweight.data.zero_(）", 5),
        ("layers = [nn.Linear(2, 2)]\nlayers.append(nn.ReLU(）)\nnet = nn.Sequential(*layers)", 5),
        (f"{OWN}net = nn.Sequential(Own())", 5),
    ],
)
def test_a_line_that_the_network_needs_is_refused_where_it_is_wrong(more, line):
    """Never a network without it."""
    with pytest.raises(SourceError, match=r"full-width|no colon|never closed") as caught:
        read(NET + more)
    assert f"line {line}" in str(caught.value)


def test_a_network_that_is_no_python_is_refused_by_what_is_wrong():
    """And not as a text without a network."""
    with pytest.raises(SourceError, match=r"^line 3, column 20: The bracket \( is never closed"):
        read(f"{HEAD}net = nn.Sequential(\n    nn.Linear(2, 3),\nx = 1")


def test_a_result_above_the_network_is_no_name_that_is_missing():
    """`tensor([1])` is what was printed."""
    assert read(f"{HEAD}x = torch.arange(2)\nx\ntensor([0, 1])\nnet = nn.Linear(2, 3)\nnn.Sequential(net)")[0] == [
        "Linear"
    ]


def test_an_exception_ends_its_cell_and_no_other():
    """As in a notebook."""
    cells = [NET, "print(net[7])\nnet.append(nn.Tanh())", "net.append(nn.Sigmoid())"]
    text = json.dumps({"cells": [{"cell_type": "code", "source": one} for one in cells], "nbformat": 4})
    kinds, said = read(text)
    assert kinds == ["Linear", "ReLU", "Sigmoid"]
    assert "index 7 is out of range, which ends its cell" in said


def test_an_exception_ends_a_program():
    """Which then has no network."""
    with pytest.raises(SourceError, match=r"line 4.*index 7 is out of range"):
        read(f"{NET}print(net[7])\n")


def test_a_column_is_that_of_the_line_with_its_prompt():
    """Where a person finds it."""
    with pytest.raises(SourceError, match=r"^line 2, column 13: "):
        read(">>> import torch\n>>> x = 3 + undefined\n")


CLASS = f"""{HEAD}class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.l = nn.Linear(2, 3)

    def forward(self, x):
        return self.l(x)

"""
BESIDE = [
    "import distutils.util\nfrom collections import deque\nlast = deque(maxlen=3)\nlast.append(1)\nnet = Net()",
    "import os, sys\nROOT = os.path.dirname(os.path.abspath(__file__))\nsys.path.append(ROOT)\nnet = Net()",
    "@torch.inference_mode()\ndef predict(x):\n    return net(x)\n\nnet = Net()",
    "def timer(f):\n    return f\n\n@timer\ndef run():\n    return 1\n\nasync def serve():\n    pass\n\nnet = Net()",
    "import argparse as a\nargs = a.ArgumentParser().parse_args()\nfor k in vars(args).items():\n    k\nnet = Net()",
    "import sys\ndef main():\n    net = Net()\n    return 0\n\nif __name__ == '__main__':\n    sys.exit(main())",
    "from abc import ABC, abstractmethod\nclass A(ABC):\n    @abstractmethod\n    def f(self): pass\n\nnet = Net()",
]


@pytest.mark.parametrize("text", BESIDE)
def test_what_stands_beside_a_network_never_refuses_it(text):
    """A file holds more than its network."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert from_source(CLASS + text).root.class_name == "Net"


@pytest.mark.parametrize("above", ["", "def make():\n    return 3\n\n"])
def test_a_function_whose_decorator_is_not_supported_is_refused_where_it_is_needed(above):
    """It may return anything; one of the same name above it is not taken for it."""
    text = CLASS.replace("self):\n        super", "self, n):\n        super")
    text += f"def odd(f):\n    return f\n\n{above}@odd\ndef make():\n    return 3\n\nnet = Net(make())"
    with pytest.raises(SourceError, match="The decorator @odd is not supported here"):
        from_source(text)


def test_a_forward_under_inference_mode_is_refused():
    """No gradient passes there, which no block can say."""
    text = CLASS.replace("    def forward", "    @torch.inference_mode()\n    def forward")
    with pytest.raises(SourceError, match=r"@torch\.inference_mode is not supported"):
        from_source(f"{text}net = Net()")
