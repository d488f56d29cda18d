"""What a machine of a Dask cluster does: it runs a job in a worker process of our own and passes on what that says.

Dask's own process stays free of torch: it cannot be stopped in the middle of a task, and its memory has no limit that
ends one task and no other.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from builder.errors import JobError
from builder.jobs import messages
from builder.jobs.forks import LOADING, Forks
from builder.jobs.server import EXIT
from builder.sentences import say

_LOOK = 0.5
"""Seconds between two looks whether the job was cancelled."""
_TELL = 0.25
"""Seconds between two reports of progress that are passed on; each goes through the scheduler."""
MARK = ".nnblocks-folder"
"""The file by which a machine tells that it sees the same folder."""
_STAYING = ("init", "running", "paused", "undefined")
_LOST = messages.encode(messages.LostMessage())
_numbers = count(1)


class Order(NamedTuple):
    """A job for a machine of the cluster."""

    text: bytes
    number: int
    topic: str
    """Under which the server hears what the worker says."""
    cancel: str
    """The name of the event by which the server cancels it."""


class Home(NamedTuple):
    """What a server and the machines of its cluster have to have in common."""

    folder: str
    mark: str
    """What `MARK` in the folder holds."""
    program: str
    torch: str


class Outcome(NamedTuple):
    """The last thing that the worker has said, if it has said one, and its exit code."""

    reply: bytes | None
    code: int


def run_job(order: Order, home: Home) -> Outcome:
    """Run a job; a task of Dask's. Whatever goes wrong is a message: an exception of a task can end a whole cluster."""
    limits = messages.decode_job(order.text).limits
    try:
        problem = differs(home)
        if problem is None:
            return _Errand(order, limits.seconds).run()
        error: Exception = JobError(problem)
    except Exception as raised:
        error = raised
    return Outcome(messages.encode(messages.raised_message(error, limits)), 0)


def ready(home: Home) -> str | None:
    """Have this machine load torch, so that its first job need not wait for it; return what would keep jobs from it.

    The server holds a lock on the folder's mark meanwhile: by such locks a run has one process on all machines.
    """
    _forks().warm()
    return differs(home) or lock_problem(home.folder)


def lock_problem(folder: str) -> str | None:
    """Return a sentence where a lock that another machine holds on a folder's mark is not seen here."""
    with (Path(folder) / MARK).open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return None
    return say("jobs.cluster.locks", folder=folder)


def differs(home: Home) -> str | None:
    """Return a sentence where this machine has something else than the server; None where jobs can run here."""
    mark = Path(home.folder) / MARK
    found = mark.read_text() if mark.is_file() else None
    if found != home.mark or not os.access(home.folder, os.W_OK):
        return say("jobs.cluster.folder", folder=home.folder)
    if home.torch != version("torch"):
        return say("jobs.cluster.torch", here=home.torch, there=version("torch"))
    return None if home.program == program() else say("jobs.cluster.program")


@cache
def program() -> str:
    """Return what tells this program from every other version of it: the hash of its text."""
    digest = sha256()
    root = Path(__file__).parents[1]
    for file in sorted(root.rglob("*.py")):
        digest.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


@cache
def _forks() -> Forks:
    """Return the fork server of this machine's Dask process, which it ends with, however it ends."""
    return Forks()


class _Errand:
    """One job in its worker."""

    def __init__(self, order: Order, seconds: float) -> None:
        from distributed import Event, get_client, get_worker

        self._order = order
        self._worker = get_worker()
        self._is_cancelled: Callable[[], bool] = Event(order.cancel, client=get_client()).is_set
        self._end = time.monotonic() + seconds + LOADING
        self._looked = self._told = 0.0

    def run(self) -> Outcome:
        """Run it until it ends, is cancelled, or is later than a server that is gone would let it be.

        Where Dask's process is asked to leave, the job is ended with it: it goes on elsewhere once its files are free.
        """
        number, reply, is_over = next(_numbers), None, self._is_over()
        if is_over:
            return Outcome(None, 0)
        channel, status = _forks().start(number, self._order.text)
        try:
            while (said := _next(channel)) is not None:
                reply = self._pass_on(said) or reply
                if not is_over and self._is_over():
                    is_over = True
                    _forks().kill(number, None)
            return Outcome(reply or (_LOST if self._is_leaving else None), _code(status))
        finally:
            _forks().kill(number, None)  # one that sends what no worker sends still lives
            channel.close()
            os.close(status)

    def _pass_on(self, said: bytes) -> bytes | None:
        """Tell the server what the worker does; return what is its last word."""
        if not said:
            return None
        now = time.monotonic()
        match messages.decode_reply(said):
            case messages.StartMessage():
                self._tell(said)
            case messages.ProgressMessage():
                if now - self._told >= _TELL:
                    self._told = now
                    self._tell(said)
            case _:
                return said
        return None

    def _tell(self, said: bytes) -> None:
        self._worker.log_event(self._order.topic, (self._order.number, said))

    @property
    def _is_leaving(self) -> bool:
        return self._worker.status.name not in _STAYING

    def _is_over(self) -> bool:
        now = time.monotonic()
        if now - self._looked < _LOOK:
            return False
        self._looked = now
        with contextlib.suppress(OSError, TimeoutError):  # without its scheduler this machine's Dask ends by itself
            return now > self._end or self._is_leaving or self._is_cancelled()
        return False


def _next(channel: Connection) -> bytes | None:
    """Return what the worker says; nothing where it has said nothing for a while, None where it has ended."""
    try:
        return channel.recv_bytes(messages.MAX_BYTES) if channel.poll(_LOOK) else b""
    except (EOFError, OSError):
        return None


def _code(status: int) -> int:
    code = os.read(status, EXIT.size)
    return int(EXIT.unpack(code)[0]) if len(code) == EXIT.size else 0
