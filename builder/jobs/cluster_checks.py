"""What is asked of a cluster before the first job goes there, in words: what would else lose work or let others in."""

from __future__ import annotations

import fcntl
from pathlib import Path
from typing import TYPE_CHECKING

from builder.errors import JobError
from builder.jobs.cluster_task import MARK, Home, ready
from builder.sentences import say
from builder.settings import Scheduler

if TYPE_CHECKING:
    from distributed import Client, Security

WAIT = 30.0
"""Seconds in which a worker has to be there: a scheduler that was just started anew gets back its own by and by."""
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


def security(scheduler: Scheduler) -> Security | None:
    """Return the certificates of Dask's own configuration; None where there are none and none are needed.

    Raises:
        JobError: the scheduler is on another machine, and whoever reaches it could run anything on the cluster.
    """
    from distributed import Security

    found = Security()
    if found.tls_ca_file:
        return found
    if scheduler.host not in _LOOPBACK and not scheduler.is_open:
        raise JobError(say("jobs.cluster.tls", address=str(scheduler)), hint=say("jobs.cluster.tls.hint"))
    return None


def check(client: Client, home: Home, needs_gpu: bool) -> None:
    """Hold a cluster's settings against what jobs need.

    Raises:
        JobError: it has none to run jobs, tries lost ones again by itself, or its machines have something else than
            this one.
    """
    _check_scheduler(client)
    try:
        client.wait_for_workers(1, timeout=WAIT)
    except TimeoutError:
        raise JobError(say("jobs.cluster.empty"), hint=say("jobs.cluster.empty.hint")) from None
    workers = client.scheduler_info(n_workers=-1)["workers"]
    if needs_gpu and not any(one["resources"].get("GPU", 0) >= 1 for one in workers.values()):
        raise JobError(say("jobs.cluster.gpu"), hint=say("jobs.cluster.gpu.hint"))
    try:
        with (Path(home.folder) / MARK).open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH)
            found = client.run(ready, home)
    except Exception as error:  # what a machine without this program makes of its name
        reason = (str(error).splitlines() or [type(error).__name__])[0][:120]
        raise JobError(say("jobs.cluster.workers", reason=reason), hint=say("jobs.cluster.workers.hint")) from error
    problem = next((one for one in found.values() if one is not None), None)
    if problem is not None:
        raise JobError(problem)


def _check_scheduler(client: Client) -> None:
    failures = client.run_on_scheduler(lambda dask_scheduler: dask_scheduler.allowed_failures)
    if failures != 0:
        raise JobError(say("jobs.cluster.failures", count=failures + 1), hint=say("jobs.cluster.failures.hint"))
