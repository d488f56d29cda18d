"""What a person sets from outside by `NNBLOCKS_*` variables; no other module reads one.

A variable that is empty counts as unset. Each is read when it is asked for, so the order of imports does not matter.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, Literal, NamedTuple, TypeVar

import msgspec
import platformdirs

from builder.errors import BuilderError
from builder.sentences import Later, later, say

PREFIX = "NNBLOCKS_"
MAX_WORKERS = 256
MAX_RUN_HOURS = 30 * 24

T = TypeVar("T")


class Setting(msgspec.Struct, Generic[T], frozen=True):
    """One variable: what it means, what holds without it, and how its text is read and shown."""

    variable: str
    meaning: Later
    default_text: Later
    default: Callable[[], T]
    read: Callable[[str], T]
    """Raises `BuilderError` where the text is no such value."""
    show: Callable[[T], str] = str
    """Leaves out what nobody else may see, such as a password."""

    @property
    def source(self) -> Literal["environment", "default"]:
        """Where the value is from."""
        return "environment" if os.environ.get(self.variable) else "default"

    @property
    def value(self) -> T:
        """The value that holds now.

        Raises:
            BuilderError: the variable's text is no such value.
        """
        text = os.environ.get(self.variable)
        return self.read(text) if text else self.default()

    @property
    def shown(self) -> str:
        """The value as anybody may see it."""
        return self.show(self.value)


def without_passwords(url: str) -> str:
    """Return a database's URL as it may be shown.

    >>> without_passwords("postgresql+psycopg://ada:s3cr@t@host/nets?sslpassword=x&port=1")
    'postgresql+psycopg://ada:***@host/nets?sslpassword=***&port=1'
    """
    hidden = re.sub(r"(://[^:/@]*):.*@", r"\1:***@", url, flags=re.DOTALL)
    return re.sub(r"([?&][^=&]*(?:pass|secret|token)[^=&]*=)[^&]*", r"\1***", hidden, flags=re.IGNORECASE)


class Scheduler(NamedTuple):
    """Where the scheduler of a cluster is; `is_open` where a person has said that its network needs no TLS."""

    host: str
    port: int
    is_open: bool = False

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


_SCHEDULER = re.compile(r"dask(\+tcp)?://([A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:]{2,45}\])(?::([0-9]{1,5}))?/?")


def _executor(text: str) -> Scheduler | None:
    found = _SCHEDULER.fullmatch(text.strip())
    port = int(found[3] or 8786) if found is not None else 0
    if found is not None and 1 <= port <= 65535:
        return Scheduler(found[2].lower(), port, found[1] is not None)
    if text.strip().lower() != "local":
        raise BuilderError(say("settings.executor.problem", value=text))
    return None


def _count(variable: str, most: int) -> Callable[[str], int]:
    """Return what reads a whole number from 1 on."""

    def read(text: str) -> int:
        # int() takes "1_0" and figures of other scripts, which nobody types on purpose.
        if not re.fullmatch(r"[0-9]{1,6}", text.strip()) or not 1 <= int(text) <= most:
            raise BuilderError(say("settings.count.problem", variable=variable, value=text, most=most))
        return int(text)

    return read


def _number(variable: str, meaning: Later, default: int, most: int) -> Setting[int]:
    return Setting(
        variable, meaning, later("settings.count.default", count=default), lambda: default, _count(variable, most)
    )


def _device(text: str) -> str:
    name = text.strip().lower()
    if not re.fullmatch(r"cpu|cuda(:[0-9]{1,2})?|mps", name):
        raise BuilderError(say("settings.device.problem", value=text))
    return name


def _names(text: str) -> frozenset[str]:
    return frozenset(name.strip().lower() for name in text.split(",")) - {""}


def _join(names: frozenset[str]) -> str:
    return ", ".join(sorted(names))


DATA_DIR: Setting[Path] = Setting(
    "NNBLOCKS_DATA_DIR",
    later("settings.data-dir"),
    later("settings.data-dir.default"),
    lambda: platformdirs.user_data_path("nnblocks", appauthor=False),
    Path,
)
DATABASE_URL: Setting[str] = Setting(
    "NNBLOCKS_DATABASE_URL",
    later("settings.database-url"),
    later("settings.database-url.default"),
    lambda: f"sqlite:///{DATA_DIR.value / 'library.sqlite3'}",
    str,
    without_passwords,
)
WORKERS = _number("NNBLOCKS_WORKERS", later("settings.workers"), 2, MAX_WORKERS)
ALLOWED_HOSTS: Setting[frozenset[str]] = Setting(
    "NNBLOCKS_ALLOWED_HOSTS",
    later("settings.allowed-hosts"),
    later("settings.allowed-hosts.default"),
    frozenset,
    _names,
    _join,
)
DEVICE: Setting[str] = Setting(
    "NNBLOCKS_DEVICE", later("settings.device"), later("settings.device.default"), lambda: "cpu", _device
)
EXECUTOR: Setting[Scheduler | None] = Setting(
    "NNBLOCKS_EXECUTOR",
    later("settings.executor"),
    later("settings.executor.default"),
    lambda: None,
    _executor,
    lambda found: "local" if found is None else f"dask{'+tcp' if found.is_open else ''}://{found}",
)
RUNS = _number("NNBLOCKS_RUNS", later("settings.runs"), 1, MAX_WORKERS)
RUNS_PER_PERSON = _number("NNBLOCKS_RUNS_PER_PERSON", later("settings.runs-per-person"), 10, 500)
RUN_HOURS = _number("NNBLOCKS_RUN_HOURS", later("settings.run-hours"), 168, MAX_RUN_HOURS)
TRAINING_GIB = _number("NNBLOCKS_TRAINING_GIB", later("settings.training-gib"), 50, 999_999)
CHECKPOINT_DAYS = _number("NNBLOCKS_CHECKPOINT_DAYS", later("settings.checkpoint-days"), 30, 36_500)
SETTINGS: tuple[Setting[Any], ...] = (
    DATABASE_URL, DATA_DIR, WORKERS, ALLOWED_HOSTS, DEVICE, EXECUTOR,
    RUNS, RUNS_PER_PERSON, RUN_HOURS, TRAINING_GIB, CHECKPOINT_DAYS,
)  # fmt: skip


def table() -> str:
    """Return the settings as the table of the README."""
    rows = (f"| `{one.variable}` | {one.default_text} | {one.meaning} |" for one in SETTINGS)
    return "\n".join((say("settings.table"), "| --- | --- | --- |", *rows))


def unknown() -> tuple[str, ...]:
    """Return a sentence for each variable that is set, looks like a setting and is none."""
    names = {one.variable for one in SETTINGS}
    found = sorted(name for name in os.environ if name.startswith(PREFIX) and name not in names)
    return tuple(say("settings.unknown", variable=name) for name in found)
