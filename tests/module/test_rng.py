"""Random numbers of whoever reads, checks and builds a network: nothing here draws from them."""

import random

import numpy as np
import pytest
import torch
from torch import nn

from builder import analyse, from_module, from_source, to_module

TEXT = """
import random
import numpy as np
import torch
from torch import nn


class Noisy(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(4, 4)

    def forward(self, x):
        return self.a(x) * {draw}


net = Noisy()
net(torch.rand(2, 4))
"""
DRAWS = {"NumPy": "float(np.random.rand())", "Python": "random.random()", "torch": "torch.rand(1)"}


class Scaled(nn.Module):
    """Draws a scale that has no effect, so that the network can be read."""

    def __init__(self):
        super().__init__()
        self.a = nn.Linear(4, 4)

    def forward(self, x):
        """Draw, and do nothing with it."""
        random.random()
        np.random.rand()
        return self.a(x)


@pytest.fixture
def next_numbers():
    """Return a function that tells what each generator would draw next, without drawing."""

    def told():
        kept = torch.get_rng_state(), random.getstate(), np.random.get_state()
        drawn = torch.rand(1).item(), random.random(), np.random.rand()
        torch.set_rng_state(kept[0])
        random.setstate(kept[1])
        np.random.set_state(kept[2])
        return drawn

    return told


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("draw", DRAWS.values(), ids=DRAWS)
def test_a_text_that_draws_leaves_generators_alone(draw, next_numbers):
    """Its forward is run to learn what it returns."""
    before = next_numbers()
    document = from_source(TEXT.format(draw=draw))
    analyse(document)
    to_module(document)
    assert next_numbers() == before


def test_a_live_network_that_draws_leaves_generators_alone(next_numbers):
    """It is run as it stands."""
    network, x = Scaled(), torch.rand(2, 4)
    before = next_numbers()
    from_module(network, x)
    assert next_numbers() == before
