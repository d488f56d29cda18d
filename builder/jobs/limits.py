"""The limits of a job: time and memory, and its name in messages."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import psutil

from builder.sentences import Later, later

_F = TypeVar("_F", bound=Callable[..., Any])
_ATTRIBUTE = "job_limits"


class Limits(msgspec.Struct, frozen=True):
    """The limits of one job.

    `title` says what it does, as in "creating the weights". `seconds` is wall time from its start. `memory` is in
    bytes beyond what a fresh worker has; `None` is what is free when the job starts. `is_long`: it goes on for so long
    that it runs beside the others and takes no place of theirs (`pool.LONG`). `travels`: it may run on a cluster; its
    arguments name all its files, or the folders in which they lie. `goes_on`: begun again it goes on where it was, and
    so it is begun again where its machine was lost.
    """

    title: Later = later("jobs.title.job")
    seconds: float = 60.0
    memory: int | None = None
    is_long: bool = False
    travels: bool = False
    goes_on: bool = False

    @property
    def worded(self) -> str:
        """The activity of the job, as in "creating the weights"."""
        return self.title.said

    @property
    def subject(self) -> str:
        """The activity of the job, capitalised for the start of a sentence."""
        worded = self.worded
        return worded[:1].upper() + worded[1:]


def with_limits(limits: Limits) -> Callable[[_F], _F]:
    """Give a job function limits of its own; without, a pool's default holds."""

    def mark(function: _F) -> _F:
        setattr(function, _ATTRIBUTE, limits)
        return function

    return mark


def limits_of(function: Callable[..., Any], default: Limits) -> Limits:
    """Return the limits a function was given, or `default`."""
    found = getattr(function, _ATTRIBUTE, default)
    return found if isinstance(found, Limits) else default


def apply_memory_limit(limits: Limits, arguments: Iterable[object] = ()) -> None:
    """Bound this process's address space, so that asking for more fails at once and harms nobody else.

    Files that the arguments name come on top: mapped into memory they take addresses, and no memory of their own.
    """
    from builder.module.memory import available_memory  # loads torch, which the process with the pool may do without

    files = sum(path.stat().st_size for path in paths_in(tuple(arguments)) if path.is_file())
    size = psutil.Process().memory_info().vms + files
    soft = size + (available_memory() if limits.memory is None else limits.memory)
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def paths_in(value: object) -> Iterator[Path]:
    """Yield the paths that arguments name, those within structs too.

    >>> [str(path) for path in paths_in(("text", (Path("weights"),)))]
    ['weights']
    """
    if isinstance(value, Path):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from paths_in(one)
    elif isinstance(value, dict):
        yield from paths_in((*value.keys(), *value.values()))
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from paths_in(getattr(value, name))
