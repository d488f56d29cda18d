"""Where workers are started: on this machine (`builder.jobs.forks`) or on a cluster (`builder.jobs.cluster`)."""

from __future__ import annotations

from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol


class Host(Protocol):
    """Starts workers and ends them; a pool queues jobs, reads what their workers say, and tells when they are late."""

    patience: float
    """Seconds that a worker may take to begin, on top of a job's own time."""

    def sees(self, path: Path) -> bool:
        """Tell whether its workers find a file there, or may make one."""

    def warm(self) -> None:
        """Begin with what the first job would else wait for; return at once."""

    def start(self, number: int, text: bytes) -> tuple[Connection, int]:
        """Start a worker for a job; return its channel and the pipe on which its exit code arrives.

        Args:
            number: of the job, once for each start.
            text: the job, as `messages.job` writes it.

        Raises:
            OSError: none can be started.
        """

    def kill(self, number: int, pid: int | None) -> None:
        """End a worker, if it lives; `pid` is what it has said of itself."""

    def close(self) -> None:
        """Let go of the host; what runs on this machine ends."""
