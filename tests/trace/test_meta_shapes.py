"""Recurrent layers are read in a time that no number of steps changes."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

import pytest
import torch
from torch import nn

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
