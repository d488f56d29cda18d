"""Write-behind: a thread writes the bytes to the file while the caller computes the checksums of the next part."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue
from types import TracebackType
from typing import Self, TypeAlias

Part: TypeAlias = bytes | memoryview

AHEAD = 4
"""Parts that may wait to be written; the next one waits here until there is room."""


class Behind:
    """Writes parts in order in a thread; at the end of the `with` block all are written.

    What goes wrong is raised by the next `write`, or at the end. A part must stay as it is until it is written.
    """

    def __init__(self, write: Callable[[Part], object]) -> None:
        self._write = write
        self._parts: SimpleQueue[Part | None] = SimpleQueue()
        self._room = threading.Semaphore(AHEAD)
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="nnblocks-write-behind", daemon=True)

    def write(self, part: Part) -> None:
        """Queue a part for writing.

        Raises:
            BaseException: what the writing of an earlier part has raised.
        """
        self._room.acquire()
        if self._error is not None:
            raise self._error
        self._parts.put(part)

    def _run(self) -> None:
        while (part := self._parts.get()) is not None:
            if self._error is None:
                try:
                    self._write(part)
                except BaseException as error:
                    self._error = error
            self._room.release()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if error is not None:
            self._error = error  # what waits is written in vain
        self._parts.put(None)
        self._thread.join()
        if error is None and self._error is not None:
            raise self._error
