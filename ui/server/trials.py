"""Gets the shapes of text classes from workers, since this process runs no code of a person's own.

The analysis asks here. What a worker does not say within a moment is said later: the block shows that
its shape is being found, and the page draws itself again once it is (`ui.screens.shape_polling`).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as Late
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from builder.errors import BuilderError, JobError
from builder.jobs.tasks.trials import try_class
from builder.runner import Question, RunResult, asked_to_json, shown_from_json
from builder.sentences import say

if TYPE_CHECKING:
    from builder.jobs.pool import Pool
    from builder.jobs.run import JobFuture

PATIENCE = 0.35
"""Seconds that one analysis waits in all, so that most classes are drawn once with their shapes."""
MOST = 24
"""Runs that wait or go on at once; a block beyond them is asked about again when one has ended."""
KNOWN = 2_000
"""Runs that are remembered."""

_here = threading.local()


@contextmanager
def patience() -> Iterator[None]:
    """Let what this thread asks for wait for workers, for a moment in all."""
    _here.until = time.monotonic() + PATIENCE
    try:
        yield
    finally:
        _here.until = 0.0


class Trials:
    """The runs of one process, each question once, and what they have shown."""

    def __init__(self, pool: Callable[[], Pool]) -> None:
        self._pool = pool
        self._lock = threading.Lock()
        self._going: dict[Question, JobFuture[str]] = {}
        self._shown: dict[Question, RunResult] = {}
        self.answers = 0
        """Counts what was said; an analysis that waits for a run is worth making anew after the next."""

    def ask(self, asked: Question) -> RunResult | None:
        """Return the answer if it is known or a worker is quick; otherwise return None and store it later."""
        known = self._shown.get(asked)
        if known is not None:
            return known
        future = self._begin(asked)
        if future is None:
            return None
        try:
            return _result_of(future, max(0.0, getattr(_here, "until", 0.0) - time.monotonic()))
        except Late:
            return None

    def _begin(self, asked: Question) -> JobFuture[str] | None:
        """Return the run for a question, begun if nobody has; None where there are too many."""
        with self._lock:
            future = self._going.get(asked)
            if future is not None or len(self._going) >= MOST:
                return future
            try:
                future = self._pool().submit(try_class, asked_to_json(asked))
            except BuilderError:
                return None
            self._going[asked] = future
        future.add_done_callback(partial(self._keep, asked))
        return future

    def _keep(self, asked: Question, future: JobFuture[str]) -> None:
        shown = _result_of(future, 0)
        with self._lock:
            if len(self._shown) >= KNOWN:
                self._shown.clear()
            self._shown[asked] = shown
            self._going.pop(asked, None)
        self.answers += 1


def _result_of(future: JobFuture[str], seconds: float) -> RunResult:
    """Return what a run has shown; one that its worker did not survive has failed."""
    try:
        return shown_from_json(future.result(seconds))
    except CancelledError:
        return RunResult(None, problem=say("server.trial.cancelled"), hint=say("server.trial.cancelled.hint"))
    except JobError as error:
        return RunResult(None, problem=error.problem, hint=say("server.trial.endless"))
    except BuilderError as error:
        return RunResult(None, problem=error.problem, hint=error.hint)
