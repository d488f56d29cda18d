"""The host that is a Dask cluster: jobs are tasks of it, files lie in a folder that all its machines see.

Dask queues tasks and finds machines. It does not try again what was lost: the pool does, and a run so goes on from its
checkpoint. The package is an optional one, `nnblocks[dask]`, and is imported where it is used.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import threading
import time
from concurrent.futures import CancelledError
from importlib.metadata import version
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

from builder.errors import BuilderError, JobError
from builder.jobs import messages
from builder.jobs.cluster_checks import check, security
from builder.jobs.cluster_task import MARK, Home, Order, Outcome, program, run_job
from builder.jobs.server import EXIT
from builder.sentences import say
from builder.settings import Scheduler

if TYPE_CHECKING:
    from distributed import Client

CONNECT = 30.0
"""Seconds in which a scheduler has to answer: one that is just being started anew is waited for."""
AGAIN = 10.0
"""Seconds after which a connection that failed is tried again."""
GPU = {"GPU": 1}
"""What a machine with a device of its own offers, by `--resources "GPU=1"`."""


class Cluster:
    """The machines behind a scheduler.

    Args:
        scheduler: where it is.
        folder: the library's, which all machines see under the same path.
        needs_gpu: whether long jobs go to machines that offer a GPU alone.
    """

    patience = float("inf")  # a task may wait for a machine; where that is lost, Dask says so

    def __init__(self, scheduler: Scheduler, folder: Path, needs_gpu: bool = False) -> None:
        self._scheduler = scheduler
        self._folder = folder
        self._resources = GPU if needs_gpu else None
        self._name = secrets.token_hex(8)
        self._lock = threading.Lock()
        self._client: Client | None = None
        self._failed: tuple[float, BuilderError] | None = None
        self._sent: dict[int, _RemoteTask] = {}

    def sees(self, path: Path) -> bool:
        """Tell whether a file lies in the folder that all machines see."""
        return path.is_relative_to(self._folder)

    def warm(self) -> None:
        """Connect, and have all machines load torch. What is wrong is said by each job, and not here."""

        def connect() -> None:
            with contextlib.suppress(Exception):
                self._connected()

        threading.Thread(target=connect, name="nnblocks-cluster", daemon=True).start()

    def start(self, number: int, text: bytes) -> tuple[Connection, int]:
        """Send a job to the cluster; see `Host.start`. A thread of its own waits for what becomes of it."""
        ours, theirs = socket.socketpair()
        status, status_write = os.pipe()
        sent = self._sent[number] = _RemoteTask(number, text, Connection(theirs.detach()), status_write)
        threading.Thread(target=self._wait, args=(sent,), name=f"nnblocks-cluster-{number}", daemon=True).start()
        return Connection(ours.detach()), status

    def kill(self, number: int, pid: int | None) -> None:
        """Have a job ended wherever it runs; `pid` is that of another machine."""
        sent = self._sent.get(number)
        if sent is not None:
            sent.words.put("cancel")

    def close(self) -> None:
        """Let go of the cluster. A run that a machine has begun goes on there, and is found again in its folder."""
        with self._lock:
            self._drop()

    def _wait(self, sent: _RemoteTask) -> None:
        limits = messages.decode_job(sent.text).limits
        try:
            outcome = self._outcome(sent, limits.is_long)
        except Exception as error:  # whatever it is, somebody waits for this job
            outcome = Outcome(messages.encode(messages.raised_message(error, limits)), 0)
        del self._sent[sent.number]
        sent.end(outcome)

    def _outcome(self, sent: _RemoteTask, is_long: bool) -> Outcome:
        client, name = self._connected(), f"nnblocks-{self._name}-{sent.number}"
        from distributed import Event, KilledWorker
        from distributed.comm import CommClosedError

        task = client.submit(
            run_job, Order(sent.text, sent.number, self._name, name), self._home(), key=name, pure=False, retries=0,
            priority=0 if is_long else 10, resources=self._resources if is_long else None,
        )  # fmt: skip
        task.add_done_callback(lambda _: sent.words.put("done"))
        cancel = Event(name, client=client)
        try:
            is_cancelled = False
            while sent.words.get() == "cancel":
                # Never `task.cancel()`: Dask then forgets the task, and what it has begun goes on.
                is_cancelled = True
                cancel.set()
            outcome = Outcome(*task.result())
            if is_cancelled:
                cancel.clear()
            return outcome
        except KilledWorker:
            return _LOST
        except (CancelledError, CommClosedError):  # the scheduler is gone
            with self._lock:
                if self._client is client:
                    self._drop()
            return _LOST

    def _connected(self) -> Client:
        """Return the connection to the scheduler; made and checked where there is none.

        Raises:
            JobError: the scheduler does not answer, or a setting of the cluster would lose work or let others in. For
                some seconds all others are told the same: each would wait for it.
        """
        with self._lock:
            if self._client is None:
                if self._failed is not None and time.monotonic() < self._failed[0] + AGAIN:
                    raise self._failed[1]
                try:
                    self._client = self._connect()
                except BuilderError as error:
                    self._failed = time.monotonic(), error
                    raise
            return self._client

    def _connect(self) -> Client:
        try:
            from distributed import Client
        except ImportError:
            raise JobError(say("jobs.cluster.missing"), hint=say("jobs.cluster.missing.hint")) from None
        safe = security(self._scheduler)
        address = f"{'tcp' if safe is None else 'tls'}://{self._scheduler}"
        try:
            client = Client(address, timeout=CONNECT, security=safe, set_as_default=False)
        except (OSError, TimeoutError) as error:
            raise _unreachable(self._scheduler, error) from error
        try:
            check(client, self._home(), self._resources is not None)
        except BaseException:
            client.close(timeout=_CLOSE)
            raise
        client.subscribe_topic(self._name, self._hear)
        return client

    def _drop(self) -> None:
        """Let go of a connection; needs the lock."""
        client, self._client = self._client, None
        if client is not None:
            with contextlib.suppress(OSError, TimeoutError):
                client.close(timeout=_CLOSE)

    def _home(self) -> Home:
        return Home(str(self._folder), _mark(self._folder), program(), version("torch"))

    def _hear(self, event: tuple[float, tuple[int, bytes]]) -> None:
        """Pass on what a worker has said, in the thread that hears it."""
        number, said = event[1]
        sent = self._sent.get(number)
        if sent is not None:
            sent.say(said)


class _RemoteTask:
    """A job that the cluster has: the ends of its channel and of its pipe that a worker here would have."""

    def __init__(self, number: int, text: bytes, channel: Connection, status: int) -> None:
        self.number = number
        self.text = text
        self.words: SimpleQueue[str] = SimpleQueue()
        self._lock = threading.Lock()
        self._channel = channel
        self._status = status

    def say(self, said: bytes) -> None:
        """Say something to the pool; nobody listens any more to a job that was cancelled."""
        with self._lock, contextlib.suppress(OSError):
            self._channel.send_bytes(said)

    def end(self, outcome: Outcome) -> None:
        """Say the last word and how the worker has ended, and let go of both ends."""
        if outcome.reply is not None:
            self.say(outcome.reply)
        with contextlib.suppress(OSError):
            os.write(self._status, EXIT.pack(outcome.code))
        os.close(self._status)
        with self._lock:
            self._channel.close()


_CLOSE = 2.0
_LOST = Outcome(messages.encode(messages.LostMessage()), 0)


def _mark(folder: Path) -> str:
    """Return what tells a folder from all others, on whatever machine one looks; written at the first call."""
    folder.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError), (folder / MARK).open("x") as file:
        file.write(secrets.token_hex(16))
    return (folder / MARK).read_text()


def _unreachable(scheduler: Scheduler, error: Exception) -> BuilderError:
    reason = (str(error).splitlines() or [type(error).__name__])[0][:120]
    return JobError(
        say("jobs.cluster.unreachable", address=str(scheduler), reason=reason),
        hint=say("jobs.cluster.unreachable.hint"),
    )
