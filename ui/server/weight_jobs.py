"""Jobs that create weights files: one for each revision, whoever asks, and what is recorded when it is done."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any

import msgspec

from builder.jobs.run import JobFuture


class WeightJob(msgspec.Struct, frozen=True):
    """Work on one file: what it reads and writes, and what to note when it has ended well."""

    future: JobFuture[Any]
    files: tuple[Path, ...]
    note: Callable[[], object]


class Makings:
    """All such work of one process, by what it is for."""

    def __init__(self) -> None:
        # Taken again by the thread that holds it: `begin` settles what has ended before it begins anew.
        self._lock = threading.RLock()
        self._going: dict[Hashable, WeightJob] = {}
        self._used: dict[JobFuture[Any], tuple[Path, ...]] = {}

    def begin(self, place: Hashable, make: Callable[[], WeightJob | None]) -> JobFuture[Any] | None:
        """Return the work for a place, begun if nobody has; None where nothing is to be done after all."""
        with self._lock:
            going = self._going.get(place)
            if going is None or going.future.done():
                self.settle(place)
                going = make()
                if going is None:
                    return None
                self._going[place] = going
                self.use(going.future, *going.files)
        going.future.add_done_callback(lambda _: self.settle(place))
        return going.future

    def going(self, kind: str) -> set[JobFuture[Any]]:
        """Return all work that has not ended of the places whose first part is this."""
        with self._lock:
            works = [work for place, work in self._going.items() if isinstance(place, tuple) and place[0] == kind]
        return {work.future for work in works if not work.future.done()}

    def future(self, place: Hashable) -> JobFuture[Any] | None:
        """Return the work for a place, if there is any."""
        with self._lock:
            going = self._going.get(place)
        return None if going is None else going.future

    def settle(self, place: Hashable) -> None:
        """Note what has become of work that has ended; whoever sees it first does so, and others wait for that."""
        with self._lock:
            going = self._going.get(place)
            if going is None or not going.future.done():
                return
            del self._going[place]
            if not going.future.cancelled() and going.future.exception() is None:
                going.note()

    def use(self, future: JobFuture[Any], *files: Path) -> None:
        """Keep files from being swept away as long as some work goes on."""
        with self._lock:
            self._used[future] = files
        future.add_done_callback(lambda _: self._used.pop(future, None))

    def used(self) -> set[Path]:
        """Return the files that work going on now reads or writes."""
        with self._lock:
            return {file for files in list(self._used.values()) for file in files}
