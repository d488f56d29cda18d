"""Where tensors are kept and what reaches them, held against torch."""

import io
import warnings

import pytest
import torch
from torch import nn

from builder import to_module
from builder.classes.own_moves import own_moves
from builder.inspection.tensor_rows import decided_rows, lazy_rows, shape_answer, tensor_rows, undecided_name
from builder.local import from_source
from builder.module.build import lazy_network

TEXT = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = torch.ones(3)
        self.register_buffer("m", torch.zeros(3), persistent=False)
        self.register_buffer("steps", torch.tensor(0))
        self.kept = {"a": [torch.ones(2)]}
        self.fc = nn.Linear(3, 3)

    def forward(self, x):
        while x.sum() > 1:
            x = x / 2
        return self.fc(x) * self.scale + self.m
net = Net()
"""


class Shares(nn.Module):
    """What text classes do not have: one tensor in several places."""

    def __init__(self):
        super().__init__()
        self.a, self.b = nn.Linear(3, 3), nn.Linear(3, 3)
        self.b.weight = self.a.weight
        self.flat = self.a.weight.data
        self.also = [self.a.bias]
        self.rnn = nn.LSTM(3, 3)


@pytest.fixture(scope="module")
def network():
    """Build the class of the text."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return to_module(from_source(TEXT), device="meta")


def test_what_a_class_keeps_is_found_with_what_reaches_it(network):
    """A plain tensor is neither saved nor moved, a non-persistent buffer is moved; integers stay what they are."""
    found = {row.path: (row.kind, row.in_state_dict, row.moves, row.dtype, row.half) for row in tensor_rows(network)}
    assert found == {
        "m": ("non-persistent", False, True, "float32", "float16"),
        "steps": ("buffer", True, True, "int64", "int64"),
        "scale": ("plain", False, False, "float32", "float32"),
        "kept['a'][0]": ("plain", False, False, "float32", "float32"),
        "fc.weight": ("parameter", True, True, "float32", "float16"),
        "fc.bias": ("parameter", True, True, "float32", "float16"),
    }


def test_a_file_of_torch_agrees():
    """What `torch.save` writes is what the rows say is in a checkpoint."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        network = to_module(from_source(TEXT))
    file = io.BytesIO()
    torch.save(network.state_dict(), file)
    file.seek(0)
    assert [*torch.load(file)] == [row.path for row in tensor_rows(network) if row.in_state_dict]


def test_places_of_one_tensor_name_the_first():
    """A tied parameter, one in a list that moves with it, and a view of its memory."""
    rows = {row.path: row for row in tensor_rows(Shares())}
    assert (rows["b.weight"].shared, rows["b.weight"].is_view, rows["b.weight"].moves) == ("a.weight", False, True)
    assert (rows["also[0]"].shared, rows["also[0]"].moves, rows["also[0]"].half) == ("a.bias", True, "float16")
    assert (rows["flat"].shared, rows["flat"].is_view, rows["flat"].half) == ("a.weight", True, "float32")
    assert [path for path in rows if path.startswith("rnn")] == [f"rnn.{key}" for key in nn.LSTM(3, 3).state_dict()]


def test_a_lazy_network_is_shown_before_and_after_its_first_forward():
    """As torch prints its tensors, and what it says of a shape."""
    document = from_source("net = nn.Sequential(nn.LazyLinear(4), nn.LazyBatchNorm1d())\nnet(torch.rand(2, 3))")
    network = lazy_network(document)
    rows = lazy_rows(network)
    parameter, buffer = "<UninitializedParameter>", "<UninitializedBuffer>"
    assert [row.before for row in rows] == [*[parameter] * 4, *[buffer] * 2, "torch.Size([])"]
    assert str(network[0].weight) == parameter
    assert undecided_name(network) == "0.weight"
    assert shape_answer(network, "0.weight")[1].startswith("RuntimeError: Can't access the shape of an uninitialized")
    network(torch.rand(2, 3))
    assert decided_rows(rows, network)[0].after == "torch.Size([4, 3])"
    assert undecided_name(network) is None


def test_methods_that_move_tensors_themselves_are_named():
    """The live module does not have them: what they move is not told."""
    own = "    def _apply(self, fn):\n        return super()._apply(fn)\n\nnet = Net()"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        plain, moving = from_source(TEXT), from_source(TEXT.replace("net = Net()", own))
    assert (own_moves(plain), own_moves(moving)) == ([], ["Net._apply"])
