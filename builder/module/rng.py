"""The one generator of torch that layers draw from, lent for a while and given back as it was."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import torch

_RNG = threading.RLock()
"""The lock for changing the state of torch's global generator."""


@contextmanager
def quiet_rng(seed: int) -> Iterator[None]:
    """Seed torch's global generator inside, and leave it and Python's as they were; one at a time."""
    with _RNG:
        state, of_python = torch.get_rng_state(), random.getstate()
        try:
            torch.default_generator.manual_seed(seed)
            yield
        finally:
            torch.set_rng_state(state)
            random.setstate(of_python)
