"""The one pool that an app's process has."""

from __future__ import annotations

from functools import cache

from builder.jobs.cluster import Cluster
from builder.jobs.pool import Pool
from builder.settings import DATA_DIR, DEVICE, EXECUTOR, RUNS, WORKERS


@cache
def pool() -> Pool:
    """Return the pool of this process, as the settings say; made at the first call."""
    scheduler, needs_gpu = EXECUTOR.value, DEVICE.value.startswith("cuda")
    cluster = None if scheduler is None else Cluster(scheduler, DATA_DIR.value, needs_gpu)
    return Pool(max_workers=WORKERS.value, long=RUNS.value, cluster=cluster)
