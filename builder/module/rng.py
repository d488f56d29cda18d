"""The generators that layers and forwards draw from, lent for a while and given back as they were."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import torch

_RNG = threading.RLock()
"""The lock for changing the state of torch's global generator, which all threads of a process share.

Its holder may take it again: to draw weights may ask what a class written as text returns, which runs one.
"""


@contextmanager
def kept_rng() -> Iterator[None]:
    """Leave the global generators of torch, of Python and of NumPy as they were."""
    state, of_python, of_numpy = torch.get_rng_state(), random.getstate(), np.random.get_state()
    try:
        yield
    finally:
        torch.set_rng_state(state)
        random.setstate(of_python)
        np.random.set_state(of_numpy)


@contextmanager
def quiet_rng(seed: int) -> Iterator[None]:
    """Seed torch's global generator inside, and leave all as they were; one at a time."""
    with _RNG, kept_rng():
        torch.default_generator.manual_seed(seed)
        yield
