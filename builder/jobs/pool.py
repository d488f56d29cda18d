"""`Pool`: worker processes behind the `concurrent.futures.Executor` protocol, on this machine or on a cluster.

One process a job, at most so many at once, all watched by one thread. A cancelled, late or killed worker costs its own
job and nothing else. Where a worker is started is its host's matter (`builder.jobs.host`); what is the same wherever it
runs is here.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import Executor
from itertools import count
from multiprocessing.connection import Connection, wait
from typing import Any, ParamSpec, TypeVar

import msgspec

from builder.errors import BuilderError, JobError, LimitError
from builder.jobs import messages
from builder.jobs.forks import Forks
from builder.jobs.host import Host
from builder.jobs.limits import Limits, limits_of, paths_in
from builder.jobs.progress import Progress
from builder.jobs.run import JobFuture, Run, Worker, exit_error
from builder.sentences import say

_P = ParamSpec("_P")
_T = TypeVar("_T")

MAX_WAITING = 500
"""Jobs that may wait; more are refused, since nobody would see them done."""
LONG = 1
"""Long jobs, such as the training of a network, that run at once; others of them wait in order."""
ELSEWHERE = 32
"""Jobs that one pool has a cluster do at once, beside long ones: it has places of its own, and a queue."""
_DEFAULT = Limits()


class Pool(Executor):
    """An executor of jobs: functions at the top of a module that take and return plain data.

    Args:
        max_workers: how many run at once on this machine, beside long ones; others wait in order.
        limits: what a function without limits of its own may use.
        long: how many long ones run at once, wherever that is.
        cluster: where jobs run whose limits say that they may; without, all run here.
    """

    def __init__(
        self, max_workers: int = 2, limits: Limits = _DEFAULT, *, long: int = LONG, cluster: Host | None = None
    ) -> None:
        self._max_workers = max_workers
        self._limits = limits
        self._long = long
        self._here = Forks()
        self._cluster = cluster
        self._hosts: tuple[Host, ...] = (self._here,) if cluster is None else (self._here, cluster)
        self._lock = threading.Lock()
        self._waiting: deque[Run] = deque()
        self._running: dict[Connection, Run] = {}
        self._numbers = count(1)  # of workers: a job that is begun again has another
        self._closed = False
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
            self._waiting.append(Run(fn, text, limits, future, self._host(limits, args, kwargs)))
        self._wake()
        return future

    def _host(self, limits: Limits, args: tuple[object, ...], kwargs: dict[str, object]) -> Host:
        cluster = self._cluster
        travels = cluster is not None and limits.travels and all(map(cluster.sees, paths_in((args, kwargs))))
        return cluster if cluster is not None and travels else self._here

    def queue_place(self, future: JobFuture[Any]) -> int | None:
        """Return which place a long job has in the queue of those that wait, from 1; None where it does not wait."""
        with self._lock:
            waiting = [run.future for run in self._waiting if run.limits.is_long and not run.future.cancelled()]
        return waiting.index(future) + 1 if future in waiting else None

    @property
    def is_closed(self) -> bool:
        """Whether it takes no more jobs."""
        return self._closed

    def warm(self) -> None:
        """Start loading torch for the workers now, so that the first job need not wait for it."""
        for host in self._hosts:
            host.warm()

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
        for host in self._hosts:
            host.close()
        self._wake_read.close()
        self._wake_write.close()

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
        running = Counter(self._place(run) for run in self._running.values())
        places = {"long": self._long, "here": self._max_workers, "elsewhere": ELSEWHERE}
        with self._lock:
            found = next((run for run in self._waiting if running[self._place(run)] < places[self._place(run)]), None)
            if found is not None:
                self._waiting.remove(found)
        return found

    def _place(self, run: Run) -> str:
        return "long" if run.limits.is_long else "here" if run.host is self._here else "elsewhere"

    def open_worker(self) -> Worker:
        """Return a worker of one's own, beside the jobs; see `builder.jobs.conversation`.

        Raises:
            JobError: none can be started.
        """
        if self._closed:
            raise RuntimeError("the pool is shut down")
        number = next(self._numbers)
        try:
            channel, status = self._here.open(number)
        except OSError as error:
            raise _no_worker(error) from None
        return Worker(channel, status, lambda: self._here.kill(number, None))

    def _start(self, run: Run) -> None:
        run.number = next(self._numbers)
        run.channel, run.status = run.host.start(run.number, run.text)
        run.deadline = time.monotonic() + run.limits.seconds + run.host.patience
        run.future.progress = Progress(0.0, "starting")
        self._running[run.channel] = run

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
            case messages.ResultMessage() | messages.ErrorMessage() | messages.LostMessage():
                run.reply = reply

    def _finish(self, run: Run) -> None:
        self._running.pop(run.channel)
        outcome = _outcome(run)
        run.close()
        if isinstance(run.reply, messages.LostMessage) and run.may_go_on():
            self._begin_again(run)
        else:
            _settle(run.future, outcome)

    def _begin_again(self, run: Run) -> None:
        """Have a job whose machine was lost go on elsewhere, before those that have not begun."""
        run.begin_again()
        with self._lock:
            self._waiting.appendleft(run)

    def _stop_late(self) -> None:
        now = time.monotonic()
        for run in self._running.values():
            if now >= run.deadline and not run.late:
                run.late = True
                self._kill(run)

    def _kill(self, run: Run) -> None:
        run.host.kill(run.number, run.future.pid)


LONGEST_WAIT = 86_400.0
"""Seconds that are waited at once: the system counts milliseconds, and a job of weeks has more than it can count."""


def _settle(future: JobFuture[Any], outcome: object) -> None:
    """Give a future its result or error, unless it was cancelled meanwhile."""
    if not future.set_running_or_notify_cancel():
        return
    if isinstance(outcome, BuilderError):
        future.set_exception(outcome)
    else:
        future.set_result(outcome)


def _outcome(run: Run) -> object:
    """Return the result of a job that has ended, or its error."""
    match run.reply:
        case messages.ResultMessage(value=value):
            run.future.progress = Progress(1.0, "done")
            try:
                return messages.result(run.function, value)
            except (TypeError, msgspec.ValidationError) as error:
                return JobError(say("jobs.result", error=error, job=run.limits.subject))
        case messages.ErrorMessage() as reply:
            return messages.to_error(reply)
        case messages.LostMessage():
            return JobError(say("jobs.lost", job=run.limits.worded), hint=say("jobs.lost.hint"))
        case _:
            return exit_error(run)


def _no_worker(error: OSError) -> JobError:
    return JobError(say("jobs.no-worker", reason=error.strerror or error), hint=say("jobs.died.hint"))
