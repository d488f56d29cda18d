"""The background work of this process, by the browser that started it, in whatever tab."""

from __future__ import annotations

import secrets
import threading
from typing import Any

import msgspec

from builder.errors import BuilderError
from builder.jobs.run import JobFuture
from builder.sentences import say
from ui.server.permissions import Resource, may


class Job(msgspec.Struct, frozen=True):
    """One piece of work: whose it is, what it does, and its future."""

    id: str
    owner: str | None
    title: str
    future: JobFuture[Any]


class Jobs:
    """All work that is going on; what has ended is forgotten."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._going: dict[str, Job] = {}

    def add(self, owner: str | None, title: str, future: JobFuture[Any]) -> None:
        """Remember work until it ends; the same work for a second tab of a browser is one."""
        job = Job(secrets.token_urlsafe(16), owner, title, future)
        with self._lock:
            if any(one.future is future and one.owner == owner for one in self._going.values()):
                return
            self._going[job.id] = job
        future.add_done_callback(lambda _: self._forget(job.id))

    def of(self, owner: str) -> tuple[Job, ...]:
        """Return the running work of an owner, oldest first."""
        with self._lock:
            return tuple(job for job in self._going.values() if job.owner == owner)

    def cancel(self, person: str | None, id: str) -> None:
        """End a person's work.

        Raises:
            BuilderError: they have no such work; it says the same of another's and of work that has ended.
        """
        with self._lock:
            job = self._going.get(id)
        if job is None or not may(person, "cancel", Resource("job", job.owner)):
            raise BuilderError(say("common.work.ended"))
        job.future.cancel()

    def _forget(self, id: str) -> None:
        with self._lock:
            self._going.pop(id, None)
