"""How much memory this machine has left, and a refusal before anything is allocated."""

from __future__ import annotations

from pathlib import Path

import psutil

from builder.catalogue.layers.argument_words import shown_size
from builder.errors import LimitError
from builder.sentences import say

_CGROUP = Path("/sys/fs/cgroup")
# Of control groups version 2, and of version 1.
_FILES = (("memory.max", "memory.current"), ("memory/memory.limit_in_bytes", "memory/memory.usage_in_bytes"))
_STATS = {"memory.max": "memory.stat", "memory/memory.limit_in_bytes": "memory/memory.stat"}


def available_memory(cgroup: Path = _CGROUP) -> int:
    """Return the bytes that can still be allocated: what the machine has free, or less where a cgroup sets a limit."""
    return min(int(psutil.virtual_memory().available), *_left_in_cgroup(cgroup))


def check_memory(needed: int, what: str = "This", available: int | None = None) -> None:
    """Refuse what does not fit.

    Raises:
        LimitError: `needed` bytes are more than are free; the message names both numbers.
    """
    free = available_memory() if available is None else available
    if needed > free:
        raise LimitError(
            say("module.memory", what=what, needed=shown_size(needed), free=shown_size(free)),
            hint=say("module.memory.hint"),
        )


def _left_in_cgroup(root: Path) -> list[int]:
    for limit_file, usage_file in _FILES:
        limit, usage = _number(root / limit_file), _number(root / usage_file)
        if limit is not None and usage is not None:
            return [max(0, limit - usage + _reclaimable(root / _STATS[limit_file]))]
    # No group, or one without a limit, whose `memory.max` says "max".
    return [2**63]


def _number(file: Path) -> int | None:
    try:
        text = file.read_text().strip()
    except OSError:
        return None
    return int(text) if text.isdecimal() else None


def _reclaimable(file: Path) -> int:
    """Return the bytes of file cache that the kernel gives back when they are needed."""
    try:
        entries = dict(line.split() for line in file.read_text().splitlines())
    except (OSError, ValueError):
        return 0
    return int(entries.get("total_inactive_file", entries.get("inactive_file", 0)))
