"""`Pool`: worker processes behind the `concurrent.futures.Executor` protocol, so that a cluster's can take its place.

One process a job, forked from a server that has torch loaded (`builder.jobs.server`), at most so many at once, all
watched by one thread. A cancelled, late or killed worker costs its own job and nothing else.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor
from multiprocessing.connection import Connection, wait
from typing import Any, ParamSpec, TypeVar

import msgspec

from builder.errors import BuilderError, JobError, LimitError
from builder.jobs import messages
from builder.jobs.limits import Limits, limits_of
from builder.jobs.progress import Progress
from builder.jobs.run import JobFuture, Run, Worker, exit_error
from builder.jobs.server import KILL, REQUEST, START
from builder.sentences import say

_P = ParamSpec("_P")
_T = TypeVar("_T")

MAX_WAITING = 500
"""Jobs that may wait; more are refused, since nobody would see them done."""
LONG = 1
"""Long jobs, such as the training of a network, that run at once; others of them wait in order."""
_DEFAULT = Limits()


class Pool(Executor):
    """An executor of jobs: functions at the top of a module that take and return plain data.

    Args:
        max_workers: how many run at once, beside long ones; others wait in order.
        limits: what a function without limits of its own may use.
    """

    def __init__(self, max_workers: int = 2, limits: Limits = _DEFAULT) -> None:
        self._max_workers = max_workers
        self._limits = limits
        self._lock = threading.Lock()
        self._waiting: deque[Run] = deque()
        self._running: dict[Connection, Run] = {}
        self._numbers = 0
        self._closed = False
        self._server: tuple[subprocess.Popen[bytes], socket.socket] | None = None
        self._wake_read, self._wake_write = socket.socketpair()
        self._wake_write.setblocking(False)
        self._thread = threading.Thread(target=self._watch, name="nnblocks-jobs", daemon=True)
        self._thread.start()

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> JobFuture[_T]:
        """Queue a call; `limited` on the function says what it may use.

        Raises:
            LimitError: too many jobs wait already.
            TypeError: the function is not at the top of a module, or an argument is no plain data.
        """
        limits = limits_of(fn, self._limits)
        text = messages.job(fn, args, kwargs, limits)
        future = JobFuture[_T](self._wake)
        with self._lock:
            if self._closed:
                raise RuntimeError("the pool is shut down")
            if len(self._waiting) >= MAX_WAITING:
                raise LimitError(say("jobs.waiting", limit=MAX_WAITING), hint=say("jobs.waiting.hint"))
            self._numbers += 1
            self._waiting.append(Run(self._numbers, fn, text, limits, future))
        self._wake()
        return future

    def warm(self) -> None:
        """Start loading torch for the workers now, so that the first job need not wait for it."""
        with self._lock:
            self._live_server()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more jobs; finish or, with `cancel_futures`, cancel those that wait, then end all processes."""
        with self._lock:
            self._closed = True
            waiting = list(self._waiting)
        if cancel_futures:
            for run in waiting:
                run.future.cancel()
        self._wake()
        if wait:
            self._thread.join()

    def _wake(self) -> None:
        with contextlib.suppress(BlockingIOError, OSError):  # a full buffer wakes it too; a closed one has ended
            self._wake_write.send(b"w")

    def _watch(self) -> None:
        """Run in the one thread that starts jobs, reads what workers say, and ends them."""
        while True:
            self._drop_cancelled()
            self._start_waiting()
            with self._lock:
                if self._closed and not self._waiting and not self._running:
                    break
            for ready in wait([self._wake_read, *self._running], self._patience()):
                if ready is self._wake_read:
                    self._wake_read.recv(4096)
                elif isinstance(ready, Connection):
                    self._read(self._running[ready])
            self._stop_late()
        self._end_server()

    def _patience(self) -> float | None:
        ends = [run.deadline for run in self._running.values() if not run.late]
        return max(0.0, min(min(ends) - time.monotonic(), LONGEST_WAIT)) if ends else None

    def _drop_cancelled(self) -> None:
        with self._lock:
            dropped = [run for run in self._waiting if run.future.cancelled()]
            for run in dropped:
                self._waiting.remove(run)
        for run in dropped:
            run.future.set_running_or_notify_cancel()
        for run in [run for run in self._running.values() if run.future.cancelled()]:
            self._kill(run)
            self._running.pop(run.channel)
            run.close()
            run.future.set_running_or_notify_cancel()

    def _start_waiting(self) -> None:
        while (run := self._next()) is not None:
            try:
                self._start(run)
            except OSError as error:
                _settle(run.future, _no_worker(error))

    def _next(self) -> Run | None:
        """Take the first job that waits and has a place; a long one takes none of the others'."""
        running = [run.limits.is_long for run in self._running.values()]
        places = {True: LONG - running.count(True), False: self._max_workers - running.count(False)}
        with self._lock:
            found = next((run for run in self._waiting if places[run.limits.is_long] > 0), None)
            if found is not None:
                self._waiting.remove(found)
        return found

    def open_worker(self) -> Worker:
        """Return a worker of one's own, beside the jobs; see `builder.jobs.conversation`.

        Raises:
            JobError: none can be started.
        """
        with self._lock:
            if self._closed:
                raise RuntimeError("the pool is shut down")
            self._numbers += 1
            number = self._numbers
        try:
            channel, status = self._fork(number)
        except OSError as error:
            raise _no_worker(error) from None
        return Worker(channel, status, lambda: self._kill_number(number))

    def _fork(self, number: int) -> tuple[Connection, int]:
        """Start a worker; return its channel and the pipe of its exit code."""
        ours, theirs = socket.socketpair()
        status, status_write = os.pipe()
        try:
            with self._lock:
                socket.send_fds(self._live_server(), [REQUEST.pack(START, number)], [theirs.fileno(), status_write])
        except OSError:
            ours.close()
            os.close(status)
            raise
        finally:
            # The worker alone may hold these ends: held here too they would not close when it dies.
            theirs.close()
            os.close(status_write)
        return Connection(ours.detach()), status

    def _start(self, run: Run) -> None:
        run.channel, run.status = self._fork(run.number)
        run.deadline = time.monotonic() + run.limits.seconds + LOADING
        run.future.progress = Progress(0.0, "starting")
        self._running[run.channel] = run
        with contextlib.suppress(OSError):  # a worker that is gone already is seen by its closed channel
            run.channel.send_bytes(run.text)

    def _read(self, run: Run) -> None:
        try:
            reply = messages.decode_reply(run.channel.recv_bytes(messages.MAX_BYTES))
        except (EOFError, OSError, msgspec.MsgspecError):
            self._kill(run)  # it has ended, or sends what no worker sends
            self._finish(run)
            return
        match reply:
            case messages.StartMessage(pid=pid):
                run.future.pid = pid
                run.deadline = time.monotonic() + run.limits.seconds
            case messages.ProgressMessage(fraction=fraction, words=words):
                run.future.progress = Progress(fraction, words)
            case messages.ResultMessage() | messages.ErrorMessage():
                run.reply = reply

    def _finish(self, run: Run) -> None:
        self._running.pop(run.channel)
        match run.reply:
            case messages.ResultMessage() as reply:
                run.future.progress = Progress(1.0, "done")
                _settle(run.future, _outcome(run, reply))
            case messages.ErrorMessage() as reply:
                _settle(run.future, messages.to_error(reply))
            case _:
                _settle(run.future, exit_error(run))
        run.close()

    def _stop_late(self) -> None:
        now = time.monotonic()
        for run in self._running.values():
            if now >= run.deadline and not run.late:
                run.late = True
                self._kill(run)

    def _kill(self, run: Run) -> None:
        if not self._kill_number(run.number) and run.future.pid is not None:
            with contextlib.suppress(OSError):  # what is gone already need not be killed
                os.kill(run.future.pid, signal.SIGKILL)

    def _kill_number(self, number: int) -> bool:
        """Ask the server to end a worker; return whether there is a server."""
        with self._lock, contextlib.suppress(OSError):
            if self._server is not None and self._server[0].poll() is None:
                self._server[1].sendall(REQUEST.pack(KILL, number))
                return True
        return False

    def _live_server(self) -> socket.socket:
        """Return the socket of a fork server that lives; start one where there is none. Needs the lock."""
        if self._server is not None and self._server[0].poll() is not None:
            self._server[1].close()
            self._server = None
        if self._server is None:
            ours, theirs = socket.socketpair()
            # With -P, and no empty entry in PYTHONPATH, a torch.py in the working directory is not imported.
            command = [sys.executable, "-P", "-m", "builder.jobs.server", str(theirs.fileno())]
            # A session of its own keeps it from the terminal's Ctrl+C: it ends when its socket does.
            process = subprocess.Popen(
                command,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                env={**os.environ, **_ENVIRONMENT, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                start_new_session=True,
            )
            theirs.close()
            self._server = (process, ours)
        return self._server[1]

    def _end_server(self) -> None:
        with self._lock:
            if self._server is not None:
                self._server[1].close()
                self._server[0].wait()
                self._server = None
            self._wake_read.close()
            self._wake_write.close()


LOADING = 60.0
"""Seconds that a fork server may take to load torch, on top of a job's own time."""
LONGEST_WAIT = 86_400.0
"""Seconds that are waited at once: the system counts milliseconds, and a job of weeks has more than it can count."""
_ENVIRONMENT = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")


def _settle(future: JobFuture[Any], outcome: object) -> None:
    """Give a future its result or error, unless it was cancelled meanwhile."""
    if not future.set_running_or_notify_cancel():
        return
    if isinstance(outcome, BuilderError):
        future.set_exception(outcome)
    else:
        future.set_result(outcome)


def _outcome(run: Run, reply: messages.ResultMessage) -> object:
    try:
        return messages.result(run.function, reply.value)
    except (TypeError, msgspec.ValidationError) as error:
        return JobError(say("jobs.result", error=error, job=run.limits.subject))


def _no_worker(error: OSError) -> JobError:
    return JobError(say("jobs.no-worker", reason=error.strerror or error), hint=say("jobs.died.hint"))
