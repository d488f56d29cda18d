"""The one pool that an app's process has."""

from __future__ import annotations

import os
from functools import cache

from builder.jobs.pool import Pool


@cache
def pool() -> Pool:
    """Return the pool of this process, with `NNBLOCKS_WORKERS` workers (2 when unset); made at the first call."""
    return Pool(max_workers=max(1, int(os.environ.get("NNBLOCKS_WORKERS", "2"))))
