"""One job from submission to its end: the future that its caller holds, and what the pool knows of it."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Future
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from builder.errors import JobError
from builder.jobs import messages
from builder.jobs.host import Host
from builder.jobs.limits import Limits
from builder.jobs.progress import Progress
from builder.jobs.server import EXIT
from builder.sentences import say

_T = TypeVar("_T")

MOST_LOSSES = 3
"""Machines in a row that one job may lose without getting any further."""


class JobFuture(Future[_T]):
    """A job's future. `cancel` also stops it while it runs; `progress` says how far it is; `pid` is its worker's."""

    def __init__(self, wake: Callable[[], None]) -> None:
        super().__init__()
        self.progress = Progress()
        self.pid: int | None = None
        self._wake = wake

    def running(self) -> bool:
        """Tell whether a worker has it. For the base class it stays pending until done, so that it can be cancelled."""
        return self.pid is not None and not self.done()

    def cancel(self) -> bool:
        """Cancel the job, killing its worker if it has one. Return whether that was still possible."""
        cancelled = super().cancel()
        self._wake()
        return cancelled


class Run:
    """One job from submission to its end."""

    def __init__(
        self, function: Callable[..., Any], text: bytes, limits: Limits, future: JobFuture[Any], host: Host
    ) -> None:
        self.number = 0
        self.function = function
        self.text = text
        self.limits = limits
        self.future = future
        self.host = host
        self.channel: Connection
        self.status: int
        self.deadline = 0.0
        self.reply: messages.Reply | None = None
        self.late = False
        self._losses = 0
        self._reached = 0.0

    def may_go_on(self) -> bool:
        """Tell whether a job whose machine was lost is begun again: not for ever where it gets no further."""
        fraction = self.future.progress.fraction
        self._losses = 1 if fraction > self._reached else self._losses + 1
        self._reached = max(fraction, self._reached)
        return self.limits.goes_on and not self.late and self._losses < MOST_LOSSES

    def begin_again(self) -> None:
        """Forget the worker that was lost."""
        self.reply = None
        self.future.pid = None

    def exit_code(self) -> int | None:
        """Return the exit code of a worker that has ended, if the server lives to tell it."""
        code = os.read(self.status, EXIT.size)
        return EXIT.unpack(code)[0] if len(code) == EXIT.size else None

    def close(self) -> None:
        """Let go of channel and pipe."""
        self.channel.close()
        os.close(self.status)


class Worker:
    """A worker outside the pool's jobs: its channel, and what becomes of it."""

    def __init__(self, channel: Connection, status: int, kill: Callable[[], object]) -> None:
        self.channel = channel
        self._status = status
        self._kill = kill
        self._open = True

    def kill(self) -> None:
        """End it, if it lives. Whoever waits at the channel sees that it closes."""
        self._kill()

    def close(self) -> str:
        """Wait for its end, let go of channel and pipe, and say how it has ended; for the thread that talks to it."""
        if not self._open:
            return say("jobs.how.ended")
        self._open = False
        self.channel.close()
        code = os.read(self._status, EXIT.size)
        os.close(self._status)
        number = EXIT.unpack(code)[0] if len(code) == EXIT.size else 0
        return say("jobs.how.killed", number=-number) if number < 0 else say("jobs.how.silent")


def exit_error(run: Run) -> JobError:
    """Return the error for a worker that ended without an answer."""
    title = run.limits.worded
    if run.late:
        return JobError(
            say("jobs.late", seconds=run.limits.seconds, job=run.limits.subject),
            hint=say("jobs.late.hint"),
        )
    code = run.exit_code()
    how = say("jobs.how.killed", number=-code) if code is not None and code < 0 else say("jobs.how.silent")
    return JobError(say("jobs.died", how=how, job=title), hint=say("jobs.died.hint"))
