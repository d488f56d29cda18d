"""A dedicated worker that answers one question after another, as a prompt on a live network needs.

The worker's side is `builder.jobs.channel`. On the other side a `Conversation` asks; when the worker dies or is late,
it is over, and one sentence says so.
"""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Callable
from typing import NoReturn, TypeVar

import msgspec

from builder.errors import JobError
from builder.jobs import messages
from builder.jobs.forks import LOADING
from builder.jobs.limits import Limits, limits_of
from builder.jobs.pool import Pool
from builder.jobs.progress import Progress
from builder.sentences import say

_T = TypeVar("_T")


class Conversation:
    """A worker that stays alive between questions; for use by one thread, except `end`.

    Args:
        pool: whose fork server starts it; it takes no place of the pool's jobs.
        function: what the worker runs, with `args`.
        listen: is called with the progress of a long answer.
    """

    def __init__(
        self,
        pool: Pool,
        function: Callable[..., None],
        *args: object,
        listen: Callable[[Progress], None] = lambda progress: None,
    ) -> None:
        self._limits: Limits = limits_of(function, Limits())
        self._worker = pool.open_worker()
        self._listen = listen
        self.ended = False
        try:
            self._worker.channel.send_bytes(messages.job(function, args, {}, self._limits))
            started = self._next(LOADING)
            self.pid = started.pid if isinstance(started, messages.StartMessage) else None
        except OSError:
            self._fail()

    def ask(self, question: object, kind: type[_T], seconds: float | None = None) -> _T:
        """Ask and wait for the answer.

        Raises:
            JobError: the worker has died, or took longer than `seconds`; the conversation is over.
            BuilderError: what the function raised; it is over too.
        """
        try:
            self._worker.channel.send_bytes(messages.encode(question))
        except (OSError, ValueError):
            self._fail()
        while True:
            reply = self._next(self._limits.seconds if seconds is None else seconds)
            match reply:
                case messages.AnswerMessage(value=value):
                    return msgspec.msgpack.decode(value, type=kind, dec_hook=messages.from_plain)
                case messages.ProgressMessage(fraction=fraction, words=words):
                    self._listen(Progress(fraction, words))
                case messages.ErrorMessage() as raised:
                    self.close()
                    raise messages.to_error(raised)
                case _:
                    self._fail()

    def interrupt(self) -> None:
        """Send the worker an interrupt, which may end the current answer and keeps the worker alive."""
        if self.pid is not None and not self.ended:
            with contextlib.suppress(OSError):  # it has ended by itself
                os.kill(self.pid, signal.SIGINT)

    def end(self) -> None:
        """End the worker at once; whoever waits for an answer gets an error."""
        self.ended = True
        self._worker.kill()

    def close(self) -> None:
        """End the worker and let go of it; for the thread that asks."""
        self.end()
        self._worker.close()

    def _next(self, seconds: float) -> messages.Reply:
        try:
            if not self._worker.channel.poll(seconds):
                self._fail(say("jobs.late", seconds=seconds, job=self._limits.subject))
            reply: messages.Reply = messages.decode_reply(self._worker.channel.recv_bytes(messages.MAX_BYTES))
        except (EOFError, OSError, ValueError, msgspec.MsgspecError):
            self._fail()
        return reply

    def _fail(self, problem: str | None = None) -> NoReturn:
        stopped = self.ended
        self.end()
        died = self._worker.close()
        how = say("jobs.how.stopped") if stopped else died
        raise JobError(problem or say("jobs.ended", job=self._limits.subject, how=how))
