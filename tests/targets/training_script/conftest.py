"""The workers of the process, as the pages have them."""

import pytest

from builder.jobs import service
from builder.jobs.pool import Pool


@pytest.fixture(scope="session")
def pool() -> Pool:
    """Give the one pool of this process."""
    return service.pool()
