"""The one pool that an app's process has."""

from __future__ import annotations

from functools import cache

from builder.jobs.pool import Pool
from builder.settings import WORKERS


@cache
def pool() -> Pool:
    """Return the pool of this process, with as many workers as `NNBLOCKS_WORKERS` says; made at the first call."""
    return Pool(max_workers=WORKERS.value)
