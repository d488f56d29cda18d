"""The learning-rate finder: where the loss of a real network falls, and where it leaves its bounds."""

import torch

from builder.training.finder import MOST, find_rates
from builder.training.recipe import Recipe
from tests.training.plain import both, memory


def separable():
    """Return numbers whose classes a network can tell apart."""
    inputs = torch.randn(64, 5, generator=torch.Generator().manual_seed(0))
    return memory(inputs, inputs[:, :3].argmax(1))


def test_a_rate_is_suggested_below_the_one_that_is_too_high():
    """The loss falls at it, and has left its bounds before the largest rate."""
    network = both("net = nn.Sequential(nn.Linear(5, 16), nn.ReLU(), nn.Linear(16, 3))")[0]
    found = find_rates(network, separable(), Recipe(batch_size=16), lambda share: None)
    assert 1e-3 < found.suggested < max(found.rates) <= MOST
    assert min(found.losses) < found.losses[0]
