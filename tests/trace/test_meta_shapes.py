"""Recurrent layers are read in a time that no number of steps changes."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

import pytest
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own name for it
from torch import Tensor, nn

from builder import Document, to_module
from builder.document.blocks import Instance
from builder.trace.from_module.meta_shapes import MetaShapes
from tests.call_counts import calls

LAYERS = [
    nn.LSTM(5, 6),
    nn.LSTM(5, 6, 2, batch_first=True, bidirectional=True, proj_size=3),
    nn.GRU(5, 6, bidirectional=True),
    nn.RNN(5, 6, nonlinearity="relu"),
]
SHAPES = [(4, 3, 5), (1, 3, 5), (4, 1, 5), (4, 5)]


class Wrapped(nn.Module):
    """Hands on what its layer returns."""

    def __init__(self, layer: nn.Module) -> None:
        super().__init__()
        self.layer = layer

    def forward(self, x):
        """Call it."""
        return self.layer(x)


class Stepped(nn.Module):
    """Calls a cell on each element of the first dim."""

    def __init__(self) -> None:
        super().__init__()
        self.cell = nn.LSTMCell(5, 6)

    def forward(self, x):
        """Go step by step."""
        state = None
        for step in range(x.shape[0]):
            state = self.cell(x[step], state)
        return state[0]


def shapes(value: object) -> object:
    """Return the shapes of tensors in tuples."""
    return tuple(map(shapes, value)) if isinstance(value, tuple) else tuple(value.shape)


def reading(network: nn.Module, shape: tuple[int | str, ...]) -> Callable[[], object]:
    """Return what reads a network."""
    return lambda: Document.from_module(network, shape)


@pytest.mark.parametrize("layer", LAYERS, ids=str)
@pytest.mark.parametrize("shape", SHAPES)
def test_one_step_shows_what_all_would(layer: nn.Module, shape: tuple[int, ...]) -> None:
    """Outputs and states have the shapes that torch gives them."""
    twin, sequence = deepcopy(layer).to("meta"), torch.empty(shape, device="meta")
    with MetaShapes():
        shown = twin(sequence)
    assert shapes(shown) == shapes(twin(sequence))


@pytest.mark.parametrize("layer", LAYERS, ids=str)
def test_the_number_of_steps_costs_nothing(layer: nn.Module) -> None:
    """The stand-in for the batch is the steps of a layer whose sequence comes first."""
    network = Wrapped(layer)
    reading(network, (4, 3, 5))()
    few, many = calls(reading(network, (2, "N", 5))), calls(reading(network, ("N", 2, 5)))
    assert many < 2 * few


def test_a_loop_over_the_batch_is_kept_as_text() -> None:
    """Its steps would be those of the stand-in, which no real batch has."""
    assert isinstance(Document.from_module(Stepped(), (7, 3, 5)).root, Instance)


def test_a_loop_over_another_dim_goes_with_any_number_of_steps() -> None:
    """A graph would have the steps of the sample."""
    network = Stepped()
    ours, x = to_module(Document.from_module(network, (3, "N", 5))), torch.randn(4, 2, 5)
    ours.load_state_dict(network.state_dict())
    assert torch.equal(ours(x), network(x))


X, W = torch.empty(3, 4, 6, 6, device="meta"), nn.Parameter(torch.empty(4, device="meta"))
SLOW = [
    lambda x: F.batch_norm(x, W.detach(), W.detach(), W, W, True),
    lambda x: F.batch_norm(x, W.detach(), W.detach(), None, None, False),
    lambda x: F.batch_norm(x, None, None, W, W, True),
    lambda x: F.layer_norm(x, (6,)),
    lambda x: F.linear(x, torch.empty(2, 6, device="meta")),
    lambda x: F.gelu(x) * 2 + torch.tanh(x) - x.mean((2, 3), keepdim=True),
    lambda x: F.relu(x.transpose(1, 3)),
    lambda x: F.dropout(x, 0.5, True),
    lambda x: F.scaled_dot_product_attention(x, x, x),
    lambda x: F.adaptive_avg_pool2d(x, 1),
    lambda x: torch.cat([x, x.double()], 1),
]


@pytest.mark.parametrize("call", SLOW)
def test_a_call_that_is_remembered_returns_what_torch_does(call: Callable[[Tensor], Tensor]) -> None:
    """In shape, strides, dtype and whether it learns; each time another tensor."""
    theirs = call(X)
    with MetaShapes():
        ours = [call(X) for _ in range(2)]
    assert ours[0] is not ours[1]
    for one in ours:
        assert (one.shape, one.stride(), one.dtype) == (theirs.shape, theirs.stride(), theirs.dtype)
        assert (one.requires_grad, one.is_leaf) == (theirs.requires_grad, theirs.is_leaf)


@pytest.mark.parametrize(
    "call", [lambda x: F.dropout(x, 0.5, False), lambda x: F.relu(x, True), lambda x: F.silu(x, True)]
)
def test_what_returns_its_input_goes_on_doing_so(call: Callable[[Tensor], Tensor]) -> None:
    """A change in place is one at the second call too."""
    x = X.clone()
    with MetaShapes():
        assert all(call(x) is x for _ in range(3))


@pytest.mark.parametrize("shape", [(1, 4), (3, 5, 2)])
def test_what_torch_refuses_is_refused(shape: tuple[int, ...]) -> None:
    """Statistics of one number, or of other channels."""
    x = torch.empty(shape, device="meta")
    with MetaShapes(), pytest.raises((ValueError, RuntimeError)):
        F.batch_norm(x, W.detach(), W.detach(), W, W, True)
