"""What one job may use: time, memory, and the name it has in messages."""

from __future__ import annotations

import resource
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import psutil

_F = TypeVar("_F", bound=Callable[..., Any])
_ATTRIBUTE = "job_limits"


class Limits(msgspec.Struct, frozen=True):
    """The limits of one job.

    `title` is what it does, as in "making the weights". `seconds` is wall time from its start. `memory` is in bytes
    beyond what a fresh worker has; `None` is what is free when the job starts.
    """

    title: str = "the job"
    seconds: float = 60.0
    memory: int | None = None


def limited(limits: Limits) -> Callable[[_F], _F]:
    """Give a job function limits of its own; without, a pool's default holds."""

    def mark(function: _F) -> _F:
        setattr(function, _ATTRIBUTE, limits)
        return function

    return mark


def limits_of(function: Callable[..., Any], default: Limits) -> Limits:
    """Return the limits a function was given, or `default`."""
    found = getattr(function, _ATTRIBUTE, default)
    return found if isinstance(found, Limits) else default


def free_memory() -> int:
    """Return the bytes of memory that this machine, or the container it runs in, can still give."""
    free = int(psutil.virtual_memory().available)
    limit, used = _read("/sys/fs/cgroup/memory.max"), _read("/sys/fs/cgroup/memory.current")
    return free if limit is None or used is None else max(0, min(free, limit - used + _reclaimable()))


def apply_memory_limit(limits: Limits) -> None:
    """Bound this process's address space, so that asking for more fails at once and harms nobody else."""
    size = psutil.Process().memory_info().vms
    soft = size + (free_memory() if limits.memory is None else limits.memory)
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def _read(path: str) -> int | None:
    try:
        return int(Path(path).read_text())
    except (OSError, ValueError):  # no such control group, or "max"
        return None


def _reclaimable() -> int:
    """Return the bytes of file cache that count as used and are given back under pressure."""
    try:
        lines = Path("/sys/fs/cgroup/memory.stat").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("inactive_file "))
