"""The shapes of written classes in the process that runs no code of a person's own: workers find them.

`builder.analysis.remembered` asks here. What a worker does not say within a moment is said later: the block shows that
its shape is being found, and the page draws itself again once it is.
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

from builder.analysis.remembered import Asked, Shown, asked_to_json, remember, shown_from_json
from builder.errors import BuilderError, JobError
from builder.jobs.tasks.trials import try_class

if TYPE_CHECKING:
    from builder.jobs.pool import Pool
    from builder.jobs.run import JobFuture

PATIENCE = 0.35
"""Seconds that one analysis waits in all, so that most classes are drawn once with their shapes."""
MOST = 24
"""Runs that wait or go on at once; a block beyond them is asked about again when one has ended."""
ENDLESS = "Look for a loop that does not end, or for tensors that are too large."


class Waiting:
    """What one analysis has asked and was not told, and until when it may wait."""

    def __init__(self) -> None:
        self.begun: list[Asked] = []
        self.refused: list[Asked] = []
        self.until = time.monotonic() + PATIENCE

    def __bool__(self) -> bool:
        """Tell whether there is something that is to come."""
        return bool(self.begun or self.refused)


_here = threading.local()


@contextmanager
def watching() -> Iterator[Waiting]:
    """Collect what this thread asks for and is not told at once."""
    _here.waiting = Waiting()
    try:
        yield _here.waiting
    finally:
        _here.waiting = None


class Trials:
    """The runs of one process, each question once."""

    def __init__(self, pool: Callable[[], Pool]) -> None:
        self._pool = pool
        self._lock = threading.Lock()
        self._going: dict[Asked, JobFuture[str]] = {}

    def ask(self, asked: Asked) -> Shown | None:
        """Answer at once where a worker is quick; otherwise return None and have it remembered later."""
        waiting: Waiting | None = getattr(_here, "waiting", None)
        future = self._begin(asked)
        if future is not None:
            patience = 0.0 if waiting is None else waiting.until - time.monotonic()
            try:
                return _shown(future, max(0.0, patience))
            except Late:
                pass
        if waiting is not None:
            (waiting.refused if future is None else waiting.begun).append(asked)
        return None

    def goes_on(self, waiting: Waiting) -> bool:
        """Tell whether nothing of what an analysis waits for has come yet."""
        with self._lock:
            has_room = len(self._going) < MOST
            return all(asked in self._going for asked in waiting.begun) and not (waiting.refused and has_room)

    def _begin(self, asked: Asked) -> JobFuture[str] | None:
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

    def _keep(self, asked: Asked, future: JobFuture[str]) -> None:
        remember(asked, _shown(future, 0))
        with self._lock:
            self._going.pop(asked, None)


def _shown(future: JobFuture[str], patience: float) -> Shown:
    """Return what a run has shown; one that its worker did not survive has failed."""
    try:
        return shown_from_json(future.result(patience))
    except CancelledError:
        return Shown(None, problem="Its run on a sample was cancelled.", hint="Edit it to have it run again.")
    except JobError as error:
        return Shown(None, problem=error.problem, hint=ENDLESS)
    except BuilderError as error:
        return Shown(None, problem=error.problem, hint=error.hint)
