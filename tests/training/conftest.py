"""The workers of the process, as the pages have them; and one thread, as those have."""

from collections.abc import Iterator

import pytest
import torch

from builder.jobs import service
from builder.jobs.pool import Pool


@pytest.fixture(scope="session")
def pool() -> Pool:
    """Give the one pool of this process."""
    return service.pool()


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    """Train by one thread: for so little, several wait for each other on a busy machine."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)
