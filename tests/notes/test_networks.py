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
